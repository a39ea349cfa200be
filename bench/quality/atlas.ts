import { distanceKm } from '../../shared/model/distance.ts';
import type { NetworkClass, Place } from '../../shared/model/place.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { chanceOf, type Chance } from '../random.ts';

/** A /24 of the real internet, and where Vigil's own data says it is. */
interface Spot {
  /** Its first three octets, as `192.0.2`. */
  readonly prefix: string;
  readonly place: Place;
}

/** The /24s of one network in one country. */
export interface Wire {
  readonly asn: number;
  readonly spots: readonly [Spot, ...Spot[]];
}

/** A sample of the internet, to draw addresses from. */
export interface Atlas {
  /** Networks of a class in a country, the largest first. */
  readonly wires: (country: string, networkClass: NetworkClass) => readonly Wire[];
  /** Countries with homes, the largest first. */
  readonly countries: readonly string[];
  /** How likely somebody of the first country goes to the second: the nearer and the larger, the likelier. */
  readonly pull: (from: string, to: string) => number;
  readonly placeOf: (address: string) => Place;
  /** ISO date of the place data. */
  readonly builtOn: string;
}

const SAMPLES = 300_000;
const SEED = 20_261_125;
/** A country or a network of which fewer /24s were met cannot be drawn from. */
const LEAST_SPOTS = 4;
const LEAST_OF_RARE = 1;
const LEAST_OF_COUNTRY = 200;
/** Nearer than this no country is any nearer. */
const LEAST_KM = 300;

/** Samples the address space evenly: what is drawn later has the share of networks and classes that the internet has. */
export function openAtlas(): Atlas {
  const places = openPlaces();
  const chance = chanceOf(SEED);
  const found = new Map<string, Map<number, [Spot, ...Spot[]]>>();
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const prefix = `${1 + chance.below(223)}.${chance.below(256)}.${chance.below(256)}`;
    const place = places.of(`${prefix}.1`);
    const { country, region, asn, networkClass } = place;
    if (country === undefined || region === undefined || asn === undefined) continue;
    const networks = found.get(`${country}|${networkClass}`) ?? new Map<number, [Spot, ...Spot[]]>();
    found.set(`${country}|${networkClass}`, networks);
    const spots = networks.get(asn);
    if (spots === undefined) networks.set(asn, [{ prefix, place }]);
    else spots.push({ prefix, place });
  }
  const wires = new Map([...found].map(([key, networks]) => [key, sorted(networks, key)]));
  const countries = [...wires]
    .filter(([key]) => key.endsWith('|unknown'))
    .map(([key, all]) => ({
      country: key.slice(0, 2),
      size: all.reduce((sum, { spots }) => sum + spots.length, 0),
    }))
    .filter(({ size }) => size >= LEAST_OF_COUNTRY)
    .toSorted((a, b) => b.size - a.size)
    .map(({ country }) => country);
  return {
    wires: (country, networkClass) => wires.get(`${country}|${networkClass}`) ?? [],
    countries,
    pull(from, to) {
      const [a, b] = [middleOf(wires.get(`${from}|unknown`)), middleOf(wires.get(`${to}|unknown`))];
      if (from === to || a === undefined || b === undefined) return 0;
      return Math.sqrt(b.size) / (LEAST_KM + distanceKm(a, b));
    },
    placeOf: (address) => places.of(address),
    builtOn: places.builtOn,
  };
}

/** Where most of a country's networks are, roughly, and how many there are. */
function middleOf(
  wires: readonly Wire[] | undefined,
): { latitude: number; longitude: number; size: number } | undefined {
  const point = wires?.[0]?.spots[0].place.point;
  if (wires === undefined || point === undefined) return undefined;
  return { ...point, size: wires.reduce((sum, { spots }) => sum + spots.length, 0) };
}

function sorted(networks: ReadonlyMap<number, [Spot, ...Spot[]]>, key: string): readonly Wire[] {
  const least = key.endsWith('|unknown') ? LEAST_SPOTS : LEAST_OF_RARE;
  return [...networks]
    .filter(([, spots]) => spots.length >= least)
    .map(([asn, spots]) => ({ asn, spots }))
    .toSorted((a, b) => b.spots.length - a.spots.length || a.asn - b.asn);
}

/** One of them, by size: most people are with the large ones. Undefined where there is none. */
export function drawWire(wires: readonly Wire[], chance: Chance): Wire | undefined {
  let left = chance.next() * wires.reduce((sum, { spots }) => sum + spots.length, 0);
  return wires.find(({ spots }) => (left -= spots.length) < 0) ?? wires[0];
}

/** An address of a network, in the same region as `near` where it has any there. */
export function drawAddress(wire: Wire, chance: Chance, region?: string): string {
  const near = wire.spots.filter(({ place }) => place.region === region);
  const [first, ...rest] = near;
  const spot = chance.pick(first === undefined ? wire.spots : [first, ...rest]);
  return hostIn(spot.prefix, chance);
}

/** An address of a /24. */
export function hostIn(prefix: string, chance: Chance): string {
  return `${prefix}.${1 + chance.below(254)}`;
}

/** A /24 of a network, as `192.0.2`, in the same region as `near` where it has any there. */
export function prefixIn(wire: Wire, chance: Chance, region?: string): string {
  return drawAddress(wire, chance, region).split('.').slice(0, 3).join('.');
}
