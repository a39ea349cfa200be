/** Writes the block file that `shared/place/blocks.ts` describes and reads. */
import { BLOCK_SIZE, type BlockHeader, LAYOUT, MAGIC } from '../../shared/place/blocks.ts';

/** Where each range begins and what it holds (0: nothing), in ascending order. A range ends where the next begins. */
export interface RangeList {
  readonly starts: readonly number[];
  readonly ids: readonly number[];
}

/** One place as it is stored. Place id n is entry n - 1. */
export interface StoredPlace {
  /** Two letters. */
  readonly country: string;
  /** '' where the source names none. */
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

/** One network as it is stored. Network id n is entry n - 1. */
export interface StoredNetwork {
  readonly asn: number;
  readonly organisation: string;
}

/** Everything that goes into the file. */
export interface BlockContent {
  /** ISO date. */
  readonly builtOn: string;
  readonly places: readonly StoredPlace[];
  readonly networks: readonly StoredNetwork[];
  readonly placeRanges: { readonly ipv4: RangeList; readonly ipv6: RangeList };
  readonly networkRanges: { readonly ipv4: RangeList; readonly ipv6: RangeList };
}

type Section = readonly [name: string, bytes: Buffer];

/** The same content gives the same bytes. */
export function encodeBlocks(content: BlockContent): Buffer {
  const sections: readonly Section[] = [
    ...rangeSections('place4', content.placeRanges.ipv4),
    ...rangeSections('place6', content.placeRanges.ipv6),
    ...rangeSections('network4', content.networkRanges.ipv4),
    ...rangeSections('network6', content.networkRanges.ipv6),
    ...placeSections(content.places),
    ['asns', bytesOf(Uint32Array.from(content.networks, ({ asn }) => asn))],
    ...stringSections(
      'organisation',
      content.networks.map(({ organisation }) => organisation),
    ),
  ];
  return assemble(content.builtOn, sections);
}

/** Gives each id its rank (from 1) by falling use, so that common ids take one byte. `order` lists the ids by rank. */
export function rankByUse(lists: readonly RangeList[]): {
  readonly order: readonly number[];
  readonly rank: (id: number) => number;
} {
  const uses = new Map<number, number>();
  for (const { ids } of lists) {
    for (const id of ids) if (id !== 0) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  const order = [...uses].sort(([a, used], [b, other]) => other - used || a - b).map(([id]) => id);
  const ranks = new Map(order.map((id, index) => [id, index + 1]));
  return { order, rank: (id) => ranks.get(id) ?? 0 };
}

function placeSections(places: readonly StoredPlace[]): readonly Section[] {
  const names = [...new Set(['', ...places.map(({ region }) => region)])];
  const numbers = new Map(names.map((name, index) => [name, index]));
  const hundredths = places.flatMap(({ latitude, longitude }) =>
    [latitude, longitude].map((n) => Math.round(n * 100)),
  );
  return [
    ['countries', Buffer.from(places.map(({ country }) => country).join(''), 'latin1')],
    ['regions', bytesOf(Uint16Array.from(places, ({ region }) => numbers.get(region) ?? 0))],
    ['points', bytesOf(Int16Array.from(hundredths))],
    ['radii', bytesOf(Uint16Array.from(places, ({ radiusKm }) => radiusKm))],
    ...stringSections('region', names),
  ];
}

function stringSections(name: string, strings: readonly string[]): readonly Section[] {
  const texts = strings.map((string) => Buffer.from(string));
  return [
    [`${name}Offsets`, bytesOf(offsetsOf(texts))],
    [`${name}Text`, Buffer.concat(texts)],
  ];
}

function rangeSections(name: string, { starts, ids }: RangeList): readonly Section[] {
  const firsts: number[] = [];
  const blocks: Buffer[] = [];
  for (let from = 0; from < starts.length; from += BLOCK_SIZE) {
    firsts.push(starts[from] ?? 0);
    blocks.push(encodeBlock(starts.slice(from, from + BLOCK_SIZE), ids.slice(from, from + BLOCK_SIZE)));
  }
  return [
    [`${name}Firsts`, bytesOf(Float64Array.from(firsts))],
    [`${name}Offsets`, bytesOf(offsetsOf(blocks))],
    [`${name}Body`, Buffer.concat(blocks)],
  ];
}

function encodeBlock(starts: readonly number[], ids: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (const [index, start] of starts.entries()) {
    if (index > 0) pushVarint(bytes, start - (starts[index - 1] ?? 0));
    pushVarint(bytes, ids[index] ?? 0);
  }
  return Buffer.from(bytes);
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  bytes.push(rest);
}

function offsetsOf(pieces: readonly Buffer[]): Uint32Array {
  const offsets = new Uint32Array(pieces.length + 1);
  for (const [index, piece] of pieces.entries()) offsets[index + 1] = (offsets[index] ?? 0) + piece.length;
  return offsets;
}

function assemble(builtOn: string, sections: readonly Section[]): Buffer {
  // The header tells where sections lie, so it needs room of a known size before they are placed.
  const room = 4096;
  const places: Record<string, readonly [number, number]> = {};
  const pieces: Buffer[] = [];
  let offset = room;
  for (const [name, bytes] of sections) {
    places[name] = [offset, bytes.length];
    const padding = (8 - (bytes.length % 8)) % 8;
    pieces.push(bytes, Buffer.alloc(padding));
    offset += bytes.length + padding;
  }
  const header: BlockHeader = { layout: LAYOUT, builtOn, sections: places };
  const text = Buffer.from(JSON.stringify(header));
  const head = Buffer.alloc(room);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(text.length, MAGIC.length);
  text.copy(head, MAGIC.length + 4);
  return Buffer.concat([head, ...pieces]);
}

function bytesOf(array: Float64Array | Uint32Array | Uint16Array | Int16Array): Buffer {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}
