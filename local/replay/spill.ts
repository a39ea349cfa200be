import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** One packed event with the key it is found by. */
interface Entry {
  readonly key: number;
  readonly packed: string;
}

/** Where in the file a list of entries lies. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** An unlinked temporary file, readable by its owner only, made at the first write. */
export interface Spill {
  readonly write: (entries: readonly Entry[]) => Stretch;
  /** The entries of a stretch whose key is wanted, in the order in which they were written. */
  readonly read: (stretch: Stretch, wanted: (key: number) => boolean) => Generator<Entry>;
  readonly close: () => void;
}

const HEADER_BYTES = 12; // length (uint32), key (float64)
const READ_BYTES = 256 * 1024;

/** Opens nothing yet. */
export function createSpill(): Spill {
  let file: number | undefined;
  let end = 0;
  return {
    write(entries) {
      const bytes = serialised(entries);
      const stretch = { offset: end, length: bytes.length };
      file ??= openUnlinked();
      writeAll(file, bytes, end);
      end += bytes.length;
      return stretch;
    },
    *read(stretch, wanted) {
      if (file !== undefined) yield* entriesOf(file, stretch, wanted);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function openUnlinked(): number {
  const path = join(tmpdir(), `vigil-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path); // it lives as long as it is open, and nobody else can open it
  return file;
}

/** The system may write less than it is given; a full disk throws. */
function writeAll(file: number, bytes: Buffer, from: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(file, bytes, done, bytes.length - done, from + done);
}

function readAll(file: number, into: Buffer, from: number): void {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, from + done);
    if (read === 0) throw new Error('the spill file ended early');
    done += read;
  }
}

function serialised(entries: readonly Entry[]): Buffer {
  const lengths = entries.map(({ packed }) => Buffer.byteLength(packed));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length + HEADER_BYTES, 0));
  let at = 0;
  for (const [index, { packed, key }] of entries.entries()) {
    const length = lengths[index] ?? 0;
    bytes.writeUInt32LE(length, at);
    bytes.writeDoubleLE(key, at + 4);
    bytes.write(packed, at + HEADER_BYTES, 'utf8');
    at += HEADER_BYTES + length;
  }
  return bytes;
}

function* entriesOf(file: number, stretch: Stretch, wanted: (key: number) => boolean): Generator<Entry> {
  let bytes = Buffer.alloc(0);
  let [at, read] = [0, 0];
  const need = (count: number): void => {
    if (at + count <= bytes.length) return;
    const more = Buffer.allocUnsafe(Math.min(Math.max(READ_BYTES, count), stretch.length - read));
    readAll(file, more, stretch.offset + read);
    read += more.length;
    bytes = Buffer.concat([bytes.subarray(at), more]);
    at = 0;
  };
  for (let left = stretch.length; left > 0;) {
    need(HEADER_BYTES);
    const length = bytes.readUInt32LE(at);
    const key = bytes.readDoubleLE(at + 4);
    need(HEADER_BYTES + length);
    if (wanted(key))
      yield { key, packed: bytes.toString('utf8', at + HEADER_BYTES, at + HEADER_BYTES + length) };
    at += HEADER_BYTES + length;
    left -= HEADER_BYTES + length;
  }
}
