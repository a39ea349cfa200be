import { byOrder, type OrderKey } from '../../shared/model/order.ts';
import type { Spill, Stretch } from './spill.ts';

/** One packed event with the key it is found by. */
export interface Entry {
  readonly key: number;
  readonly packed: string;
}

/** Packed events that go to the file together. Their texts are bytes at once: a text that waits is moved about by the engine. */
export interface Run {
  readonly add: (entry: Entry, order: OrderKey) => void;
  readonly count: () => number;
  /** Writes what was added to the file, in event order, and begins anew. */
  readonly write: (spill: Spill) => Stretch;
}

interface Line {
  readonly order: OrderKey;
  readonly from: number;
  readonly to: number;
}

const HEADER_BYTES = 12; // length (uint32), key (float64)
const FIRST_BYTES = 1024 * 1024;
const READ_BYTES = 256 * 1024;
/** Bytes that one UTF-16 code unit takes at most. */
const BYTES_A_UNIT = 3;

/** An empty run. */
export function createRun(): Run {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES);
  let lines: Line[] = [];
  let inOrderSoFar = true;
  let end = 0;

  function makeRoom(most: number): void {
    if (end + most <= bytes.length) return;
    const more = Buffer.allocUnsafe(Math.max(bytes.length * 2, end + most));
    bytes.copy(more, 0, 0, end);
    bytes = more;
  }

  function ordered(): Buffer {
    if (inOrderSoFar) return bytes.subarray(0, end);
    const sorted = lines.toSorted((one, other) => byOrder(one.order, other.order));
    return Buffer.concat(
      sorted.map(({ from, to }) => bytes.subarray(from, to)),
      end,
    );
  }

  return {
    add({ key, packed }, order) {
      makeRoom(HEADER_BYTES + packed.length * BYTES_A_UNIT);
      const from = end;
      const length = bytes.write(packed, from + HEADER_BYTES, 'utf8');
      bytes.writeUInt32LE(length, from);
      bytes.writeDoubleLE(key, from + 4);
      end += HEADER_BYTES + length;
      const last = lines[lines.length - 1];
      if (last !== undefined && byOrder(last.order, order) > 0) inOrderSoFar = false;
      lines.push({ order, from, to: end });
    },
    count: () => lines.length,
    write(spill) {
      const stretch = spill.write(ordered());
      [lines, inOrderSoFar, end] = [[], true, 0];
      return stretch;
    },
  };
}

/** The entries of a run in the file whose key is wanted, in event order. */
export function* entriesOf(
  spill: Spill,
  stretch: Stretch,
  wanted: (key: number) => boolean,
): Generator<Entry> {
  let bytes = Buffer.alloc(0);
  let [at, read] = [0, 0];
  const need = (count: number): void => {
    if (at + count <= bytes.length) return;
    const more = Buffer.allocUnsafe(Math.min(Math.max(READ_BYTES, count), stretch.length - read));
    spill.read(more, stretch.offset + read);
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
