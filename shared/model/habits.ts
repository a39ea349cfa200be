import { prefixOf } from './address.ts';
import type { AuditEvent, SignIn } from './events.ts';
import type { Habit, Memory, Sight } from './memory.ts';
import { isHiding } from './place.ts';
import { rememberAnswers } from './remember-answers.ts';
import { wayOf } from './sign-in.ts';
import type { Subject } from './subject.ts';

/** Days on which a prefix must have been believed before its network counts as the user's own wire. */
const OWN_WIRE_DAYS = 3;

/** The user who acted; apps, addresses and the tenant have no habits of a person. */
export function userOf(event: AuditEvent): Subject | undefined {
  return event.actor.kind === 'user' ? event.actor : undefined;
}

/** Whether a sign-in says where a person is: Microsoft's front ends and machines renewing a token do not. */
export function showsPerson(event: SignIn): boolean {
  return event.place?.networkClass !== 'microsoft' || event.interactive === true;
}

/** What a sign-in shows, whether it went through or not. */
function sightOf(event: SignIn): Sight {
  const { place, ip, deviceId, family, requirement } = event;
  return { place, ip, deviceId, family, requirement, way: wayOf(event) };
}

/** What is learned of a person: a sign-in that went through and shows them. */
function lessonIn(event: AuditEvent): Sight | undefined {
  if (event.kind !== 'sign-in' || event.errorCode !== 0 || !showsPerson(event)) return undefined;
  return sightOf(event);
}

/** A habit of signing in. */
export interface SignInHabit extends Habit {
  /** The value that a sight shows; undefined: it does not say. */
  readonly valueOf: (sight: Sight) => string | undefined;
}

/** Half-lives and days kept: facts of detection §3.8; one event a day counts, whatever the number. */
function signInHabit(
  id: string,
  halfLifeDays: number,
  most: number,
  valueOf: (sight: Sight) => string | undefined,
): SignInHabit {
  return {
    id,
    by: userOf,
    keepDays: 90,
    halfLifeDays,
    most,
    kinds: ['sign-in'],
    sight: lessonIn,
    valueOf,
    of(event) {
      const sight = lessonIn(event);
      const value = sight === undefined ? undefined : valueOf(sight);
      return value === undefined ? [] : [value];
    },
  };
}

/** People come back from the same few addresses, and each is asked about several times a sign-in. */
const knownPrefixOf = rememberAnswers(prefixOf);

export const countries = signInHabit('country', 90, 64, ({ place }) => place?.country);

export const regions = signInHabit('region', 60, 64, ({ place }) =>
  place?.country === undefined || place.region === undefined ? undefined : `${place.country}/${place.region}`,
);

/** Somebody who was once in a café does not make its provider one of the tenant's. */
const REGULAR_DAYS = 2;

export const networks: SignInHabit = {
  ...signInHabit('network', 45, 64, ({ place }) => (place?.asn === undefined ? undefined : `AS${place.asn}`)),
  sharedFromDays: REGULAR_DAYS,
};

/** Sister networks of one carrier have many numbers and one holder. */
export const holders: SignInHabit = {
  ...signInHabit('network-holder', 45, 64, ({ place }) => place?.organisation),
  sharedFromDays: REGULAR_DAYS,
};

export const prefixes = signInHabit('prefix', 30, 64, ({ ip }) =>
  ip === undefined ? undefined : knownPrefixOf(ip),
);

export const devices = signInHabit('device', 60, 64, ({ deviceId }) => deviceId);

export const families = signInHabit('family', 60, 64, ({ family }) => family);

/** Days on networks that hide where somebody is: whoever has a VPN has many. */
export const hiddenNetworks = signInHabit('hidden-network', 60, 1, ({ place }) =>
  isHiding(place) ? 'yes' : undefined,
);

/** Days on which a sign-in needed more than the password. */
export const secondFactors = signInHabit('second-factor', 60, 1, ({ requirement }) =>
  requirement === 'multi' ? 'yes' : undefined,
);

/** Old protocols and device codes: who uses them does so for years. */
export const waysIn = signInHabit('way-in', 90, 2, ({ way }) => way);

/** A colleague who was watched for so long says what is usual here: in the first days of a watch nobody does. */
const KNOWN_AFTER_DAYS = 10;

/** Days with a sign-in that shows the person: a user whose mail was watched for months may be new here. */
export const signsIn: SignInHabit = {
  ...signInHabit('signs-in', 90, 1, () => 'yes'),
  sharedFromDays: KNOWN_AFTER_DAYS,
};

/** Believed days on which a user signed in. Needs the habit `signsIn`. */
export function signInDays(memory: Memory, user: Subject): number {
  return memory.of(user).habit(signsIn).get('yes')?.days ?? 0;
}

/**
 * Whether an address is in a prefix the user has been signing in from for three believed days or more: the wire did not move,
 * whatever a database says of it. Undefined where fewer sign-ins of the user were watched, or the address is not known.
 */
export function isOwnWire(memory: Memory, user: Subject, ip: string | undefined): boolean | undefined {
  if (ip === undefined) return undefined;
  const known = memory.of(user).habit(prefixes);
  if ((known.get(knownPrefixOf(ip))?.days ?? 0) >= OWN_WIRE_DAYS) return true;
  let watched = 0;
  for (const { days } of known.values()) watched += days;
  return watched < OWN_WIRE_DAYS ? undefined : false;
}

/** Addresses a user has mailed. */
export const mailed: Habit = {
  id: 'mailed',
  by: userOf,
  keepDays: 90,
  halfLifeDays: 90,
  most: 4_000,
  kinds: ['mail-sent'],
  of: (event) => (event.kind === 'mail-sent' ? event.recipients : []),
};
