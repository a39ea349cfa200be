import { distanceKm } from '../../shared/model/distance.ts';
import type { Place } from '../../shared/model/place.ts';
import type { SignInDone } from './doing.ts';

/** A rule as others have it: fed with successful sign-ins in order, it says which it would tell of. */
export type Rule = (doing: SignInDone, place: Place) => boolean;

const MS_A_DAY = 86_400_000;
const BUFFALOGS = { learnDays: 14, atypicalDays: 30, keepDays: 45, leastKm: 100, kmAnHour: 300 } as const;
const REGION_DAYS = 10;

/**
 * BuffaLogs with its defaults, as read in its code: a country never seen or not for 30 days, or a journey of more than 100 km at more than
 * 300 km/h from the latest sign-in to an address never seen; phones and journeys within a country are left out; 14 days of learning from
 * the first sign-in. Source: detection facts §3.1.
 */
export function buffaLogs(): Rule {
  const users = new Map<
    number,
    {
      first: number;
      countries: Map<string, number>;
      addresses: Set<string>;
      last: { at: number; place: Place } | undefined;
    }
  >();
  return ({ by, at, address, machine }, place) => {
    if (place.country === undefined || place.point === undefined) return false;
    if (/iPhone|Android/.test(machine.userAgent)) return false;
    const user = users.get(by.number) ?? {
      first: at,
      countries: new Map<string, number>(),
      addresses: new Set<string>(),
      last: undefined,
    };
    users.set(by.number, user);
    const seen = user.countries.get(place.country);
    const gone = seen === undefined || at - seen > BUFFALOGS.atypicalDays * MS_A_DAY;
    const before = user.last;
    const fresh = !user.addresses.has(address);
    const abroad = before !== undefined && before.place.country !== place.country;
    const travelled = fresh && abroad && isImpossible(before, { at, place });
    user.countries.set(place.country, at);
    user.addresses.add(address);
    user.last = { at, place };
    return at - user.first > BUFFALOGS.learnDays * MS_A_DAY && (gone || travelled);
  };
}

function isImpossible(one: { at: number; place: Place }, other: { at: number; place: Place }): boolean {
  if (one.place.point === undefined || other.place.point === undefined) return false;
  const km = distanceKm(one.place.point, other.place.point);
  const hours = Math.abs(other.at - one.at) / 3_600_000;
  return km > BUFFALOGS.leastKm && km > BUFFALOGS.kmAnHour * hours;
}

/** Elastic's school: a country and region that the user did not have in the last ten days. Source: detection facts §3.5, §3.9. */
export function newRegion(): Rule {
  const seen = new Map<string, number>();
  const first = new Map<number, number>();
  return ({ by, at }, place) => {
    if (place.country === undefined) return false;
    const key = `${by.number}|${place.country}|${place.region ?? ''}`;
    const last = seen.get(key);
    seen.set(key, at);
    const known = first.get(by.number) ?? at;
    first.set(by.number, known);
    return at - known > REGION_DAYS * MS_A_DAY && (last === undefined || at - last > REGION_DAYS * MS_A_DAY);
  };
}
