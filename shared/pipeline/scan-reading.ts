import type { Feed, FeedName } from '../model/feed.ts';
import type { Outcome, Cause, Window } from './due.ts';
import { partHash } from './keys.ts';
import { readWindow, type Into } from './reading.ts';
import type { WatchParts } from './watch-parts.ts';

const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;
/** Windows of detectors reach three days back. */
const BEFORE_MS = 3 * MS_A_DAY;
/** Windows begin with a day and become as wide as a few pages take: a month of a small tenant is a handful of requests. */
const SLICE_MINUTES = 24 * 60;
const GOAL_PAGES = 5;
const MOST_WIDER = 4;
const MOST_TRIES = 3;
/** Content blobs are listed by when they were made, nearly always within a day of what they hold: facts/data-sources.md §4.1. */
const BLOBS_AFTER_MS = MS_A_DAY;

/** How far a scan has read one log. Times are milliseconds since 1970. */
interface ScanPosition {
  readonly at: number;
  readonly to: number;
  readonly sliceMinutes: number;
  readonly failing?: Cause;
  /** Answers in a row that a passing failure was met in. */
  readonly tries?: number;
}

export type ScanPositions = Readonly<Partial<Record<FeedName, ScanPosition>>>;

/** Where the reading of a scan begins and ends, by log. */
export function firstPositions(
  feeds: readonly Feed[],
  { from, to }: { readonly from: Date; readonly to: Date },
  now: number,
): ScanPositions {
  return Object.fromEntries(
    feeds.map((feed) => {
      const after = feed.source === 'unified-audit' ? BLOBS_AFTER_MS : 0;
      const start = Math.max(from.getTime() - BEFORE_MS, now - feed.keepDays * MS_A_DAY);
      const end = Math.min(now, to.getTime() + after);
      return [feed.name, { at: start, to: Math.max(start, end), sliceMinutes: SLICE_MINUTES }];
    }),
  );
}

/** Positions to go on from: what could not be read may be readable by now. */
export function triedAgain(positions: ScanPositions): ScanPositions {
  return Object.fromEntries(
    Object.entries(positions).map(([name, { failing: _failing, ...position }]) => [name, position]),
  );
}

/** Whether everything was read that can be read. What may pass is tried in a few answers. */
export function isRead(positions: ScanPositions): boolean {
  return Object.values(positions).every(
    ({ at, to, failing, tries = 0 }) =>
      at >= to || (failing !== undefined && (failing.passes !== true || tries >= MOST_TRIES)),
  );
}

/** Reads on until everything is read or time is up. A log that cannot be read is told, and the others go on. */
export async function readOn(
  before: ScanPositions,
  parts: Pick<WatchParts, 'feeds' | 'readRecord' | 'explain' | 'now' | 'budget'>,
  deadline: () => number,
  known: ReadonlySet<string>,
  into: Into,
): Promise<ScanPositions> {
  const positions: Partial<Record<FeedName, ScanPosition>> = { ...before };
  const limits = {
    deadline,
    mostPages: parts.budget.mostPages,
    isKnown: (part: string) => known.has(partHash(part)) || into.tally.parts.has(part),
  };
  for (const feed of parts.feeds.values()) {
    for (let at = positions[feed.name]; at !== undefined && isOpen(at); at = positions[feed.name]) {
      if (parts.now() >= deadline()) return positions;
      const window = windowAt(feed, at);
      const outcome = await readWindow(window, limits, parts.readRecord, parts.explain, into);
      positions[feed.name] = positionAfter(at, outcome);
      const { failing, isWhole, pages } = outcome;
      if (failing === undefined && !isWhole && pages < parts.budget.mostPages) return positions; // time is up
    }
  }
  return positions;
}

/** Where reading goes on. Of a log in parts that are known by name only what is missing is read again, however wide the window. */
function positionAfter(at: ScanPosition, { window, failing, isWhole, pages }: Outcome): ScanPosition {
  if (failing !== undefined) return { ...at, failing, tries: (at.tries ?? 0) + 1 };
  const isInParts = window.feed.source === 'unified-audit';
  const wider = isInParts ? 1 : Math.min(MOST_WIDER, Math.max(1 / 2, GOAL_PAGES / Math.max(1, pages)));
  if (isWhole) return { ...at, tries: 0, at: window.to, sliceMinutes: minutes(at.sliceMinutes * wider) };
  // What a few pages cannot hold would not end in a whole answer either; a window that had hardly begun is not to blame.
  return isInParts || pages <= GOAL_PAGES ? at : { ...at, sliceMinutes: minutes(at.sliceMinutes / 2) };
}

function minutes(some: number): number {
  return Math.max(1, Math.floor(some));
}

function isOpen({ at, to, failing }: ScanPosition): boolean {
  return at < to && failing === undefined;
}

function windowAt(feed: Feed, { at, to, sliceMinutes }: ScanPosition): Window {
  return { feed, from: at, to: Math.min(to, at + sliceMinutes * MS_A_MINUTE), kind: 'history' };
}
