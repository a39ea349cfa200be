import { distanceKm } from '../distance.ts';
import { countries, isOwnWire } from '../habits.ts';
import type { Memory, Row } from '../memory.ts';
import { networkInWords, placeInWords, spanInWords } from '../words.ts';
import { prefixOf } from '../address.ts';
import type { Candidate } from './term.ts';
import { leapBetween, pointOf, type Leap, type Whereabouts } from './travel.ts';

/** Nearer than this a distance says nothing. */
const LEAST_KM = 50;

/** The sign-in before at another address that says where somebody was, if both cannot be the same person's: a leap between the two, with the row it is from. */
export function leapTo(
  candidate: Candidate,
  rows: () => readonly Row<Candidate>[],
  placesBuiltOn: number | undefined,
): { readonly leap: Leap; readonly row: Row<Candidate> } | undefined {
  if (pointOf(candidate.place) === undefined) return undefined;
  const row = rows().findLast(
    (before) => before.row.ip !== candidate.ip && pointOf(before.row.place) !== undefined,
  );
  const leap = row === undefined ? undefined : leapBetween(row.row, candidate, placesBuiltOn);
  return row === undefined || leap === undefined ? undefined : { leap, row };
}

/** The same leap as it looks from its other end. */
export function leapBack({ km, hours }: Leap, to: Whereabouts): Leap {
  return { from: to, km, hours };
}

/** The previous sign-in beside this one: place, network, how long before, how far away. */
export function previousInWords(
  candidate: Candidate,
  rows: readonly Row<Candidate>[],
  memory: Memory,
): string {
  const before = previousOf(candidate, rows, memory);
  if (before === undefined) return 'none from elsewhere in 72 hours';
  const { place } = before.row;
  const hours = (candidate.at.getTime() - before.at.getTime()) / 3_600_000;
  const [here, there] = [candidate.place?.point, place?.point];
  const km = here === undefined || there === undefined ? 0 : Math.round(distanceKm(here, there));
  return [
    placeInWords(place),
    ...(place?.asn === undefined ? [] : [networkInWords(place)]),
    `${spanInWords(hours)} before`,
    ...(km < LEAST_KM ? [] : [`${km.toLocaleString('en')} km away`]),
    before.at.toISOString(),
  ].join(', ');
}

/** Where the user was before: by their own line or in a country of theirs, else elsewhere; never where this sign-in is from, since that may be the same thief. */
function previousOf(
  candidate: Candidate,
  all: readonly Row<Candidate>[],
  memory: Memory,
): Row<Candidate> | undefined {
  const { actor, ip = '' } = candidate;
  const known = memory.of(actor).habit(countries);
  const rows = all.filter(({ row }) => row.ip === undefined || prefixOf(row.ip) !== prefixOf(ip));
  return (
    rows.findLast(
      ({ row }) => isOwnWire(memory, actor, row.ip) === true || known.has(row.place?.country ?? ''),
    ) ?? rows.findLast(({ row }) => placeKey(row) !== placeKey(candidate))
  );
}

/** One place for one finding: the country with the network, or the addresses where the network is not known. */
export function placeKey({ ip = '', place }: Pick<Candidate, 'ip' | 'place'>): string {
  return `${place?.country ?? '?'}|${place?.asn ?? prefixOf(ip)}`;
}
