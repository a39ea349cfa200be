import type { Feed, FeedName } from '../../shared/model/feed.ts';
import { signIn } from '../graph.ts';
import type { Happening } from '../happening.ts';
import { personOf, type Person } from '../people.ts';
import { chanceOf, type Chance } from '../random.ts';
import { trace } from '../trace.ts';

/** The logs of an invented tenant, in memory: what a watch asks of its table does not depend on who serves them. */
export interface Logs {
  /** Two logs, each of what had happened by now. */
  readonly feeds: (now: () => number) => ReadonlyMap<FeedName, Feed>;
  /** Everybody signs in and mails somebody new, within five minutes up to a moment; gives how many records that makes. */
  readonly everybody: (at: number) => number;
}

interface Entry {
  readonly at: number;
  readonly record: object;
}

type LogName = 'sign-ins' | 'message-traces';
/** What happened, by log, oldest first. */
type Day = Readonly<Record<LogName, readonly Entry[]>>;

export const MS_A_MINUTE = 60_000;
export const MS_A_DAY = 86_400_000;
/** For a user and working day. */
export const SIGN_INS = 3;
export const MAILS = 5;

const SEED = 20_261_125;
/** People work from 7 to 19 o'clock, and have signed in by 9. */
const MORNING_MINUTES = 7 * 60;
const DAY_MINUTES = 12 * 60;
const ARRIVAL_MINUTES = 2 * 60;
/** Three of ten mails go to a colleague, one to somebody never mailed before, the others to contacts of the user's own. */
const TO_COLLEAGUES = 0.3;
const TO_STRANGERS = 0.1;
const CONTACTS = 150;
const PARTNERS = 400;
const KEEP_DAYS = 60;

/** Logs of so many users, on working days; the same records each time they are read. */
export function openLogs(users: number): Logs {
  const people = Array.from({ length: users }, (_, number) => personOf(SEED, number));
  const extra: Record<LogName, Entry[]> = { 'sign-ins': [], 'message-traces': [] };
  let lately: { readonly day: number; readonly made: Day } | undefined;

  function dayOf(day: number): Day {
    if (lately?.day !== day) lately = { day, made: dayMade(people, day) };
    return lately.made;
  }

  function between(name: LogName, from: number, to: number): readonly Entry[] {
    const entries: Entry[] = [];
    for (let day = Math.floor(from / MS_A_DAY); day <= Math.floor(to / MS_A_DAY); day += 1)
      entries.push(...dayOf(day)[name]);
    return [...entries, ...extra[name]].filter(({ at }) => at >= from && at <= to);
  }

  return {
    feeds: (now) =>
      new Map<FeedName, Feed>(
        (['sign-ins', 'message-traces'] as const).map((name) => [
          name,
          feedOf(name, (from, to) => between(name, from, Math.min(to, now()))),
        ]),
      ),
    everybody(at) {
      for (const [index, person] of people.entries()) {
        const chance = chanceOf(SEED, at / MS_A_MINUTE, index);
        const happening = happeningOf(person, chance, at - chance.below(5 * MS_A_MINUTE));
        extra['sign-ins'].push(entryOf(happening, signIn(happening)));
        extra['message-traces'].push(entryOf(happening, trace(happening, strangerOf(chance))));
      }
      return people.length * 2;
    },
  };
}

function dayMade(people: readonly Person[], day: number): Day {
  const made: Record<LogName, Entry[]> = { 'sign-ins': [], 'message-traces': [] };
  const weekday = (day + 4) % 7; // 1970 began on a Thursday
  if (weekday === 0 || weekday === 6) return made;
  for (const [index, person] of people.entries()) {
    const chance = chanceOf(SEED, day, index);
    for (let turn = 0; turn < SIGN_INS; turn += 1) {
      const happening = happeningOf(person, chance, timeOf(day, chance, turn === 0));
      made['sign-ins'].push(entryOf(happening, signIn(happening)));
    }
    for (let turn = 0; turn < MAILS; turn += 1) {
      const happening = happeningOf(person, chance, timeOf(day, chance, false));
      made['message-traces'].push(entryOf(happening, trace(happening, recipientOf(chance, people, index))));
    }
  }
  for (const entries of Object.values(made)) entries.sort((a, b) => a.at - b.at);
  return made;
}

function timeOf(day: number, chance: Chance, isArrival: boolean): number {
  const minutes = MORNING_MINUTES + chance.next() * (isArrival ? ARRIVAL_MINUTES : DAY_MINUTES);
  return day * MS_A_DAY + Math.floor(minutes * 60) * 1_000;
}

function happeningOf(person: Person, chance: Chance, at: number): Happening {
  const when = new Date(at);
  return {
    chance,
    at: when,
    person,
    address: chance.pick(person.addresses),
    device: chance.pick(person.devices),
  };
}

function entryOf({ at }: Happening, record: object): Entry {
  return { at: at.getTime(), record };
}

/** Some contacts are mailed often, most of them rarely. */
function recipientOf(chance: Chance, people: readonly Person[], index: number): string {
  const kind = chance.next();
  if (kind < TO_COLLEAGUES) return people[chance.below(people.length)]?.upn ?? strangerOf(chance);
  if (kind < TO_COLLEAGUES + TO_STRANGERS) return strangerOf(chance);
  const contact = Math.floor(chance.next() ** 2 * CONTACTS);
  return `contact${contact}.of${index}@partner${(index * 31 + contact * 7) % PARTNERS}.example`;
}

function strangerOf(chance: Chance): string {
  return `${chance.guid().slice(0, 8)}@partner${chance.below(PARTNERS)}.example`;
}

/** As the real ones are read: each five minutes, an hour again. */
function feedOf(name: LogName, entriesOf: (from: number, to: number) => readonly Entry[]): Feed {
  return {
    name,
    source: name,
    title: name,
    everyMinutes: 5,
    overlapMinutes: 60,
    late: { everyMinutes: 360, reachMinutes: 24 * 60 },
    sliceMinutes: 60,
    keepDays: KEEP_DAYS,
    async *read(from, to) {
      await Promise.resolve();
      yield { records: entriesOf(from.getTime(), to.getTime()).map(({ record }) => record) };
      return true;
    },
  };
}
