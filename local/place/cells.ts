/** Places: a region cut by a grid, so that a point stands for addresses near it. */
import type { RangeList, StoredPlace } from './encode.ts';
import type { Mmdb, MmdbMap } from './mmdb.ts';
import { createSnapper } from './snap.ts';

const CELL_KM = 150;
const KM_PER_DEGREE = 111.195;
const IPV4_BITS = 24;
const IPV6_BITS = 48;
/** 2000::/3, all of IPv6 that is given out, as 48-bit prefixes. Files repeat IPv4 outside of it. */
const IPV6_FIRST = 0x2000 * 2 ** 32;
const IPV6_END = 0x4000 * 2 ** 32;

/** What both city files say, with ids that are positions (from 1) in `cells`. */
export interface CityData {
  readonly ipv4: RangeList;
  readonly ipv6: RangeList;
  /** The place of a cell. */
  readonly place: (id: number) => StoredPlace;
}

interface Spot {
  readonly latitude: number;
  readonly longitude: number;
  /** Prefixes of IPv4 and of IPv6 that the source puts here. */
  ipv4: number;
  ipv6: number;
}

interface Cell {
  readonly country: string;
  readonly region: string;
  readonly spots: Map<string, Spot>;
}

/** @throws Error when a file is not of the family asked for, or its records lack what a place needs. */
export function readCities(ipv4: Mmdb, ipv6: Mmdb): CityData {
  const cells: Cell[] = [];
  const numbers = new Map<string, number>();
  const read = (mmdb: Mmdb, family: 4 | 6): RangeList => readFamily({ cells, numbers }, mmdb, family);
  return {
    ipv4: read(ipv4, 4),
    ipv6: read(ipv6, 6),
    place(id) {
      const cell = cells[id - 1];
      if (cell === undefined) throw new Error(`no cell ${id}`);
      return placeOf(cell);
    },
  };
}

interface Grid {
  readonly cells: Cell[];
  readonly numbers: Map<string, number>;
}

function readFamily(grid: Grid, mmdb: Mmdb, family: 4 | 6): RangeList {
  if (mmdb.family !== family) throw new Error(`the file given for IPv${family} is for IPv${mmdb.family}`);
  const bits = family === 4 ? IPV4_BITS : IPV6_BITS;
  const field = family === 4 ? 'ipv4' : 'ipv6';
  const snapper = createSnapper();
  const seen = new Map<number, { readonly id: number; readonly spot: Spot } | undefined>();
  mmdb.walk(bits, (first, depth, pointer) => {
    if (family === 6 && (first < IPV6_FIRST || first >= IPV6_END)) return;
    let known = seen.get(pointer);
    if (known === undefined && !seen.has(pointer)) {
      known = spotOf(grid, mmdb.record(pointer));
      seen.set(pointer, known);
    }
    if (known === undefined) return;
    const prefixes = 2 ** (bits - depth);
    known.spot[field] += prefixes;
    if (prefixes >= 1) snapper.add(first, prefixes, known.id);
    else snapper.addPart(first, prefixes, known.id);
  });
  return snapper.finish();
}

/** undefined where the record names no country: then nothing is known. */
function spotOf(
  { cells, numbers }: Grid,
  record: MmdbMap,
): { readonly id: number; readonly spot: Spot } | undefined {
  const { country_code: country, state1: region = '', latitude, longitude } = record;
  if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country) || country === 'ZZ') return undefined;
  if (typeof region !== 'string' || typeof latitude !== 'number' || typeof longitude !== 'number') {
    throw new Error(`a record lacks state1, latitude or longitude: ${JSON.stringify(record)}`);
  }
  const key = `${country}|${region}|${gridSquare(latitude, longitude)}`;
  const id = numbers.get(key) ?? cells.push({ country, region, spots: new Map() });
  numbers.set(key, id);
  const spots = cells[id - 1]?.spots ?? new Map<string, Spot>();
  const spotKey = `${latitude},${longitude}`;
  const spot = spots.get(spotKey) ?? { latitude, longitude, ipv4: 0, ipv6: 0 };
  spots.set(spotKey, spot);
  return { id, spot };
}

/** Squares of about 150 km: rows of equal latitude, cut into pieces of equal length by the cosine of the row's middle. */
function gridSquare(latitude: number, longitude: number): string {
  const row = Math.floor((latitude * KM_PER_DEGREE) / CELL_KM);
  const middle = ((row + 0.5) * CELL_KM) / KM_PER_DEGREE;
  const width = KM_PER_DEGREE * Math.cos((middle * Math.PI) / 180);
  return `${row}|${Math.floor((longitude * width) / CELL_KM)}`;
}

/**
 * The centre of the cell's addresses and the radius that holds 95 % of them. IPv4 decides where there is any: IPv6 is
 * given out in blocks so uneven that one of them would outweigh a country.
 */
function placeOf({ country, region, spots }: Cell): StoredPlace {
  const all = [...spots.values()];
  const hasIpv4 = all.some(({ ipv4 }) => ipv4 > 0);
  const weigh = (spot: Spot): number => (hasIpv4 ? spot.ipv4 : spot.ipv6);
  const total = all.reduce((sum, spot) => sum + weigh(spot), 0);
  const mean = (field: 'latitude' | 'longitude'): number =>
    all.reduce((sum, spot) => sum + spot[field] * weigh(spot), 0) / total;
  const centre = { latitude: mean('latitude'), longitude: mean('longitude') };
  const distances = all
    .map((spot) => ({ km: distanceKm(centre, spot), weight: weigh(spot) }))
    .sort((a, b) => a.km - b.km);
  let reached = 0;
  let radius = 0;
  for (const { km, weight } of distances) {
    if (reached >= total * 0.95) break;
    reached += weight;
    radius = km;
  }
  return { country, region, ...centre, radiusKm: Math.max(1, Math.ceil(radius)) };
}

interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Along the great circle (haversine). */
export function distanceKm(from: Coordinates, to: Coordinates): number {
  const radians = Math.PI / 180;
  const a =
    Math.sin(((to.latitude - from.latitude) * radians) / 2) ** 2 +
    Math.cos(from.latitude * radians) *
      Math.cos(to.latitude * radians) *
      Math.sin(((to.longitude - from.longitude) * radians) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(a)));
}
