import type { AuditEvent, SignIn } from './events.ts';
import { userOf } from './habits.ts';
import type { Row, Window } from './memory.ts';
import { outcomeOf, provesPassword, type Outcome } from './sign-in.ts';
import { addressSubject, type Subject } from './subject.ts';

/** One try at somebody's password. */
export interface Attempt {
  readonly user: Subject;
  readonly ip: string;
  readonly outcome: Outcome;
  readonly deviceId: string | undefined;
  readonly family: string | undefined;
}

/** A code for a wrong password, or Microsoft's brake after too many of them. */
export function isGuess(event: AuditEvent): boolean {
  if (event.kind !== 'sign-in') return false;
  const outcome = outcomeOf(event.errorCode);
  return outcome === 'wrong-password' || outcome === 'locked';
}

function byAddress(event: AuditEvent): Subject | undefined {
  return event.ip === undefined ? undefined : addressSubject(event.ip);
}

function attemptOf(event: AuditEvent, wanted: boolean): Attempt | undefined {
  if (!wanted || event.kind !== 'sign-in' || event.ip === undefined || event.actor.kind !== 'user')
    return undefined;
  return attempt(event, event.ip);
}

function attempt({ actor, errorCode, deviceId, family }: SignIn, ip: string): Attempt {
  return { user: actor, ip, outcome: outcomeOf(errorCode), deviceId, family };
}

/** A day of wrong passwords from one address. */
export const guessesFrom: Window<Attempt> = {
  id: 'guesses-from',
  by: byAddress,
  keepMinutes: 24 * 60,
  most: 500,
  kinds: ['sign-in'],
  row: (event) => attemptOf(event, isGuess(event)),
};

/** An hour of wrong passwords for one user. */
export const guessesAt: Window<Attempt> = {
  id: 'guesses-at',
  by: userOf,
  keepMinutes: 60,
  most: 500,
  kinds: ['sign-in'],
  row: (event) => attemptOf(event, isGuess(event)),
};

/** A day of right passwords from one address: how many people work behind it. */
export const rightFrom: Window<Attempt> = {
  id: 'right-from',
  by: byAddress,
  keepMinutes: 24 * 60,
  most: 200,
  kinds: ['sign-in'],
  row: (event) => attemptOf(event, event.kind === 'sign-in' && provesPassword(event.errorCode)),
};

/** An event as a row of a window that would hold it. */
export function asRow(event: SignIn, ip: string): Row<Attempt> {
  return { source: event.source, id: event.id, at: event.at, row: attempt(event, ip) };
}

/**
 * Whether `least` wrong passwords lie within some span of `minutes`. Rows are in time order; they are walked from the newest, since an
 * attack that goes on shows itself in its last rows.
 */
export function areGuessedWithin(rows: readonly Row<Attempt>[], minutes: number, least: number): boolean {
  if (rows.length < least) return false;
  const times: number[] = [];
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.row.outcome !== 'wrong-password') continue;
    const time = row.at.getTime();
    times.push(time);
    if (times.length >= least && (times[times.length - least] ?? Infinity) - time <= minutes * 60_000)
      return true;
  }
  return false;
}

/** Whether `least` different users were tried within some span of `minutes`. Rows are in time order, and walked from the newest. */
export function areUsersTriedWithin(rows: readonly Row<Attempt>[], minutes: number, least: number): boolean {
  const tries = new Map<string, number>();
  let end = rows.length - 1;
  for (let index = end; index >= 0; index -= 1) {
    const first = rows[index];
    if (first === undefined) continue;
    tries.set(first.row.user.id, (tries.get(first.row.user.id) ?? 0) + 1);
    for (let last = rows[end]; last !== undefined && isOut(first, last, minutes); last = rows[end]) {
      const left = (tries.get(last.row.user.id) ?? 1) - 1;
      if (left === 0) tries.delete(last.row.user.id);
      else tries.set(last.row.user.id, left);
      end -= 1;
    }
    if (tries.size >= least) return true;
  }
  return false;
}

function isOut(first: Row<Attempt>, last: Row<Attempt>, minutes: number): boolean {
  return last.at.getTime() - first.at.getTime() > minutes * 60_000;
}

/** Rows by the user they try, in the order of each user's first. */
export function byUser(rows: readonly Row<Attempt>[]): ReadonlyMap<string, readonly Row<Attempt>[]> {
  const groups = new Map<string, Row<Attempt>[]>();
  for (const row of rows) {
    const group = groups.get(row.row.user.id);
    if (group === undefined) groups.set(row.row.user.id, [row]);
    else group.push(row);
  }
  return groups;
}
