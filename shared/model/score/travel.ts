import { distanceKm } from '../distance.ts';
import type { Sight } from '../memory.ts';
import type { NetworkClass, Place } from '../place.ts';
import { dayOf } from '../time.ts';

/** What of a sign-in says where and when somebody was, and with what. */
export interface Whereabouts extends Pick<Sight, 'place' | 'deviceId' | 'family'> {
  readonly at: Date;
}

/** A way between two sign-ins that nobody can have gone. */
export interface Leap {
  readonly from: Whereabouts;
  /** How far they are apart at the least. */
  readonly km: number;
  readonly hours: number;
}

/** Faster than airliners fly, and farther than networks are misplaced; detection facts §3.8. */
const KM_AN_HOUR = 900;
const LEAST_KM = 500;
/** The least that a place may be off, in km: within a city, and where only the country is known. */
const RADIUS = { city: 50, country: 300 } as const;
/** Networks that say nothing of where a person is: machines rented and tunnels sold anywhere, and phones, which abroad come out at home. */
const ANYWHERE: ReadonlySet<NetworkClass> = new Set([
  'microsoft',
  'hosting',
  'vpn',
  'relay',
  'tor',
  'mobile',
]);
/** Addresses move: what is older than this is believed with circles twice as wide. */
const FRESH_DAYS = 90;

/**
 * Whether nobody could have been at both: more than 500 km apart once the errors of both places are taken off, faster than 900 km/h, and
 * not with one and the same device. The order of the two does not matter. Undefined: it was possible, or nothing can be said.
 *
 * @param placesBuiltOn the day of the place data, in days since 1970.
 */
export function leapBetween(
  from: Whereabouts,
  to: Whereabouts,
  placesBuiltOn: number | undefined,
): Leap | undefined {
  if (from.place === to.place || isSameDevice(from, to)) return undefined;
  const km = leastKm(from, to, placesBuiltOn);
  if (km === undefined || km <= LEAST_KM) return undefined;
  const hours = Math.abs(to.at.getTime() - from.at.getTime()) / 3_600_000;
  return km > KM_AN_HOUR * hours ? { from, km: Math.round(km), hours } : undefined;
}

/** Whether the place data were old on a day: more than 90 days. */
export function isStale(placesBuiltOn: number | undefined, today: number): boolean {
  return placesBuiltOn !== undefined && today - placesBuiltOn > FRESH_DAYS;
}

/** How far two sign-ins are apart at the least, in km; undefined where one of them shows no place. */
function leastKm(
  one: Whereabouts,
  other: Whereabouts,
  placesBuiltOn: number | undefined,
): number | undefined {
  const [a, b] = [pointOf(one.place), pointOf(other.place)];
  if (a === undefined || b === undefined) return undefined;
  const latest = dayOf(one.at > other.at ? one.at : other.at);
  const widened = isStale(placesBuiltOn, latest) ? 2 : 1;
  return Math.max(0, distanceKm(a, b) - widened * (radiusOf(one.place) + radiusOf(other.place)));
}

/** The point where a person is; undefined where the network says nothing of that, or the place is not known. */
export function pointOf(place: Place | undefined): Place['point'] {
  return ANYWHERE.has(place?.networkClass ?? 'unknown') ? undefined : place?.point;
}

function radiusOf(place: Place | undefined): number {
  const least = place?.region === undefined ? RADIUS.country : RADIUS.city;
  return Math.max(least, place?.point?.radiusKm ?? 0);
}

/** The id decides where both have one; else what system and browser they say they are. */
function isSameDevice(one: Whereabouts, other: Whereabouts): boolean {
  if (one.deviceId !== undefined && other.deviceId !== undefined) return one.deviceId === other.deviceId;
  return one.family !== undefined && one.family === other.family;
}
