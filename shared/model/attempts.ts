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
  return { user: event.actor, ip: event.ip, outcome: outcomeOf(event.errorCode) };
}

/** A day of wrong passwords from one address. */
export const guessesFrom: Window<Attempt> = {
  id: 'guesses-from',
  by: byAddress,
  keepMinutes: 24 * 60,
  most: 500,
  row: (event) => attemptOf(event, isGuess(event)),
};

/** An hour of wrong passwords for one user. */
export const guessesAt: Window<Attempt> = {
  id: 'guesses-at',
  by: userOf,
  keepMinutes: 60,
  most: 500,
  row: (event) => attemptOf(event, isGuess(event)),
};

/** An hour of right passwords from one address. */
export const rightFrom: Window<Attempt> = {
  id: 'right-from',
  by: byAddress,
  keepMinutes: 60,
  most: 200,
  row: (event) => attemptOf(event, event.kind === 'sign-in' && provesPassword(event.errorCode)),
};

/** An event as a row of a window that would hold it. */
export function asRow(event: SignIn, ip: string): Row<Attempt> {
  return {
    source: event.source,
    id: event.id,
    at: event.at,
    row: { user: event.actor, ip, outcome: outcomeOf(event.errorCode) },
  };
}

/** The most rows that lie within some span of `minutes`. Rows are in time order. */
export function mostWithin(rows: readonly Row<Attempt>[], minutes: number): number {
  let [most, start] = [0, 0];
  for (const [end, row] of rows.entries()) {
    while (row.at.getTime() - (rows[start]?.at.getTime() ?? 0) > minutes * 60_000) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

/** The most different users tried within some span of `minutes`. Rows are in time order. */
export function mostUsersWithin(rows: readonly Row<Attempt>[], minutes: number): number {
  const tries = new Map<string, number>();
  let [most, start] = [0, 0];
  for (const row of rows) {
    tries.set(row.row.user.id, (tries.get(row.row.user.id) ?? 0) + 1);
    for (let first = rows[start]; first !== undefined && isOut(first, row, minutes); first = rows[start]) {
      const left = (tries.get(first.row.user.id) ?? 1) - 1;
      if (left === 0) tries.delete(first.row.user.id);
      else tries.set(first.row.user.id, left);
      start += 1;
    }
    most = Math.max(most, tries.size);
  }
  return most;
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
