import {
  areGuessedWithin,
  asRow,
  byUser,
  guessesAt,
  guessesFrom,
  isGuess,
  type Attempt,
} from '../model/attempts.ts';
import type { SignIn } from '../model/events.ts';
import { isOwnWire, prefixes } from '../model/habits.ts';
import {
  anomalous,
  evidenceOf,
  undecided,
  USUAL,
  type Detector,
  type Observation,
  type Verdict,
} from '../model/finding.ts';
import type { Memory, Row } from '../model/memory.ts';
import { provesPassword } from '../model/sign-in.ts';
import { addressSubject, type Subject } from '../model/subject.ts';
import { counted, listed, placeInWords } from '../model/words.ts';

/** Wrong passwords for one user that are no longer fumbling; facts of detection B3. */
const GUESSES = 15;
const SPAN_MINUTES = 10;
/** Wrong passwords in the hour before a right one after which the right one was guessed, from a line that is not the user's own. */
const GUESSES_BEFORE_HIT = 10;

/** Many passwords tried on one user: see `about`. */
export const passwordGuessing: Detector = {
  id: 'password-guessing',
  about: {
    what: 'Fifteen wrong passwords for one user within ten minutes, from wherever; and a right one after them from a strange line.',
    why: 'A password from an old leak, with variations, is tried until one fits. Microsoft slows this down and does not stop it.',
    benign:
      'A phone or a printer with an old password, which tries from the user’s own line: that is left out.',
    check: [
      'Was the password changed lately, and does a device still use the old one?',
      'Look for a sign-in of the guessed users from the same address.',
    ],
    attack: ['T1110.001'],
  },
  asked: 'each',
  habits: [prefixes],
  peaks: [],
  windows: [guessesFrom, guessesAt],
  detect: {
    'sign-in'(event, memory) {
      const { ip, actor } = event;
      const isRight = provesPassword(event.errorCode);
      if (actor.kind !== 'user' || !(isRight || isGuess(event))) return USUAL;
      if (ip === undefined) return undecided('the record names no address');
      if (isRight) return hit(event, ip, memory);
      if (isOwnWire(memory, actor, ip) === true) return USUAL;
      const self = asRow(event, ip);
      const address = addressSubject(ip);
      const from = [...memory.of(address).recent(guessesFrom), self];
      const users = guessedIn(from, () => [...strangersGuessesAt(actor, memory), self], actor, memory);
      return users.length === 0 ? USUAL : anomalous(guessing(event, address, from, users));
    },
  },
};

/** Guesses of the last hour at a user's password, without those from the user's own line: a printer with an old one. */
function strangersGuessesAt(user: Subject, memory: Memory): readonly Row<Attempt>[] {
  const own = new Map<string, boolean>();
  return memory
    .of(user)
    .recent(guessesAt)
    .filter(({ row: { ip } }) => {
      const isOwn = own.get(ip) ?? isOwnWire(memory, user, ip) === true;
      own.set(ip, isOwn);
      return !isOwn;
    });
}

/** Those of the address's users who are being guessed: by this address within a day, or (the one of the event) by any within the hour. */
function guessedIn(
  from: readonly Row<Attempt>[],
  at: () => readonly Row<Attempt>[],
  actor: Subject,
  memory: Memory,
): readonly Subject[] {
  const ip = from.at(-1)?.row.ip;
  return [...byUser(from).values()].flatMap((rows) => {
    const user = rows[0]?.row.user;
    if (user === undefined) return [];
    const isGuessed = isGuessing(rows) || (user.id === actor.id && isGuessing(at()));
    return isGuessed && isOwnWire(memory, user, ip) !== true ? [user] : [];
  });
}

function isGuessing(rows: readonly Row<Attempt>[]): boolean {
  return areGuessedWithin(rows, SPAN_MINUTES, GUESSES);
}

function guessing(
  event: SignIn,
  address: Subject,
  from: readonly Row<Attempt>[],
  users: readonly Subject[],
): Observation {
  const ids = new Set(users.map(({ id }) => id));
  const isOfThem = ({ row }: Row<Attempt>): boolean => ids.has(row.user.id);
  const rows = from.every(isOfThem) ? from : from.filter(isOfThem);
  const locked = rows.some(({ row }) => row.outcome === 'locked');
  return {
    about: address,
    key: 'guessing',
    stage: 'credential-known',
    severity: locked || users.length > 1 ? 'medium' : 'low',
    opens: true,
    size: rows.length,
    title: `Somebody at ${address.id} is guessing the password of ${listed(users.map(({ name }) => name))}`,
    facts: {
      address: address.id,
      place: placeInWords(event.place),
      users: users.map(({ name }) => name),
      attempts: rows.length,
      locked: locked ? 'Microsoft locked an account for a while' : 'no account was locked',
    },
    evidence: rows,
    others: users,
    undo: [],
  };
}

function hit(event: SignIn, ip: string, memory: Memory): Verdict {
  if (memory.of(event.actor).recent(guessesAt).length < GUESSES_BEFORE_HIT) return USUAL;
  const guesses = strangersGuessesAt(event.actor, memory).filter(
    ({ row }) => row.outcome === 'wrong-password',
  );
  if (guesses.length < GUESSES_BEFORE_HIT) return USUAL;
  // A device that renews its token types no password, wherever it is; a program that guessed until it was in does.
  if (event.interactive === false && !guesses.some(({ row }) => row.ip === ip)) return USUAL;
  const ownWire = isOwnWire(memory, event.actor, ip);
  if (ownWire === true) return USUAL;
  const addresses = [...new Set(guesses.map(({ row }) => row.ip))].map(addressSubject);
  return anomalous({
    about: event.actor,
    key: `guessed:${ip}`,
    stage: 'credential-known',
    severity: ownWire === undefined ? 'medium' : 'high',
    opens: true,
    size: guesses.length,
    title: `The password of ${event.actor.name} ${ownWire === undefined ? 'may have been' : 'was'} guessed: right after ${counted(guesses.length, 'wrong one')}`,
    facts: { address: ip, place: placeInWords(event.place), attempts: guesses.length },
    evidence: [evidenceOf(event)], // the guesses are evidence of the incident about their address, which is linked
    others: addresses,
    undo: [],
  });
}
