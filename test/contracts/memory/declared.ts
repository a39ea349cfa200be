import fc from 'fast-check';
import type { Declared } from '../../../shared/model/declared.ts';
import type { AuditEvent, SignIn } from '../../../shared/model/events.ts';
import { userOf } from '../../../shared/model/habits.ts';
import type { Habit, Known, Peak, Window } from '../../../shared/model/memory.ts';
import type { MemoryStore } from '../../../shared/model/store.ts';
import { addressSubject, type Subject } from '../../../shared/model/subject.ts';
import { dayOf } from '../../../shared/model/time.ts';
import { before, DANA, MONDAY, signIn, user } from '../../support/events.ts';

/** Opens an empty store for what is declared, of a tenant with these own domains. */
export type OpenMemoryStore = (
  declared: Declared,
  ownDomains?: ReadonlySet<string>,
) => MemoryStore | Promise<MemoryStore>;

export const LEE = user('lee');
export const SAM = user('sam');
export const TODAY = dayOf(MONDAY);

/** The apps a user signs in to, one habit of several values an event. */
export const apps: Habit = {
  id: 'apps',
  by: userOf,
  keepDays: 90,
  halfLifeDays: 30,
  most: 64,
  of: (event) => (event.kind === 'sign-in' && event.app !== undefined ? event.app.split(' ') : []),
};
export const fewApps: Habit = { ...apps, id: 'few-apps', most: 8 };
export const appsForEver: Habit = { ...apps, id: 'apps-for-ever', keepDays: 400, halfLifeDays: 400 };
/** A habit of whoever acts, also of apps. */
export const anybodysApps: Habit = { ...apps, id: 'anybodys-apps', by: (event) => event.actor };
/** A habit that a colleague has only from two days on. */
export const regularApps: Habit = { ...apps, id: 'regular-apps', sharedFromDays: 2 };
export const undeclared: Habit = { ...apps, id: 'undeclared' };

export const codes: Peak = {
  id: 'codes',
  by: userOf,
  keepDays: 60,
  of: (event) => (event.kind === 'sign-in' ? event.errorCode : 0),
};
export const mailsAnHour: Peak = {
  id: 'mails-an-hour',
  by: userOf,
  keepDays: 60,
  of: (event, memory) => memory.of(event.actor).recent(mails).length + 1,
};

/** An hour of mails by recipient. */
export const mails: Window<string> = {
  id: 'mails',
  by: userOf,
  keepMinutes: 60,
  most: 5,
  row: (event) => (event.kind === 'mail-sent' ? (event.recipients[0] ?? '') : undefined),
};
export const fromAddress: Window<string> = {
  id: 'from-address',
  by: (event) => (event.ip === undefined ? undefined : addressSubject(event.ip)),
  keepMinutes: 24 * 60,
  most: 100,
  row: (event) => (event.kind === 'sign-in' ? event.actor.id : undefined),
};

export const DECLARED: Declared = {
  habits: [apps, fewApps, appsForEver, anybodysApps, regularApps],
  peaks: [codes, mailsAnHour],
  windows: [mails, fromAddress],
};

/** A sign-in to some apps so many days before Monday. */
export function used(app: string, daysAgo: number, given: Partial<SignIn> = {}): SignIn {
  return signIn({ at: before(MONDAY, daysAgo, 'days'), app, ...given });
}

/** What is known of a subject on Monday, or on the day of another time. */
export function known(store: MemoryStore, subject: Subject = DANA, at = MONDAY): Known {
  return store.before(signIn({ at, actor: subject })).of(subject);
}

export function learnAll(store: MemoryStore, events: readonly AuditEvent[]): void {
  for (const event of events) {
    store.before(event);
    store.learn(event);
  }
}

export function shuffledWithRepeats<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  if (list.length === 0) return fc.constant([]);
  return fc
    .array(fc.constantFrom(...list), { maxLength: 5 })
    .chain((repeats) =>
      fc.shuffledSubarray([...list, ...repeats], { minLength: list.length + repeats.length }),
    );
}
