import { asRow, guessesFrom, isGuess, mostUsersWithin, rightFrom, type Attempt } from '../model/attempts.ts';
import type { SignIn } from '../model/events.ts';
import { isOwnWire, prefixes } from '../model/habits.ts';
import { anomalous, undecided, USUAL, type Detector, type Observation } from '../model/finding.ts';
import type { Memory, Row } from '../model/memory.ts';
import { provesPassword } from '../model/sign-in.ts';
import { addressSubject, type Subject } from '../model/subject.ts';
import { counted, listed, placeInWords } from '../model/words.ts';

/** Users tried within the span, from one address: a share of the tenant, since 15 users can never be tried in a firm of 12. */
const LEAST_USERS = 5;
const SHARE_OF_USERS = 0.1;
const SPAN_MINUTES = 30;

/** One password tried on many users: see `about`. */
export const passwordSpray: Detector = {
  id: 'password-spray',
  about: {
    what: 'Wrong passwords for many users from one address within half an hour, and the users for whom it had the right one.',
    why: 'A few common passwords tried on everybody stay below the lock-out of each account; one hit is enough.',
    benign:
      'An office behind one address on the day everybody has to change the password. Their own line is left out.',
    check: [
      'Is the address one of yours?',
      'Reset the passwords of the users it had the right one for, whether or not they were stopped afterwards.',
    ],
    attack: ['T1110.003'],
  },
  asked: 'each',
  habits: [prefixes],
  peaks: [],
  windows: [guessesFrom, rightFrom],
  detect: {
    'sign-in'(event, memory) {
      const guess = isGuess(event);
      if (event.actor.kind !== 'user' || (!guess && !provesPassword(event.errorCode))) return USUAL;
      if (event.ip === undefined) return undecided('the record names no address');
      const address = addressSubject(event.ip);
      const before = memory.of(address).recent(guessesFrom);
      if (before.length < LEAST_USERS - 1) return USUAL;

      const self = asRow(event, event.ip);
      const least = Math.max(LEAST_USERS, Math.ceil(memory.tenant.activeUsers * SHARE_OF_USERS));
      const tried = guess ? [...before, self] : before;
      if (mostUsersWithin(tried, SPAN_MINUTES) < least) return USUAL;
      const guesses = strangersAmong(tried, memory);
      if (mostUsersWithin(guesses, SPAN_MINUTES) < least) return USUAL;
      const right = [...memory.of(address).recent(rightFrom), ...(guess ? [] : [self])];
      const hits = strangersAmong(right, memory);
      return anomalous(sprayOf(event, address, guesses), ...hitsOf(hits, address, guesses, memory));
    },
  },
};

/** Attempts on users whose own line the address is not. */
function strangersAmong(rows: readonly Row<Attempt>[], memory: Memory): readonly Row<Attempt>[] {
  const own = new Set(
    usersIn(rows)
      .filter((user) => isOwnWire(memory, user, rows[0]?.row.ip) === true)
      .map(({ id }) => id),
  );
  return rows.filter(({ row }) => !own.has(row.user.id));
}

function sprayOf(event: SignIn, address: Subject, guesses: readonly Row<Attempt>[]): Observation {
  const users = usersIn(guesses);
  return {
    about: address,
    key: 'spray',
    stage: 'credential-known',
    severity: 'medium',
    opens: true,
    size: guesses.length,
    title: `Somebody at ${address.id} tried passwords on ${counted(users.length, 'person', 'people')}`,
    facts: {
      address: address.id,
      place: placeInWords(event.place),
      users: users.map(({ name }) => name),
      attempts: guesses.length,
    },
    evidence: guesses,
    others: users,
    undo: [],
  };
}

function hitsOf(
  hits: readonly Row<Attempt>[],
  address: Subject,
  guesses: readonly Row<Attempt>[],
  memory: Memory,
): readonly Observation[] {
  const tried = usersIn(guesses);
  return usersIn(hits).map((user) => ({
    about: user,
    key: `spray-hit:${address.id}`,
    stage: 'credential-known',
    severity: memory.of(user).activeDays === undefined ? 'medium' : 'high',
    opens: true,
    size: hits.filter(({ row }) => row.user.id === user.id).length,
    title: `The password of ${user.name} is known to somebody at ${address.id}, who tried passwords on ${counted(tried.length, 'person', 'people')}`,
    facts: {
      address: address.id,
      triedOn: listed(tried.map(({ name }) => name)),
      attempts: guesses.length,
    },
    evidence: hits.filter(({ row }) => row.user.id === user.id),
    others: [address],
    undo: [],
  }));
}

function usersIn(rows: readonly Row<Attempt>[]): readonly Subject[] {
  return [...new Map(rows.map(({ row }) => [row.user.id, row.user])).values()];
}
