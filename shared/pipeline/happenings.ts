import type { AuditEvent } from '../model/events.ts';
import { joined, type Version } from '../model/join.ts';
import { byOrder, orderOf, type OrderKey } from '../model/order.ts';
import { pack, unpack } from '../model/pack.ts';

/** What a record says, as far as it is kept: versions of one happening have one stream and one id, whatever its case. */
interface Told {
  readonly stream: string;
  readonly id: string;
  readonly event: AuditEvent;
}

/** An event of the last days, and whether it is new or changed since `settle`. */
interface Recalled {
  readonly event: AuditEvent;
  readonly fresh: boolean;
}

/** What happened lately, each happening once: rebuilds windows, recognises repeats, joins versions. A set: order and repeats change nothing. */
export interface Happenings {
  /** Adds a version; false: it was known. */
  readonly add: (told: Told) => boolean;
  /** From a moment on, in event order. */
  readonly since: (from: number) => Generator<Recalled>;
  /** When the earliest new or changed event happened, in milliseconds; undefined: there is none. */
  readonly earliestFresh: () => number | undefined;
  /** The hours (since 1970) that changed since `settle`, each with its lines; undefined: the hour is to go. */
  readonly changes: () => ReadonlyMap<number, readonly KeptHappening[] | undefined>;
  /** The lines of what is new or changed since `settle`. */
  readonly freshLines: () => readonly KeptHappening[];
  /** Says that everything was judged and written. */
  readonly settle: () => void;
  /** Adds lines that were kept. */
  readonly restore: (lines: readonly KeptHappening[]) => void;
  /** Forgets what is old by its moment in milliseconds, and the oldest beyond the bound. */
  readonly forget: (isOld: (at: number) => boolean) => void;
  readonly size: () => number;
  /** How many were forgotten because there were too many. */
  readonly crowdedOut: () => number;
}

/** The name of a happening, and one version of it. */
export type KeptHappening = readonly [name: string, packed: string];

interface Entry {
  readonly name: string;
  order: OrderKey;
  hour: number;
  /** Packed; nearly everything has one version only, and a list for each would cost more than the text. */
  text: string;
  others: Set<string> | undefined;
}

const MS_AN_HOUR = 3_600_000;
/** 250,000 events take about 150 MB: what an instance of 512 MB has to spare, and ten days of a thousand busy users. */
const MOST = 250_000;

export function createHappenings(most = MOST): Happenings {
  const byName = new Map<string, Entry>();
  const fresh = new Set<Entry>();
  const hours = new Map<number, Set<Entry>>();
  const changed = new Set<number>();
  let sorted: Entry[] | undefined;
  let crowdedOut = 0;

  function place(entry: Entry, order: OrderKey): void {
    const hour = Math.floor((order.second * 1000) / MS_AN_HOUR);
    if (hour !== entry.hour) {
      changed.add(entry.hour);
      hours.get(entry.hour)?.delete(entry);
    }
    entry.order = order;
    entry.hour = hour;
    hours.set(hour, (hours.get(hour) ?? new Set<Entry>()).add(entry));
    sorted = undefined;
  }

  function put(name: string, text: string, event: AuditEvent): Entry | undefined {
    const known = byName.get(name);
    if (known === undefined) {
      const entry: Entry = { name, order: orderOf(event), hour: Number.NaN, text, others: undefined };
      byName.set(name, entry);
      place(entry, entry.order);
      return entry;
    }
    if (known.text === text || known.others?.has(text) === true) return undefined;
    known.others = (known.others ?? new Set<string>()).add(text);
    place(known, orderOf(eventOf(known)));
    return known;
  }

  function inOrder(): readonly Entry[] {
    return (sorted ??= [...byName.values()].toSorted((a, b) => byOrder(a.order, b.order)));
  }

  function drop(entry: Entry): void {
    byName.delete(entry.name);
    fresh.delete(entry);
    hours.get(entry.hour)?.delete(entry);
    changed.add(entry.hour);
    sorted = undefined;
  }

  return {
    add({ stream, id, event }) {
      const entry = put(`${stream}|${id.toLowerCase()}`, pack(event), event);
      if (entry === undefined) return false;
      fresh.add(entry);
      changed.add(entry.hour);
      return true;
    },
    *since(from) {
      const second = Math.floor(from / 1000);
      for (const entry of inOrder())
        if (entry.order.second >= second) yield { event: eventOf(entry), fresh: fresh.has(entry) };
    },
    earliestFresh() {
      let earliest: number | undefined;
      for (const { order } of fresh) earliest = Math.min(earliest ?? Infinity, order.second * 1000);
      return earliest;
    },
    changes() {
      return new Map(
        [...changed]
          .filter((hour) => !Number.isNaN(hour))
          .map((hour) => {
            const entries = [...(hours.get(hour) ?? [])];
            return [hour, entries.length === 0 ? undefined : entries.flatMap(linesOf)] as const;
          }),
      );
    },
    freshLines: () => [...fresh].flatMap(linesOf),
    settle() {
      fresh.clear();
      changed.clear();
    },
    restore(lines) {
      for (const [name, text] of lines) put(name, text, unpack(text));
    },
    forget(isOld) {
      for (const entry of byName.values()) if (isOld(entry.order.second * 1000)) drop(entry);
      const over = byName.size - most;
      if (over <= 0) return;
      crowdedOut += over;
      for (const entry of inOrder().slice(0, over)) drop(entry);
    },
    size: () => byName.size,
    crowdedOut: () => crowdedOut,
  };
}

function linesOf({ name, text, others }: Entry): readonly KeptHappening[] {
  return [text, ...(others ?? [])].map((version) => [name, version] as const);
}

function eventOf({ text, others }: Entry): AuditEvent {
  if (others === undefined) return unpack(text);
  const [first, ...rest] = [text, ...others].map((version): Version => ({
    event: unpack(version),
    text: version,
  }));
  return first === undefined ? unpack(text) : joined([first, ...rest]);
}
