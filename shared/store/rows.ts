import type { AuditEvent } from '../model/events.ts';
import type { Row, Window } from '../model/memory.ts';
import { byOrder, orderOf, type OrderKey } from '../model/order.ts';

/** The rows of one subject's window, in event order; those before `start` are gone. */
export interface Rows {
  list: OrderedRow[];
  start: number;
}

interface OrderedRow extends Row<unknown> {
  readonly order: OrderKey;
}

/** Gone rows are cut off when they are many and most. */
const COMPACT_FROM = 64;

/** Puts a row in its place; the oldest beyond `most`, and those out of the window's time, go. The same event twice is one row. */
export function addRow(
  rows: Rows | undefined,
  event: AuditEvent,
  row: unknown,
  window: Window<unknown>,
): Rows {
  const kept = rows ?? { list: [], start: 0 };
  const order = orderOf(event);
  let at = kept.list.length;
  while (at > kept.start && compare(kept.list[at - 1], order) > 0) at -= 1;
  if (at > kept.start && compare(kept.list[at - 1], order) === 0) return kept;
  kept.list.splice(at, 0, { source: event.source, id: event.id, at: event.at, order, row });
  const oldest = (kept.list.at(-1)?.order.second ?? 0) - window.keepMinutes * 60;
  while (kept.list.length - kept.start > window.most || secondOf(kept.list[kept.start]) < oldest)
    kept.start += 1;
  if (kept.start > COMPACT_FROM && kept.start * 2 > kept.list.length) {
    kept.list = kept.list.slice(kept.start);
    kept.start = 0;
  }
  return kept;
}

/** Rows no older than `keepMinutes`, in whole seconds, that come before an event in event order, oldest first. */
export function rowsBefore(rows: Rows, event: AuditEvent, keepMinutes: number): readonly Row<unknown>[] {
  const order = orderOf(event);
  const oldest = order.second - keepMinutes * 60;
  let { start } = rows;
  let end = rows.list.length;
  while (end > start && compare(rows.list[end - 1], order) >= 0) end -= 1;
  while (start < end && secondOf(rows.list[start]) < oldest) start += 1;
  return rows.list.slice(start, end);
}

function secondOf(row: OrderedRow | undefined): number {
  return row?.order.second ?? Infinity;
}

function compare(row: OrderedRow | undefined, order: OrderKey): number {
  return row === undefined ? -1 : byOrder(row.order, order);
}
