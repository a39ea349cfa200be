import type { AuditEvent } from '../model/events.ts';
import type { Row, Window } from '../model/memory.ts';
import { byOrder, type OrderKey } from '../model/order.ts';

/** The rows of one subject's window, in event order. */
export type Rows = OrderedRow[];

/** A row with its place in event order. Windows hold rows by the hundred thousand, and a Date takes more than all else in them. */
class OrderedRow implements Row<unknown> {
  readonly source: string;
  readonly id: string;
  readonly order: OrderKey;
  readonly row: unknown;
  /** Milliseconds after the second of `order`. */
  private readonly ms: number;

  constructor({ source, id, at }: AuditEvent, order: OrderKey, row: unknown) {
    this.source = source;
    this.id = id;
    this.order = order;
    this.row = row;
    this.ms = at.getTime() - order.second * 1000;
  }

  get at(): Date {
    return new Date(this.order.second * 1000 + this.ms);
  }
}

const NONE: readonly Row<unknown>[] = [];

/** Puts a row in its place; the oldest beyond `most`, and those out of the window's time, go. The same event twice is one row. */
export function addRow(
  rows: Rows,
  event: AuditEvent,
  order: OrderKey,
  row: unknown,
  window: Window<unknown>,
): void {
  let at = rows.length;
  while (at > 0 && compare(rows[at - 1], order) > 0) at -= 1;
  if (at > 0 && compare(rows[at - 1], order) === 0) return;
  const fresh = new OrderedRow(event, order, row);
  if (at === rows.length) rows.push(fresh);
  else rows.splice(at, 0, fresh);
  const oldest = (rows.at(-1)?.order.second ?? 0) - window.keepMinutes * 60;
  let gone = 0;
  while (rows.length - gone > window.most || secondOf(rows[gone]) < oldest) gone += 1;
  // At once: gone rows kept for later were most of what a million events left in memory.
  if (gone > 0) rows.splice(0, gone);
}

/** Rows no older than `keepMinutes`, in whole seconds, that come before a place in event order, oldest first. */
export function rowsBefore(rows: Rows, order: OrderKey, keepMinutes: number): readonly Row<unknown>[] {
  const oldest = order.second - keepMinutes * 60;
  let [start, end] = [0, rows.length];
  while (end > start && compare(rows[end - 1], order) >= 0) end -= 1;
  while (start < end && secondOf(rows[start]) < oldest) start += 1;
  return start === end ? NONE : rows.slice(start, end);
}

function secondOf(row: OrderedRow | undefined): number {
  return row?.order.second ?? Infinity;
}

function compare(row: OrderedRow | undefined, order: OrderKey): number {
  return row === undefined ? -1 : byOrder(row.order, order);
}
