/**
 * The block file: which place and which network every address belongs to, searched where it lies.
 *
 * Layout 1, little-endian, every section starting at a multiple of 8:
 *
 *     "VIGPLACE"   uint32 length of the header   header: JSON, see `BlockHeader`   sections
 *
 * A table of ranges is three sections. The ranges lie in blocks of 64; `firsts` (float64) holds the first key of each
 * block, `offsets` (uint32, one more than blocks) where the block lies in `body`. A block is varints (LEB128): the id
 * of its first range, then for each further range how far its start is from the one before, and its id. A range ends
 * where the next begins; id 0 is a gap. Keys are prefixes: 24 bits of IPv4, 48 bits of IPv6. `local/place/encode.ts`
 * writes this; both sides change together, with the layout's number.
 */

/** What the file begins with. */
export const MAGIC = 'VIGPLACE';
/** Raised whenever an older reader would misread the file. */
export const LAYOUT = 1;
/** Ranges in a block: 64 keeps the index at 1/64 of the ranges and a look-up at about 32 varint pairs. */
export const BLOCK_SIZE = 64;

/** The JSON at the head of the file. */
export interface BlockHeader {
  readonly layout: number;
  /** ISO date of the place data. */
  readonly builtOn: string;
  /** Section name → [offset from the file's start, length], in bytes. */
  readonly sections: Readonly<Record<string, readonly [number, number]>>;
}

/** Sorted ranges of prefixes, each with an id. */
export interface Ranges {
  readonly firsts: Float64Array;
  readonly offsets: Uint32Array;
  readonly body: Uint8Array;
}

/** Many strings in one piece; number n lies between offsets n and n + 1. */
export interface Strings {
  readonly offsets: Uint32Array;
  readonly text: Buffer;
}

/** The open file. Sections are views of one buffer: nothing is decoded until it is asked for. */
export interface Blocks {
  readonly header: BlockHeader;
  readonly places: { readonly ipv4: Ranges; readonly ipv6: Ranges };
  readonly networks: { readonly ipv4: Ranges; readonly ipv6: Ranges };
  /** Two letters a place; place id n (from 1) is entry n - 1 of each of these. */
  readonly countries: Buffer;
  /** Number of the region's name, 0 for none. */
  readonly regions: Uint16Array;
  /** Latitude, longitude in hundredths of a degree; two numbers a place. */
  readonly points: Int16Array;
  /** Kilometres. */
  readonly radii: Uint16Array;
  readonly regionNames: Strings;
  /** Autonomous system numbers; network id n (from 1) is entry n - 1. */
  readonly asns: Uint32Array;
  readonly organisations: Strings;
}

/**
 * Reads the file's header and lays views over its sections, without copying.
 *
 * @throws Error that says what is wrong when the bytes are no block file of this layout.
 */
export function openBlocks(bytes: Buffer): Blocks {
  const file = aligned(bytes);
  const header = readHeader(file);
  const section = (name: string): Buffer => sectionOf(file, header, name);
  return {
    header,
    places: { ipv4: rangesOf(section, 'place4'), ipv6: rangesOf(section, 'place6') },
    networks: { ipv4: rangesOf(section, 'network4'), ipv6: rangesOf(section, 'network6') },
    countries: section('countries'),
    regions: uint16s(section('regions')),
    points: int16s(section('points')),
    radii: uint16s(section('radii')),
    regionNames: { offsets: uint32s(section('regionOffsets')), text: section('regionText') },
    asns: uint32s(section('asns')),
    organisations: { offsets: uint32s(section('organisationOffsets')), text: section('organisationText') },
  };
}

/** The id of the range that holds the key, 0 where none does. */
export function idAt({ firsts, offsets, body }: Ranges, key: number): number {
  const block = lastNotAfter(firsts, key);
  if (block < 0) return 0;
  let position = offsets[block] ?? 0;
  const end = offsets[block + 1] ?? 0;
  let start = firsts[block] ?? 0;
  let id = 0;
  // A function for the varint would have to hand back two values; inlined, a look-up allocates nothing.
  for (let isStart = false; position < end; isStart = !isStart) {
    let byte = body[position++] ?? 0;
    let value = byte & 127;
    for (let unit = 128; byte > 127; unit *= 128) {
      byte = body[position++] ?? 0;
      value += (byte & 127) * unit;
    }
    if (!isStart) id = value;
    else if ((start += value) > key) return id;
  }
  return id;
}

/** String number `index` of the many. */
export function stringAt({ offsets, text }: Strings, index: number): string {
  return text.toString('utf8', offsets[index] ?? 0, offsets[index + 1] ?? 0);
}

function lastNotAfter(firsts: Float64Array, key: number): number {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? 0) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function readHeader(file: Buffer): BlockHeader {
  if (file.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error(`does not begin with ${MAGIC}`);
  const start = MAGIC.length + 4;
  // Written by our own build step; the layout's number is what says that the rest is as expected.
  const header = JSON.parse(
    file.toString('utf8', start, start + file.readUInt32LE(MAGIC.length)),
  ) as BlockHeader;
  if (header.layout !== LAYOUT) throw new Error(`has layout ${header.layout}, this version reads ${LAYOUT}`);
  return header;
}

function sectionOf(file: Buffer, header: BlockHeader, name: string): Buffer {
  const [offset, length] = header.sections[name] ?? [0, -1];
  if (length < 0 || offset + length > file.length)
    throw new Error(`is cut short: section ${name} is missing`);
  return file.subarray(offset, offset + length);
}

function rangesOf(section: (name: string) => Buffer, name: string): Ranges {
  const firsts = section(`${name}Firsts`);
  return {
    firsts: new Float64Array(firsts.buffer, firsts.byteOffset, firsts.byteLength / 8),
    offsets: uint32s(section(`${name}Offsets`)),
    body: section(`${name}Body`),
  };
}

/** Typed arrays need addresses that are multiples of their width; a small file may lie anywhere in Node's shared pool. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % 8 === 0 ? bytes : Buffer.from(new Uint8Array(bytes).buffer);
}

function uint16s(bytes: Buffer): Uint16Array {
  return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

function int16s(bytes: Buffer): Int16Array {
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2);
}

function uint32s(bytes: Buffer): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}
