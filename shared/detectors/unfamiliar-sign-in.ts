import type { SignIn } from '../model/events.ts';
import { prefixOf } from '../model/address.ts';
import {
  countries,
  devices,
  families,
  holders,
  isOwnWire,
  networks,
  prefixes,
  regions,
  showsPerson,
  signInDays,
  signsIn,
  userOf,
} from '../model/habits.ts';
import { mostBits, strangenessOf, type Strangeness } from '../model/familiarity.ts';
import {
  anomalous,
  evidenceOf,
  undecided,
  USUAL,
  type Detector,
  type Observation,
} from '../model/finding.ts';
import type { Habit, Memory, Row, Window } from '../model/memory.ts';
import { mfaInWords } from '../model/mfa.ts';
import type { NetworkClass, Place } from '../model/place.ts';
import { provesPassword } from '../model/sign-in.ts';
import { counted, countryName, familyInWords, networkInWords, placeInWords } from '../model/words.ts';

/** Score from which somebody is told at once, and from which it is kept as evidence. Chosen on synthetic tenants: facts of detection §3.9. */
const PAGE = 80;
const DIGEST = 50;
/** A user watched for few days has few habits to differ from: the thresholds rise. */
const NEW_USER = { days: 3, raise: 35 };
const YOUNG_USER = { days: 10, raise: 15 };
/** A new user is judged by what the colleagues do, where there are enough of them. */
const KNOWN_TENANT = 5;
/** Base rates for a network nobody here has, by class: an unknown class is as likely as a usual one. */
const USUAL_RATE = 0.02;
const RATES: Partial<Record<NetworkClass, number>> = {
  relay: 0.004,
  vpn: 0.002,
  hosting: 0.0005,
  microsoft: 0.0005, // a person who signs in from there sits at a rented machine
  tor: 0.0005,
};
const VALUE_RATE = 0.01;
/** Bits added for a network that hides where a person is, unless it is the user's own line: an office behind a VPN. */
const CONTEXT: Partial<Record<NetworkClass, number>> = { hosting: 3, microsoft: 3, tor: 3, vpn: 1 };
/** The place counts for less when the device is one the user has had for days. */
const OWN_DEVICE = { days: 3, factor: 0.3 };
const POINTS_A_BIT = 10;
const DEVICE_WEIGHT = 0.8;
const TOO_NEW = `sign-ins of the user were seen on fewer than ${NEW_USER.days} days`;

interface Term {
  readonly points: number;
  /** Made only when somebody is told: most sign-ins are usual. */
  readonly words: () => string;
}

interface Terms {
  readonly place: Term;
  readonly device: Term;
  readonly context: Term;
}

interface SignedIn {
  readonly ip: string | undefined;
  readonly place: Place | undefined;
}

const lately: Window<SignedIn> = {
  id: 'signed-in-lately',
  by: userOf,
  keepMinutes: 72 * 60,
  most: 40,
  kinds: ['sign-in'],
  row: (event) =>
    event.kind === 'sign-in' && event.errorCode === 0 ? { ip: event.ip, place: event.place } : undefined,
};

/** Signs of somebody else with the right password: see `about`. */
export const unfamiliarSignIn: Detector = {
  id: 'unfamiliar-sign-in',
  about: {
    what: 'A sign-in with the right password from a country, network and device that neither the user nor the colleagues have.',
    why: 'A thief has the password, not the habits. What is unusual is told in bits that add up: place, network, device.',
    benign:
      'A trip, a new phone, a new provider at home, a VPN. On a registered device the place counts for less.',
    check: [
      'Call the user: was it you, from there, at that time?',
      'Look at what the account did in the hour after the sign-in.',
    ],
    attack: ['T1078.004'],
  },
  asked: 'each',
  habits: [signsIn, countries, regions, networks, holders, prefixes, devices, families],
  peaks: [],
  windows: [lately],
  detect: {
    'sign-in'(event, memory) {
      if (event.actor.kind !== 'user' || !provesPassword(event.errorCode) || !showsPerson(event))
        return USUAL;
      const unclear = whyUnclear(event);
      if (unclear !== undefined) return undecided(unclear);

      const days = signInDays(memory, event.actor);
      if (isSurelyUsual(event, memory)) return days < NEW_USER.days ? undecided(TOO_NEW) : USUAL;
      // A blocked sign-in shows as much of its place and device as one that went through.
      const terms = termsOf(event.errorCode === 0 ? event : { ...event, errorCode: 0 }, memory);
      const score = Math.round(terms.place.points + terms.device.points + terms.context.points);
      const pages = score >= PAGE + raiseFor(days);
      if (
        days < NEW_USER.days &&
        !(pages && memory.of(event.actor).colleagues(signsIn, 'yes') >= KNOWN_TENANT)
      ) {
        return undecided(TOO_NEW);
      }
      if (score < DIGEST + raiseFor(days)) return USUAL;
      return anomalous(observed(event, memory, terms, score, pages));
    },
  },
};

function whyUnclear({ guest, ip }: SignIn): string | undefined {
  if (guest === true) return 'a guest has the habits of another organisation';
  return ip === undefined ? 'the record names no address' : undefined;
}

function raiseFor(days: number): number {
  if (days < NEW_USER.days) return NEW_USER.raise;
  return days < YOUNG_USER.days ? YOUNG_USER.raise : 0;
}

/**
 * Whether a sign-in stays below every threshold whatever its colleagues do: on the user's own line only the device counts, and most devices
 * are the user's own. A point is left for rounding.
 */
function isSurelyUsual({ actor, ip, deviceId, family }: SignIn, memory: Memory): boolean {
  const bitsOf = (habit: Habit, value: string | undefined): number =>
    value === undefined ? 0 : mostBits(memory, actor, habit, value);
  if (isOwnWire(memory, actor, ip) !== true) return false;
  const bits = Math.max(bitsOf(devices, deviceId), bitsOf(families, family));
  return bits * DEVICE_WEIGHT * POINTS_A_BIT < DIGEST - 1;
}

/** The place (country, region, network and prefix say the same thing: the strongest counts), the device, and what hides a place. */
function termsOf(event: SignIn, memory: Memory): Terms {
  const { place } = event;
  const device = strongest([
    termOf(event, memory, devices, DEVICE_WEIGHT, VALUE_RATE, () => 'this device'),
    termOf(event, memory, families, DEVICE_WEIGHT, VALUE_RATE, familyInWords),
  ]);
  const onOwnWire = isOwnWire(memory, event.actor, event.ip) === true;
  const context = onOwnWire ? 0 : (CONTEXT[place?.networkClass ?? 'unknown'] ?? 0);
  return {
    place: onOwnWire ? { points: 0, words: () => 'from the usual line' } : placeTerm(event, memory),
    device,
    context: {
      points: context * POINTS_A_BIT,
      words: () => 'the network is one that hides where people are',
    },
  };
}

function placeTerm(event: SignIn, memory: Memory): Term {
  const rate = RATES[event.place?.networkClass ?? 'unknown'] ?? USUAL_RATE;
  const [byNumber, byHolder] = [networks, holders].map((habit) =>
    termOf(event, memory, habit, 0.8, rate, (name) => `the network ${name}`),
  );
  const network =
    byNumber === undefined || (byHolder?.points ?? Infinity) < byNumber.points ? byHolder : byNumber;
  const { points, words } = strongest([
    termOf(event, memory, countries, 1, VALUE_RATE, countryName),
    termOf(event, memory, regions, 0.5, VALUE_RATE, (region) => region.slice(region.indexOf('/') + 1)),
    network,
    termOf(event, memory, prefixes, 0.25, rate, () => `addresses like ${prefixOf(event.ip ?? '')}`),
  ]);
  return { points: points * (isOwnDevice(event, memory) ? OWN_DEVICE.factor : 1), words };
}

function isOwnDevice({ actor, deviceId }: SignIn, memory: Memory): boolean {
  if (deviceId === undefined) return false;
  return (memory.of(actor).habit(devices).get(deviceId)?.days ?? 0) >= OWN_DEVICE.days;
}

function termOf(
  event: SignIn,
  memory: Memory,
  habit: Habit,
  weight: number,
  rate: number,
  name: (value: string) => string,
): Term | undefined {
  const [value] = habit.of(event);
  if (value === undefined) return undefined;
  const strange = strangenessOf(memory, event.actor, habit, value, rate);
  return {
    points: strange.bits * weight * POINTS_A_BIT,
    words: () => termInWords(name(value), strange, event, memory),
  };
}

function termInWords(name: string, { days, colleagues }: Strangeness, event: SignIn, memory: Memory): string {
  const watched = counted(signInDays(memory, event.actor), 'day');
  const others = counted(Math.max(0, memory.tenant.activeUsers - 1), 'colleague');
  if (days === 0 && colleagues === 0) {
    return `${name}: never in ${watched} of ${event.actor.name}, nor for any of ${others}`;
  }
  return `${name}: on ${days} of ${watched} of ${event.actor.name}, for ${colleagues} of ${others}`;
}

const NOTHING_KNOWN: Term = { points: 0, words: () => 'nothing known' };

function strongest(terms: readonly (Term | undefined)[]): Term {
  let most: Term | undefined;
  for (const term of terms) if (term !== undefined && term.points > (most?.points ?? -1)) most = term;
  return most ?? NOTHING_KNOWN;
}

function observed(event: SignIn, memory: Memory, terms: Terms, score: number, pages: boolean): Observation {
  const { actor, place, ip = '' } = event;
  const inside = event.errorCode === 0;
  const where = placeInWords(place);
  const before = previousOf(event, memory);
  return {
    about: actor,
    key: `${inside ? 'place' : 'password'}:${placeKey(ip, place)}`,
    stage: inside ? 'inside' : 'credential-known',
    severity: severityOf(inside, pages),
    opens: pages,
    size: score,
    title: titleOf(event, terms, where),
    facts: {
      score,
      why: [terms.place, terms.device, terms.context]
        .filter(({ points }) => points >= 1)
        .toSorted((a, b) => b.points - a.points)
        .map(({ points, words }) => `${words()} (+${Math.round(points)})`),
      address: ip,
      place: where,
      network: networkInWords(place),
      app: event.app ?? 'not recorded',
      device: event.family === undefined ? 'not recorded' : familyInWords(event.family),
      mfa: mfaInWords(event),
      previous:
        before === undefined
          ? 'none from elsewhere in 72 hours'
          : `${placeInWords(before.row.place)}, ${before.at.toISOString()}`,
      ...(event.reported === undefined ? {} : { microsoftSays: event.reported }),
    },
    evidence: [evidenceOf(event)],
    others: [],
    undo: [],
  };
}

function placeKey(ip: string, place: Place | undefined): string {
  return `${place?.country ?? '?'}|${place?.asn ?? prefixOf(ip)}`;
}

/** Where the user was before: by their own line or in a country of theirs, else elsewhere; never where this sign-in is from, since that may be the same thief. */
function previousOf({ actor, ip = '', place }: SignIn, memory: Memory): Row<SignedIn> | undefined {
  const known = memory.of(actor).habit(countries);
  const rows = memory
    .of(actor)
    .recent(lately)
    .filter(({ row }) => row.ip === undefined || prefixOf(row.ip) !== prefixOf(ip));
  return (
    rows.findLast(
      ({ row }) => isOwnWire(memory, actor, row.ip) === true || known.has(row.place?.country ?? ''),
    ) ?? rows.findLast(({ row }) => placeKey(row.ip ?? '', row.place) !== placeKey(ip, place))
  );
}

function titleOf({ actor, errorCode }: SignIn, { place, device, context }: Terms, where: string): string {
  if (errorCode !== 0) return `Gave the right password from ${where} and was stopped before getting in`;
  return device.points > place.points + context.points
    ? `Signed in with a device that is new for ${actor.name}, from ${where}`
    : `Signed in from ${where}, which is not usual for ${actor.name}`;
}

function severityOf(inside: boolean, pages: boolean): Observation['severity'] {
  if (!pages) return 'low';
  return inside ? 'high' : 'medium';
}
