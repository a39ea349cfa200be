import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { AuditEvent } from '../../shared/model/events.ts';
import { byOrder, orderOf, type OrderKey } from '../../shared/model/order.ts';
import { unpack } from '../../shared/model/pack.ts';

/** Puts events into event order, however many: sorted runs, merged when read. */
export interface Runs {
  /** Adds an event; `key` names it to `without`. */
  readonly add: (event: AuditEvent, packed: string, key: number) => void;
  /** Packed texts of the events with these keys. */
  readonly find: (keys: ReadonlySet<number>) => ReadonlyMap<number, string>;
  /** All events in event order but those with these keys. To be read once. */
  readonly inOrder: (without: ReadonlySet<number>) => Generator<AuditEvent>;
  /** Gives temporary space back. */
  readonly close: () => void;
}

interface Entry {
  readonly order: OrderKey;
  readonly packed: string;
  readonly key: number;
}

/** A sorted run, in memory or in the spill file. */
interface Run {
  readonly bytes: Buffer | undefined;
  readonly offset: number;
  readonly length: number;
}

const ENTRIES_A_RUN = 32_768;
const SPILL_BYTES = 64 * 1024 * 1024;
const HEADER_BYTES = 12; // length (uint32), key (float64)
const READ_BYTES = 256 * 1024;

/** Runs that spill into an unlinked temporary file, readable by its owner only, once they pass `spillBytes`. */
export function createRuns(spillBytes = SPILL_BYTES, entriesARun = ENTRIES_A_RUN): Runs {
  let entries: Entry[] = [];
  let inOrderSoFar = true;
  const runs: Run[] = [];
  let held = 0;
  let spill: number | undefined;
  let spilled = 0;

  function close(): void {
    if (spill !== undefined) closeSync(spill);
    spill = undefined;
  }

  function endRun(): void {
    if (entries.length === 0) return;
    const sorted = inOrderSoFar ? entries : entries.toSorted((one, other) => byOrder(one.order, other.order));
    const bytes = serialised(sorted);
    entries = [];
    inOrderSoFar = true;
    if (held + bytes.length <= spillBytes) {
      held += bytes.length;
      runs.push({ bytes, offset: 0, length: bytes.length });
      return;
    }
    spill ??= openSpill();
    writeAll(spill, bytes, spilled);
    runs.push({ bytes: undefined, offset: spilled, length: bytes.length });
    spilled += bytes.length;
  }

  return {
    add(event, packed, key) {
      const order = orderOf(event);
      const last = entries.at(-1);
      if (last !== undefined && byOrder(last.order, order) > 0) inOrderSoFar = false;
      entries.push({ order, packed, key });
      if (entries.length >= entriesARun) endRun();
    },
    find(keys) {
      endRun();
      const found = new Map<number, string>();
      for (const run of runs) {
        for (const { key, packed } of entriesOf(run, spill, (known) => keys.has(known)))
          found.set(key, packed);
      }
      return found;
    },
    *inOrder(without) {
      endRun();
      const cursors = runs.map((run) => cursorOf(entriesOf(run, spill, (key) => !without.has(key))));
      let open = cursors.filter((cursor) => cursor.event !== undefined);
      while (open.length > 0) {
        const first = open.reduce((one, other) => (byOrder(other.order, one.order) < 0 ? other : one));
        if (first.event !== undefined) yield first.event;
        first.advance();
        if (first.event === undefined) open = open.filter((cursor) => cursor !== first);
      }
    },
    close,
  };
}

function openSpill(): number {
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

function* entriesOf(
  run: Run,
  spill: number | undefined,
  wanted: (key: number) => boolean,
): Generator<{ readonly key: number; readonly packed: string }> {
  let bytes = run.bytes ?? Buffer.alloc(0);
  let [at, read] = [0, bytes.length];
  const need = (count: number): void => {
    if (at + count <= bytes.length || spill === undefined || run.bytes !== undefined) return;
    const more = Buffer.allocUnsafe(Math.min(Math.max(READ_BYTES, count), run.length - read));
    readAll(spill, more, run.offset + read);
    read += more.length;
    bytes = Buffer.concat([bytes.subarray(at), more]);
    at = 0;
  };
  for (let left = run.length; left > 0;) {
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

interface Cursor {
  event: AuditEvent | undefined;
  order: OrderKey;
  readonly advance: () => void;
}

const NOWHERE: OrderKey = { second: Infinity, rank: 0, id: '', part: '' };

function cursorOf(entries: Generator<{ readonly packed: string }>): Cursor {
  const cursor: Cursor = {
    event: undefined,
    order: NOWHERE,
    advance() {
      const next = entries.next();
      cursor.event = next.done === true ? undefined : unpack(next.value.packed);
      cursor.order = cursor.event === undefined ? NOWHERE : orderOf(cursor.event);
    },
  };
  cursor.advance();
  return cursor;
}
