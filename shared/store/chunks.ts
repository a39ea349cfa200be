import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { LEDGER_LIMITS, type KeptRow } from '../model/ledger.ts';

/**
 * A value is kept as deflated JSON, cut into rows `key~0`, `key~1`, … Each begins with the form of all this (1 byte), the number of rows
 * (2) and a digest of the whole deflated value (8): rows of two writings differ in it, so that a half-replaced value is found damaged.
 */
const FORM = 1;
const DIGEST_BYTES = 8;
const HEADER_BYTES = 3 + DIGEST_BYTES;
const PART_BYTES = LEDGER_LIMITS.rowBytes - HEADER_BYTES;
/** Bytes of JSON. Whatever is kept is far smaller; a row that would inflate to more is not one of ours. */
const LARGEST_VALUE = 32 * 1024 * 1024;

const ROW_KEY = /^(?<key>.+)~(?<at>0|[1-9]\d{0,2})$/;

/** What was found in rows, by the key of the value. */
export interface Unpacked {
  readonly values: ReadonlyMap<string, unknown>;
  /** Why a value cannot be read. It is not absent: whoever needs it must stop. A row that no value can have is here by its own key. */
  readonly damaged: ReadonlyMap<string, string>;
  /** How many rows each value has, the damaged too: what `surplusKeys` needs when another value takes its place. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The rows of a value, which JSON must be able to hold. Throws `RangeError` where it is too large. */
export function packRows(key: string, value: unknown): readonly KeptRow[] {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) throw new TypeError(`${key}: JSON cannot hold it`);
  const bytes = Buffer.from(json);
  if (bytes.byteLength > LARGEST_VALUE) throw new RangeError(`${key}: ${bytes.byteLength} bytes of JSON`);
  const whole = deflateRawSync(bytes);
  const count = Math.ceil(whole.byteLength / PART_BYTES);
  const header = Buffer.from([FORM, count >> 8, count & 0xff, ...digestOf(whole)]);
  return Array.from({ length: count }, (_, at) => {
    const part = whole.subarray(at * PART_BYTES, (at + 1) * PART_BYTES);
    return { key: rowKey(key, at), body: new Uint8Array(Buffer.concat([header, part])) };
  });
}

/** The keys of the rows to remove where a value of `before` rows gives way to one of `count`, or to none (0). */
export function surplusKeys(key: string, before: number, count: number): readonly string[] {
  return Array.from({ length: Math.max(0, before - count) }, (_, at) => rowKey(key, count + at));
}

/** The values in rows that come in any order. The rows of a value must all be among them. */
export function unpackRows(rows: Iterable<KeptRow>): Unpacked {
  const values = new Map<string, unknown>();
  const damaged = new Map<string, string>();
  const counts = new Map<string, number>();
  const partsOf = new Map<string, Map<number, Uint8Array>>();
  for (const row of rows) {
    const { key, at } = ROW_KEY.exec(row.key)?.groups ?? {};
    if (key === undefined) {
      damaged.set(row.key, 'no row of a value');
      continue;
    }
    const parts = partsOf.get(key) ?? new Map<number, Uint8Array>();
    partsOf.set(key, parts.set(Number(at), row.body));
  }
  for (const [key, parts] of partsOf) {
    counts.set(key, Math.max(...parts.keys()) + 1);
    const joined = join(parts);
    if ('fault' in joined) damaged.set(key, joined.fault);
    else values.set(key, joined.value);
  }
  return { values, damaged, counts };
}

type Joined = { readonly value: unknown } | { readonly fault: string };

function join(parts: ReadonlyMap<number, Uint8Array>): Joined {
  const found = [...parts].toSorted(([a], [b]) => a - b).map(([, body]) => Buffer.from(body));
  const header = found[0]?.subarray(0, HEADER_BYTES);
  if (header === undefined || header.byteLength < HEADER_BYTES) return { fault: 'a row is cut short' };
  if (header[0] !== FORM) return { fault: `of form ${header[0]}, which is unknown here` };
  if (found.some((body) => !body.subarray(0, HEADER_BYTES).equals(header)))
    return { fault: 'its rows are of different writings' };
  const count = header.readUInt16BE(1);
  if (found.length !== count) return { fault: `${found.length} of ${count} rows` };
  const whole = Buffer.concat(found.map((body) => body.subarray(HEADER_BYTES)));
  if (!digestOf(whole).equals(header.subarray(3)))
    return { fault: 'its bytes are not those that were written' };
  return inflated(whole);
}

function inflated(whole: Buffer): Joined {
  try {
    const json = inflateRawSync(whole, { maxOutputLength: LARGEST_VALUE }).toString();
    return { value: JSON.parse(json) as unknown };
  } catch (error) {
    return { fault: `it holds no JSON, or too much of it (${(error as Error).name})` };
  }
}

function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest().subarray(0, DIGEST_BYTES);
}

function rowKey(key: string, at: number): string {
  return `${key}~${at}`;
}
