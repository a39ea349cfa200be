import {
  areUsersTriedWithin,
  asRow,
  guessesFrom,
  isGuess,
  rightFrom,
  type Attempt,
} from '../model/attempts.ts';
import type { SignIn } from '../model/events.ts';
import { countries, devices, families, isOwnWire, prefixes } from '../model/habits.ts';
import {
  anomalous,
  undecided,
  USUAL,
  type Detector,
  type Observation,
  type Verdict,
} from '../model/finding.ts';
import type { Memory, Row } from '../model/memory.ts';
import type { NetworkClass } from '../model/place.ts';
import { provesPassword } from '../model/sign-in.ts';
import { addressSubject, type Subject } from '../model/subject.ts';
import { minutesBetween } from '../model/time.ts';
import { counted, listed, placeInWords } from '../model/words.ts';

/** Users tried within the span, from one address: a share of the tenant, since 15 users can never be tried in a firm of 12. */
const LEAST_USERS = 5;
const SHARE_OF_USERS = 0.1;
const SPAN_MINUTES = 30;
/** A right password so long before counts as a hit: the spray's first guess may be its lucky one. */
const HIT_MINUTES = 60;
/** Somebody for whom no wrong password was seen is a hit only where so many times more users failed than got in. */
const CLEARLY_A_SPRAY = 2;
/** Fewer users than this tell nothing of what is usual in the tenant. */
const KNOWN_TENANT = 5;
/** Networks where anybody may sit, whatever device they say they have. */
const ANYBODYS: ReadonlySet<NetworkClass> = new Set(['hosting', 'vpn', 'tor', 'microsoft']);

/** One password tried on many users: see `about`. */
export const passwordSpray: Detector = {
  id: 'password-spray',
  about: {
    what: 'Wrong passwords for many users from one address within half an hour, and the users for whom it had the right one.',
    why: 'A few common passwords tried on everybody stay below the lock-out of each account; one hit is enough.',
    benign:
      'An office behind one address on the day everybody has to change the password. Their own line is left out, and so is an address from which as many people get in as fail.',
    check: [
      'Is the address one of yours?',
      'Reset the passwords of the users it had the right one for, whether or not they were stopped afterwards.',
    ],
    attack: ['T1110.003'],
  },
  asked: 'each',
  habits: [prefixes, devices, families, countries],
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
      if (!areUsersTriedWithin(tried, SPAN_MINUTES, least)) return USUAL;
      const guesses = strangersAmong(tried, memory);
      if (guesses.rows !== tried && !areUsersTriedWithin(guesses.rows, SPAN_MINUTES, least)) return USUAL;
      const right = strangersAmong(
        [...memory.of(address).recent(rightFrom), ...(guess ? [] : [self])],
        memory,
      );
      return weighed(event, address, guesses, right, memory);
    },
  },
};

/** Attempts from one address on users whose own line it is not, and these users. */
interface Strangers {
  readonly rows: readonly Row<Attempt>[];
  readonly users: ReadonlyMap<string, Subject>;
}

function strangersAmong(rows: readonly Row<Attempt>[], memory: Memory): Strangers {
  const users = new Map<string, Subject>();
  const own = new Set<string>();
  for (const { row } of rows) {
    const { user, ip } = row;
    if (users.has(user.id) || own.has(user.id)) continue;
    if (isOwnWire(memory, user, ip) === true) own.add(user.id);
    else users.set(user.id, user);
  }
  return { rows: own.size === 0 ? rows : rows.filter(({ row }) => users.has(row.user.id)), users };
}

/**
 * A spray has few successes; an address from which as many get in as fail is more likely a line that many people share. Between the two, and
 * there, who mistyped on a machine like their own is no hit.
 */
function weighed(
  event: SignIn,
  address: Subject,
  guesses: Strangers,
  right: Strangers,
  memory: Memory,
): Verdict {
  const [failed, gotIn] = [guesses.users.size, right.users.size];
  const isMixed = gotIn >= failed;
  const isClear = gotIn * CLEARLY_A_SPRAY <= failed;
  if (!isClear && memory.tenant.activeUsers < KNOWN_TENANT) {
    return undecided('many people got in from the address too, and hardly anybody here was watched before');
  }
  const hits = right.rows.filter((row) => {
    if (minutesBetween(row.at, event.at) > HIT_MINUTES || hasKnownDevice(row.row, memory)) return false;
    const wasTried = guesses.users.has(row.row.user.id);
    if (wasTried && isClear) return true;
    const isWatched = memory.of(row.row.user).activeDays !== undefined;
    return (isClear || (wasTried && isWatched)) && isStrange(row.row, event, memory);
  });
  const sure = new Set(
    isMixed ? [] : hits.filter(({ row }) => isStrange(row, event, memory)).map(({ row }) => row.user.id),
  );
  const told = [
    ...(isMixed ? [] : [sprayOf(event, address, guesses)]),
    ...hitsOf(hits, address, guesses, sure, memory),
  ];
  return told.length === 0 ? USUAL : anomalous(...told);
}

function hasKnownDevice({ user, deviceId }: Attempt, memory: Memory): boolean {
  return deviceId !== undefined && memory.of(user).habit(devices).has(deviceId);
}

/** Not on a device of a kind the user has, in a country of theirs, on a network that is not anybody's. */
function isStrange({ user, family }: Attempt, { place }: SignIn, memory: Memory): boolean {
  if (family === undefined || place?.country === undefined || ANYBODYS.has(place.networkClass)) return true;
  const known = memory.of(user);
  return !known.habit(families).has(family) || !known.habit(countries).has(place.country);
}

function sprayOf(event: SignIn, address: Subject, guesses: Strangers): Observation {
  const users = [...guesses.users.values()];
  return {
    about: address,
    key: 'spray',
    stage: 'credential-known',
    severity: 'medium',
    opens: true,
    size: guesses.rows.length,
    title: `Somebody at ${address.id} tried passwords on ${counted(users.length, 'person', 'people')}`,
    facts: {
      address: address.id,
      place: placeInWords(event.place),
      users: users.map(({ name }) => name),
      attempts: guesses.rows.length,
    },
    evidence: guesses.rows,
    others: users,
    undo: [],
  };
}

function hitsOf(
  hits: readonly Row<Attempt>[],
  address: Subject,
  guesses: Strangers,
  sure: ReadonlySet<string>,
  memory: Memory,
): readonly Observation[] {
  const tried = [...guesses.users.values()];
  return usersIn(hits).map((user) => ({
    about: user,
    key: `spray-hit:${address.id}`,
    stage: 'credential-known',
    severity: sure.has(user.id) && memory.of(user).activeDays !== undefined ? 'high' : 'medium',
    opens: true,
    size: hits.filter(({ row }) => row.user.id === user.id).length,
    title: `The password of ${user.name} is known to somebody at ${address.id}, who tried passwords on ${counted(tried.length, 'person', 'people')}`,
    facts: {
      address: address.id,
      triedOn: listed(tried.map(({ name }) => name)),
      attempts: guesses.rows.length,
    },
    evidence: hits.filter(({ row }) => row.user.id === user.id),
    others: [address],
    undo: [],
  }));
}

function usersIn(rows: readonly Row<Attempt>[]): readonly Subject[] {
  return [...new Map(rows.map(({ row }) => [row.user.id, row.user])).values()];
}
