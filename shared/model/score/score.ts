import { countries, devices, isOwnWire } from '../habits.ts';
import type { SignIn } from '../events.ts';
import type { Memory } from '../memory.ts';
import { isHiding, type Place } from '../place.ts';
import type { Policy } from '../policy.ts';
import { wayOf, type Way } from '../sign-in.ts';
import { dayOf } from '../time.ts';
import { contextTerms } from './context.ts';
import { deviceTerm, mostPoints, placeTerm, type Join } from './strange.ts';
import { strongest, type Candidate, type Term } from './term.ts';
import type { Leap } from './travel.ts';

/** How strange a sign-in is, and why. */
export interface Score {
  /** Whole points, ten a bit. */
  readonly points: number;
  readonly place: Term | undefined;
  readonly device: Term | undefined;
  /** All that count, the strongest first. */
  readonly terms: readonly Term[];
}

/** What the place counts for, at the least of those that hold; detection facts §3.8. */
const OWN_DEVICE = { days: 3, factor: 0.3 } as const;
const CARRIER_FACTOR = 0.5;
const TRUSTED_FACTOR = 0.1;

/** What is judged of a sign-in. A blocked one shows as much as one that went through. Written out, since it is made of every sign-in. */
export function candidateOf(event: SignIn): Candidate {
  return {
    place: event.place,
    ip: event.ip,
    deviceId: event.deviceId,
    family: event.family,
    requirement: event.requirement,
    way: wayOf(event),
    actor: event.actor,
    at: event.at,
    risk: event.risk,
    app: event.app,
    mfaDetail: event.mfaDetail,
    reported: event.reported,
    source: event.source,
  };
}

const PROTOCOLS: Readonly<Record<Way, string>> = { legacy: 'ropc', 'device-code': 'deviceCode' };

/** The sign-in of a candidate, as far as habits ask for it: what is held against the one before is held against its own values. */
export function signInOf({ way, ...candidate }: Candidate, id: string): SignIn {
  return {
    ...candidate,
    kind: 'sign-in',
    id,
    errorCode: 0,
    interactive: true,
    guest: undefined,
    client: undefined,
    userAgent: undefined,
    protocol: way === undefined ? undefined : PROTOCOLS[way],
  };
}

/**
 * The score of a sign-in: 10 · (place · discount + device + context), in bits of surprise; detection facts §3.8.
 *
 * @param leap from a sign-in before or after it that nobody can have made as well.
 * @param join how country, region, network and prefix become one term: the strongest, but for trials.
 */
export function scoreOf(
  candidate: Candidate,
  memory: Memory,
  leap: Leap | undefined,
  join: Join = strongest,
): Score {
  const { policy } = memory.tenant;
  const place = placeOf(candidate, memory, join);
  const device = deviceTerm(candidate, memory);
  const terms = [place, device, ...contextTerms(candidate, memory, isOpen(candidate, memory, policy), leap)]
    .filter((term) => term !== undefined)
    .toSorted((a, b) => b.points - a.points);
  return { points: Math.round(terms.reduce((sum, { points }) => sum + points, 0)), place, device, terms };
}

/** Whether a sign-in stays below so many points, whatever colleagues do: it is asked of every sign-in, and settles most. */
export function isSurelyBelow(
  least: number,
  candidate: Candidate,
  memory: Memory,
  leap: Leap | undefined,
): boolean {
  const { policy } = memory.tenant;
  let points = mostPoints(candidate, memory, isOwnWire(memory, candidate.actor, candidate.ip) === true);
  for (const term of contextTerms(candidate, memory, isOpen(candidate, memory, policy), leap))
    points += term.points;
  return points < least - 1; // a point is left for rounding
}

/** The country of a sign-in, where the administrator has said that nobody of the tenant is ever there, and has not announced the user. */
export function deniedCountry(candidate: Candidate, policy: Policy): string | undefined {
  const country = candidate.place?.country;
  if (country === undefined || !policy.deniedCountries.has(country)) return undefined;
  return isAnnounced(candidate, policy) ? undefined : country;
}

/** Whether the administrator has said that the user is in this country at the time. */
function isAnnounced({ actor, at, place }: Candidate, { journeys }: Policy): boolean {
  if (journeys.length === 0 || isHiding(place)) return false;
  const day = dayOf(at);
  return journeys.some(
    ({ user, country, until }) => country === place?.country && day <= until && user === actor.id,
  );
}

function placeOf(candidate: Candidate, memory: Memory, join: Join): Term | undefined {
  const { policy } = memory.tenant;
  if (isOwnWire(memory, candidate.actor, candidate.ip) === true || isAnnounced(candidate, policy))
    return undefined;
  const { place } = candidate;
  const term = placeTerm(candidate, memory, isAnyCountry(place, policy), join);
  const factor = discountOf(candidate, memory, policy);
  return term === undefined || factor === 1 ? term : { ...term, points: term.points * factor };
}

/** Which country it is says nothing where the administrator allows it, or where a relay shares its addresses among many. */
function isAnyCountry(place: Place | undefined, { allowedCountries }: Policy): boolean {
  return place?.networkClass === 'relay' || allowedCountries.has(place?.country ?? '');
}

function discountOf(candidate: Candidate, memory: Memory, policy: Policy): number {
  const { deviceId, ip, place, actor } = candidate;
  const known = memory.of(actor);
  if (ip !== undefined && policy.trusts(ip)) return TRUSTED_FACTOR;
  if (deviceId !== undefined && (known.habit(devices).get(deviceId)?.days ?? 0) >= OWN_DEVICE.days)
    return OWN_DEVICE.factor;
  return place?.networkClass === 'mobile' && known.habit(countries).has(place.country ?? '')
    ? CARRIER_FACTOR
    : 1;
}

/** The user's own line and a trusted network hide nothing, though they may run through a rented server. */
function isOpen({ actor, ip }: Candidate, memory: Memory, { trusts }: Policy): boolean {
  return isOwnWire(memory, actor, ip) === true || (ip !== undefined && trusts(ip));
}
