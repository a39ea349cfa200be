import { setFlagsFromString } from 'node:v8';
import type { AuditEvent } from '../../shared/model/events.ts';
import { byOrder, orderOf, type OrderKey } from '../../shared/model/order.ts';
import { pack, unpack } from '../../shared/model/pack.ts';
import { createRun, entriesOf } from './run.ts';
import { createSpill, type Stretch } from './spill.ts';

/** Puts events into event order, however many: in memory as long as they are few, else in sorted runs, merged when read. */
export interface Runs {
  /** Adds an event; `key` names it to `without`. Gives the number by which it is `held`; undefined: it was packed at once. */
  readonly add: (event: AuditEvent, key: number) => number | undefined;
  /** An event that is still in memory, by its number: until its packed text was told. */
  readonly held: (number: number) => AuditEvent | undefined;
  /** Whom to tell the packed text of each event that leaves memory. */
  readonly onPacked: (tell: (key: number, packed: string) => void) => void;
  /** Packed texts of the events with these keys. */
  readonly find: (keys: ReadonlySet<number>) => ReadonlyMap<number, string>;
  /** All events in event order but those with these keys. To be read once. */
  readonly inOrder: (without: ReadonlySet<number>) => Generator<AuditEvent>;
  /** Gives temporary space back. */
  readonly close: () => void;
}

interface Held {
  readonly order: OrderKey;
  readonly event: AuditEvent;
  readonly key: number;
}

const ENTRIES_A_RUN = 32_768;
/** Bytes of events, as `bytesOf` estimates them, that stay in memory: some 100,000 sign-ins. */
const SPILL_BYTES = 96 * 1024 * 1024;

/**
 * Of much input, what windows let go has grown old, and by itself the engine lets up to three times as much of it pile up as is in use.
 * Little input is over before, and faster without.
 */
const SPARINGLY = '--heap-growing-percent=80';

/** Events stay as they are until they pass `spillBytes`; then they and all later ones go to a file, packed. */
export function createRuns(spillBytes = SPILL_BYTES, entriesARun = ENTRIES_A_RUN): Runs {
  let entries: Held[] = [];
  let inOrderSoFar = true;
  let bytes = 0;
  const spill = createSpill();
  const run = createRun();
  const written: Stretch[] = [];
  let tell: (key: number, packed: string) => void = () => undefined;

  function sorted(): readonly Held[] {
    return inOrderSoFar ? entries : entries.toSorted((one, other) => byOrder(one.order, other.order));
  }

  function endRun(): void {
    if (run.count() > 0) written.push(run.write(spill));
  }

  function spillOne({ event, key, order }: Held): void {
    const packed = pack(event);
    tell(key, packed);
    run.add({ key, packed }, order);
    if (run.count() >= entriesARun) endRun();
  }

  function spillAll(): void {
    setFlagsFromString(SPARINGLY);
    for (const held of entries) spillOne(held);
    entries = [];
  }

  return {
    add(event, key) {
      const held = { order: orderOf(event), event, key };
      if (bytes > spillBytes) {
        if (entries.length > 0) spillAll();
        spillOne(held);
        return undefined;
      }
      bytes += bytesOf(event);
      const last = entries[entries.length - 1];
      if (last !== undefined && byOrder(last.order, held.order) > 0) inOrderSoFar = false;
      return entries.push(held) - 1;
    },
    held: (number) => entries[number]?.event,
    onPacked(listener) {
      tell = listener;
    },
    find(keys) {
      endRun();
      const found = new Map<number, string>();
      for (const stretch of written)
        for (const { key, packed } of entriesOf(spill, stretch, (known) => keys.has(known)))
          found.set(key, packed);
      for (const { key, event } of entries) if (keys.has(key)) found.set(key, pack(event));
      return found;
    },
    *inOrder(without) {
      endRun();
      const packed = written.map((stretch) =>
        unpacked(entriesOf(spill, stretch, (key) => !without.has(key))),
      );
      yield* merged([...packed, heldBut(sorted(), without)]);
    },
    close: spill.close,
  };
}

/** What an event takes in memory, roughly: only the two kinds that come by the million are worth being quick for. */
function bytesOf(event: AuditEvent): number {
  if (event.kind === 'sign-in') return 800 + (event.userAgent?.length ?? 0);
  if (event.kind === 'mail-sent')
    return (
      500 + (event.subject?.length ?? 0) + event.recipients.reduce((sum, { length }) => sum + length + 40, 0)
    );
  return 2 * pack(event).length;
}

interface Placed {
  readonly event: AuditEvent;
  readonly order: OrderKey;
}

function* unpacked(entries: Iterable<{ readonly packed: string }>): Generator<Placed> {
  for (const { packed } of entries) {
    const event = unpack(packed);
    yield { event, order: orderOf(event) };
  }
}

function* heldBut(entries: readonly Held[], without: ReadonlySet<number>): Generator<Placed> {
  for (const entry of entries) if (!without.has(entry.key)) yield entry;
}

interface Cursor {
  readonly rest: Generator<Placed>;
  first: Placed;
}

/** Sorted lists as one. */
function* merged(lists: readonly Generator<Placed>[]): Generator<AuditEvent> {
  let open: Cursor[] = [];
  for (const rest of lists) {
    const next = rest.next();
    if (next.done !== true) open.push({ rest, first: next.value });
  }
  while (open.length > 0) {
    const least = open.reduce((one, other) =>
      byOrder(other.first.order, one.first.order) < 0 ? other : one,
    );
    yield least.first.event;
    const next = least.rest.next();
    if (next.done === true) open = open.filter((cursor) => cursor !== least);
    else least.first = next.value;
  }
}
