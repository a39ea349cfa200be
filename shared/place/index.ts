/** Where an address is and whose network it belongs to, from a file that ships with the package. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isPublic, prefixNumber } from '../model/address.ts';
import type { Place } from '../model/place.ts';
import { type Blocks, idAt, openBlocks, stringAt } from './blocks.ts';
import { classOf } from './classes.ts';

/** Look-ups of places. The file is read at the first one. */
export interface Places {
  /**
   * Where an address is.
   *
   * @param address as `normaliseAddress` writes it.
   * @returns a place whose class is `unknown` and nothing else for addresses no source knows, private ones among them.
   * @throws Error naming the file when it is missing or unreadable.
   */
  of(address: string): Place;
  /** ISO date of the place data. Reading it reads the file. */
  readonly builtOn: string;
}

/** Answers kept at most: some 5 MB. People come back from the same few addresses. */
const CACHE_SIZE = 50_000;
const REMEDY = 'Make it with: npm run build:place -- FOLDER (docs/place.md)';
const NOWHERE: Place = Object.freeze({ networkClass: 'unknown' });

/** @param file the block file; by default the one that ships, sought from this module's folder upwards. */
export function openPlaces(file?: string): Places {
  let atlas: Atlas | undefined;
  const open = (): Atlas => (atlas ??= createAtlas(readBlocks(file ?? shippedFile(import.meta.dirname))));
  return {
    of: remembering((address) => lookUp(open(), address), CACHE_SIZE / 2),
    get builtOn() {
      return open().blocks.header.builtOn;
    },
  };
}

/**
 * Remembers the latest answers: at least `size`, at most twice that. Two maps instead of one that is emptied, so that
 * the addresses in use survive the change.
 */
function remembering(find: (address: string) => Place, size: number): (address: string) => Place {
  let young = new Map<string, Place>();
  let old = new Map<string, Place>();
  return (address) => {
    const known = young.get(address);
    if (known !== undefined) return known;
    const found = old.get(address) ?? find(address);
    if (young.size >= size) [old, young] = [young, new Map()];
    young.set(address, found);
    return found;
  };
}

type Geography = Omit<Place, 'networkClass'>;
type Network = Pick<Place, 'asn' | 'organisation' | 'networkClass'>;

/** The file, with the places and networks met so far spelt out; there are 100,000 of them at most. */
interface Atlas {
  readonly blocks: Blocks;
  readonly geographies: (Geography | undefined)[];
  readonly networks: (Network | undefined)[];
}

function createAtlas(blocks: Blocks): Atlas {
  // Of full length from the start: filled here and there, a growing array turns into a slow one.
  return {
    blocks,
    geographies: Array.from<Geography | undefined>({ length: blocks.radii.length + 1 }),
    networks: Array.from<Network | undefined>({ length: blocks.asns.length + 1 }),
  };
}

function lookUp({ blocks, geographies, networks }: Atlas, address: string): Place {
  const prefix = isPublic(address) ? prefixNumber(address) : undefined;
  if (prefix === undefined) return NOWHERE;
  const family = prefix.family === 4 ? 'ipv4' : 'ipv6';
  const here = idAt(blocks.places[family], prefix.number);
  const theirs = idAt(blocks.networks[family], prefix.number);
  // Measured: two spreads take 2.5 µs, most of a look-up; this takes 0.3.
  return Object.assign(
    {},
    (geographies[here] ??= geography(blocks, here)),
    (networks[theirs] ??= network(blocks, theirs)),
  );
}

function geography(blocks: Blocks, id: number): Geography {
  if (id === 0) return {};
  const index = id - 1;
  const region = stringAt(blocks.regionNames, blocks.regions[index] ?? 0);
  return {
    country: blocks.countries.toString('latin1', index * 2, index * 2 + 2),
    ...(region === '' ? {} : { region }),
    point: {
      latitude: (blocks.points[index * 2] ?? 0) / 100,
      longitude: (blocks.points[index * 2 + 1] ?? 0) / 100,
      radiusKm: blocks.radii[index] ?? 0,
    },
  };
}

function network(blocks: Blocks, id: number): Network {
  const asn = blocks.asns[id - 1];
  if (asn === undefined) return NOWHERE;
  const organisation = stringAt(blocks.organisations, id - 1);
  return { asn, ...(organisation === '' ? {} : { organisation }), networkClass: classOf(asn) };
}

/** Beside the module, in its `data`, or in a parent's `shared/place/data`: source, bundle and package all fit. */
function shippedFile(folder: string): string {
  const beside = ['place.bin', join('data', 'place.bin')].map((name) => join(folder, name));
  const above = parentsOf(folder).map((parent) => join(parent, 'shared', 'place', 'data', 'place.bin'));
  const found = [...beside, ...above].find((file) => existsSync(file));
  if (found === undefined) {
    throw new Error(
      `No place data: place.bin is neither in ${folder} nor in shared/place/data above it. ${REMEDY}`,
    );
  }
  return found;
}

function parentsOf(folder: string): readonly string[] {
  const parents = [folder];
  for (let parent = dirname(folder); parent !== parents.at(-1); parent = dirname(parent))
    parents.push(parent);
  return parents;
}

function readBlocks(file: string): Blocks {
  try {
    return openBlocks(readFileSync(file));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot read the place data ${file}: ${reason}. ${REMEDY}`, { cause });
  }
}
