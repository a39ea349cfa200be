/** Reads a MaxMind DB file (format 2.0, https://maxmind.github.io/MaxMind-DB/) from its first address to its last. */
import { readFileSync } from 'node:fs';

type MmdbValue = string | number | boolean | readonly MmdbValue[] | MmdbMap;
/** A record: what the file says about one network. */
export interface MmdbMap {
  readonly [key: string]: MmdbValue;
}

/** A file open for walking. */
export interface Mmdb {
  readonly family: 4 | 6;
  /** When the data was made. */
  readonly builtAt: Date;
  /** The record at a pointer that `walk` gave. */
  record(pointer: number): MmdbMap;
  /**
   * Every network with data, in address order, none twice.
   *
   * @param visit `first` is its first address as the leading `bits` bits; `depth` its prefix length; `pointer` where
   * its record lies. Networks smaller than `bits` come one by one with the same `first`.
   */
  walk(bits: number, visit: (first: number, depth: number, pointer: number) => void): void;
}

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

/** @throws Error naming the file when it is no MaxMind DB with 28-bit records, the only size our sources use. */
export function openMmdb(file: string): Mmdb {
  const bytes = readFileSync(file);
  const marker = bytes.lastIndexOf(MARKER);
  if (marker < 0) throw new Error(`${file} is not a MaxMind DB file`);
  const metadata = mapAt(bytes, marker + MARKER.length, marker + MARKER.length);
  const nodes = numberOf(metadata['node_count']);
  if (metadata['record_size'] !== 28) throw new Error(`${file} has records of an unexpected size`);
  const data = nodes * 7 + 16;
  const family = metadata['ip_version'] === 6 ? 6 : 4;
  return {
    family,
    builtAt: new Date(numberOf(metadata['build_epoch']) * 1000),
    record: (pointer) => mapAt(bytes, data + pointer, data),
    walk: (bits, visit) => walkTree({ bytes, nodes, depths: family === 6 ? 128 : 32, bits, visit }),
  };
}

interface Walk {
  readonly bytes: Buffer;
  readonly nodes: number;
  readonly depths: number;
  readonly bits: number;
  readonly visit: (first: number, depth: number, pointer: number) => void;
}

function walkTree(walk: Walk): void {
  const { bytes, nodes, bits, visit } = walk;
  function step(node: number, depth: number, first: number): void {
    if (node === nodes) return;
    // A record above the node count points into the data, 16 bytes of separator included.
    if (node > nodes) return visit(first, depth, node - nodes - 16);
    if (depth >= walk.depths) throw new Error('the tree is deeper than an address is long');
    const base = node * 7;
    const middle = bytes[base + 3] ?? 0;
    const left = ((middle & 0xf0) << 20) | bytes.readUIntBE(base, 3);
    const right = ((middle & 0x0f) << 24) | bytes.readUIntBE(base + 4, 3);
    step(left, depth + 1, first);
    step(right, depth + 1, depth < bits ? first + 2 ** (bits - depth - 1) : first);
  }
  step(0, 0, 0);
}

interface Cursor {
  readonly bytes: Buffer;
  /** Where pointers are counted from. */
  readonly base: number;
  position: number;
}

function mapAt(bytes: Buffer, position: number, base: number): MmdbMap {
  const value = decode({ bytes, base, position });
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('a record is not a map');
  return value as MmdbMap;
}

function decode(cursor: Cursor): MmdbValue {
  const control = take(cursor, 1);
  const short = control >>> 5;
  if (short === 1) return decode({ ...cursor, position: cursor.base + pointerOf(cursor, control) });
  const type = short === 0 ? take(cursor, 1) + 7 : short;
  const size = sizeOf(cursor, control & 31);
  return valueOf(cursor, type, size);
}

function valueOf(cursor: Cursor, type: number, size: number): MmdbValue {
  if (type === 7) return Object.fromEntries(Array.from({ length: size }, () => entryAt(cursor)));
  if (type === 11) return Array.from({ length: size }, () => decode(cursor));
  // A boolean's value is its size.
  if (type === 14) return size === 1;
  const start = cursor.position;
  cursor.position += size;
  return scalarOf(cursor.bytes.subarray(start, start + size), type);
}

/** The order matters: a key stands before its value. */
function entryAt(cursor: Cursor): readonly [string, MmdbValue] {
  const key = decode(cursor);
  if (typeof key !== 'string') throw new Error('a key is not text');
  return [key, decode(cursor)];
}

/** The types our sources use; a new one must not be misread. */
function scalarOf(bytes: Buffer, type: number): MmdbValue {
  switch (type) {
    case 2:
      return bytes.toString('utf8');
    case 3:
      return bytes.readDoubleBE();
    case 15:
      return bytes.readFloatBE();
    case 5:
    case 6:
    case 9:
      return bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length);
    default:
      throw new Error(`unexpected data type ${type}`);
  }
}

function pointerOf(cursor: Cursor, control: number): number {
  const width = (control >>> 3) & 3;
  if (width === 3) return take(cursor, 4);
  const high = control & 7;
  const low = take(cursor, width + 1);
  return high * 256 ** (width + 1) + low + ([0, 2048, 526_336][width] ?? 0);
}

function sizeOf(cursor: Cursor, size: number): number {
  if (size < 29) return size;
  if (size === 29) return 29 + take(cursor, 1);
  return size === 30 ? 285 + take(cursor, 2) : 65_821 + take(cursor, 3);
}

function take(cursor: Cursor, length: number): number {
  const value = cursor.bytes.readUIntBE(cursor.position, length);
  cursor.position += length;
  return value;
}

function numberOf(value: MmdbValue | undefined): number {
  if (typeof value !== 'number') throw new Error('the metadata lacks a number');
  return value;
}
