import { isVisible, type Row } from './records.ts';

/** A place between rows: after the row with this time and number. */
export interface Place {
  readonly time: number;
  readonly order: number;
}

/** What to read from a shelf. */
interface Reading {
  /** Only what is readable at this time, of rows with a number below `below`: a walk over pages sees one moment. */
  readonly asOf: number;
  readonly below: number;
  readonly from: number;
  readonly to: number;
  readonly newestFirst: boolean;
  readonly after: Place | undefined;
}

/** The rows of one source in the order of their times. */
export interface Shelf {
  readonly put: (rows: readonly Row[], replaces: boolean) => void;
  readonly read: (reading: Reading) => Generator<Row>;
  readonly size: () => number;
}

/** Makes an empty shelf. */
export function openShelf(): Shelf {
  const rows: Row[] = [];
  const byKey = new Map<string, Row[]>();
  let sorted = true;

  function put(added: readonly Row[], replaces: boolean): void {
    for (const row of added) {
      const same = byKey.get(row.key);
      if (replaces) for (const old of same ?? []) old.until = Math.min(old.until, row.visibleAt);
      if (same === undefined) byKey.set(row.key, [row]);
      else same.push(row);
      const last = rows.at(-1);
      if (last !== undefined && compare(last, row) > 0) sorted = false;
      rows.push(row);
    }
  }

  function* read(reading: Reading): Generator<Row> {
    if (!sorted) rows.sort(compare);
    sorted = true;
    const { asOf, below, from, to, newestFirst, after } = reading;
    let index = firstIndex(rows, reading);
    const step = newestFirst ? -1 : 1;
    for (let row = rows[index]; row !== undefined; row = rows[(index += step)]) {
      if (newestFirst ? row.time < from : row.time > to) return;
      if (row.order >= below || !isVisible(row, asOf)) continue;
      if (after === undefined || step * compare(row, after) > 0) yield row;
    }
  }

  return { put, read, size: () => rows.length };
}

function compare(a: Place, b: Place): number {
  return a.time - b.time || a.order - b.order;
}

function firstIndex(rows: readonly Row[], { from, to, newestFirst, after }: Reading): number {
  const start = newestFirst
    ? { time: Math.min(to, after?.time ?? to), order: Number.POSITIVE_INFINITY }
    : { time: Math.max(from, after?.time ?? from), order: Number.NEGATIVE_INFINITY };
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && compare(row, start) <= 0) low = middle + 1;
    else high = middle;
  }
  return newestFirst ? low - 1 : low;
}
