import type { FeedLimits, FeedPage } from '../model/feed.ts';
import type { Api, Get } from '../platform/api.ts';
import { pages } from '../platform/pages.ts';
import { Failure } from '../platform/problem.ts';

/** What a log of Graph's is read through. */
export interface GraphSource {
  readonly graph: Pick<Api, 'get'>;
  readonly now: () => number;
}

/** A stretch of time in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const SECOND_MS = 1_000;
/** The clocks of two machines differ, and a request can wait minutes for its turn: so much of the oldest is never asked for. */
const MARGIN_MS = 10 * 60_000;

/**
 * Walks a list page by page. Returns whether to its end: not where its limits came first. A page that was cut off by the deadline is
 * no failure where others were read; a first page that Microsoft did not give is one, because nothing must look read that was not.
 */
export async function* walk(
  get: Get,
  first: string,
  limits: Pick<FeedLimits, 'deadline' | 'mostPages'>,
  now: () => number,
): AsyncGenerator<FeedPage, boolean, undefined> {
  const { deadline, mostPages } = limits;
  if (mostPages < 1 || now() >= deadline()) return false;
  let read = 0;
  let next: string | undefined;
  try {
    for await (const page of pages(get, first, { most: mostPages, deadline, now })) {
      read += 1;
      next = page.next;
      yield { records: page.records };
    }
  } catch (error) {
    if (isOutOfTime(error) || (read > 0 && (isLostLink(error) || now() >= deadline()))) return false;
    throw error;
  }
  return next === undefined;
}

/** Nothing was asked, because the answer or the turn would have come after the deadline. */
export function isOutOfTime(error: unknown): boolean {
  return (
    error instanceof Failure &&
    error.problem.kind === 'timeout' &&
    error.problem.message.startsWith('not asked')
  );
}

/** Links to next pages get lost now and then (msgraph-sdk-powershell#1388), and a list is good only from its first page on. */
function isLostLink(error: unknown): boolean {
  return error instanceof Failure && /skip ?token|nextPage/i.test(error.problem.message);
}

/** The first link of a list of Graph's between two times, both included. `ge` and `le` only: message traces ignore `lt` and `gt`. */
export function listLink(path: string, field: string, { from, to }: Span, top: number, more = ''): string {
  const filter = `${field} ge ${graphTime(from)} and ${field} le ${graphTime(to + SECOND_MS - 1)}${more}`;
  return `${path}?$filter=${encodeURIComponent(filter)}&$top=${top}`;
}

/** Whole seconds, as Microsoft's own examples write them. */
function graphTime(ms: number): string {
  return `${wholeSeconds(ms)}Z`;
}

/** A time to the second, in UTC, without saying so. */
export function wholeSeconds(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** What of a span the log still has. `isCut`: more than the margin is missing, and the watch should be told. */
export function kept(from: Date, to: Date, keepMs: number, now: number): Span & { readonly isCut: boolean } {
  const oldest = Math.ceil((now - keepMs + MARGIN_MS) / SECOND_MS) * SECOND_MS;
  const start = from.getTime();
  return { from: Math.max(start, oldest), to: to.getTime(), isCut: start < oldest - 2 * MARGIN_MS };
}

/** Cuts a span into windows of a width, oldest first, each beginning where the one before ended. */
export function windows({ from, to }: Span, widthMs: number): readonly Span[] {
  const cut: Span[] = [];
  for (let start = from; start <= to; start += widthMs) {
    if (start === to && cut.length > 0) break;
    cut.push({ from: start, to: Math.min(to, start + widthMs) });
  }
  return cut;
}
