import type { Feed, FeedName } from '../model/feed.ts';
import type { Failing } from './head.ts';
import type { Window } from './due.ts';
import { partHash } from './keys.ts';
import { readWindow, type Into } from './reading.ts';
import type { WatchParts } from './watch-parts.ts';

const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;
/** Windows of detectors reach three days back. */
const BEFORE_MS = 3 * MS_A_DAY;
/** What a small tenant has in a day is a page or two; a window that does not end within its budget is halved. */
const SLICE_MINUTES = 24 * 60;
/** Content blobs are listed by when they were made, nearly always within a day of what they hold: facts/data-sources.md §4.1. */
const BLOBS_AFTER_MS = MS_A_DAY;

/** How far a scan has read one log. Times are milliseconds since 1970. */
interface ScanPosition {
  readonly at: number;
  readonly to: number;
  readonly sliceMinutes: number;
  readonly failing?: Pick<Failing, 'kind' | 'sentence'>;
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

/** Whether everything was read that can be read. */
export function isRead(positions: ScanPositions): boolean {
  return Object.values(positions).every(({ at, to, failing }) => at >= to || failing !== undefined);
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
      if (outcome.failing !== undefined) positions[feed.name] = { ...at, failing: outcome.failing };
      else if (outcome.isWhole) positions[feed.name] = { ...at, at: window.to };
      else if (outcome.pages < parts.budget.mostPages)
        return positions; // time is up, though a turn would have come too late
      else positions[feed.name] = { ...at, sliceMinutes: Math.max(1, Math.floor(at.sliceMinutes / 2)) };
    }
  }
  return positions;
}

function isOpen({ at, to, failing }: ScanPosition): boolean {
  return at < to && failing === undefined;
}

function windowAt(feed: Feed, { at, to, sliceMinutes }: ScanPosition): Window {
  return { feed, from: at, to: Math.min(to, at + sliceMinutes * MS_A_MINUTE), kind: 'history' };
}
