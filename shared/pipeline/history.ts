import type { Feed, FeedName } from '../model/feed.ts';
import { FIRST_REACH_MS, type Outcome, type Window } from './due.ts';
import type { HeadState, HistoryState, Missed } from './head.ts';

const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;
const SLICE_MINUTES = 24 * 60;
/** A log that cannot be read holds the others' history up this often, then they go on without it. */
const MOST_TRIES = 5;

/** The history that stands before the first day, as far back as any of the logs goes. */
export function firstHistory(feeds: readonly Feed[], born: number): HistoryState {
  const deepest = Math.max(1, ...feeds.map(({ keepDays }) => keepDays));
  const to = born - FIRST_REACH_MS;
  const at = Math.min(to, born - deepest * MS_A_DAY);
  return { at, to, sliceMinutes: SLICE_MINUTES, done: [], tries: 0 };
}

/** Whether there is history left to read. */
export function isReading(history: HistoryState | undefined): history is HistoryState {
  return history !== undefined && history.at < history.to;
}

/** A slice of history: what can be read of it, and which logs cannot. */
interface Slice {
  readonly windows: readonly Window[];
  readonly skipped: readonly FeedName[];
}

/** The windows of the present slice: of every log that reaches so far back, works, and is not through with it. */
export function historySlice(
  history: HistoryState,
  feeds: readonly Feed[],
  head: HeadState,
  now: number,
): Slice {
  const end = Math.min(history.to, history.at + history.sliceMinutes * MS_A_MINUTE);
  const windows = feeds
    .filter(({ name }) => !history.done.includes(name) && history.only?.includes(name) !== false)
    .map((feed) => ({
      feed,
      from: Math.max(history.at, now - feed.keepDays * MS_A_DAY),
      to: end,
      kind: 'history' as const,
    }))
    .filter(({ from, to }) => from < to);
  return {
    windows: windows.filter(({ feed }) => isWell(feed, head)),
    skipped: windows.filter(({ feed }) => !isWell(feed, head)).map(({ feed }) => feed.name),
  };
}

/** Whether a log could be read when it last was. */
export function isWell({ name }: Feed, { feeds }: HeadState): boolean {
  return feeds[name]?.failing === undefined;
}

/** Where history stands after a round: the next slice once every log is through, a narrower one where one did not end. */
export function historyAfter(
  history: HistoryState,
  outcomes: readonly Outcome[],
  skipped: readonly FeedName[],
): HistoryState {
  const bad = outcomes.filter(({ isWhole }) => !isWhole);
  const isLastTry = history.tries + 1 >= MOST_TRIES;
  const isTooWide =
    bad.some(({ failing, pages }) => failing === undefined && pages > 0) && history.sliceMinutes > 1;
  if (isTooWide && !isLastTry)
    return { ...history, sliceMinutes: Math.max(1, Math.floor(history.sliceMinutes / 2)), done: [] };
  const without = [...bad.map(({ window }) => window.feed.name), ...skipped];
  if (isLastTry || without.every((name) => history.missed?.[name] !== undefined))
    return nextSlice(history, without);
  const done = outcomes.filter(({ isWhole }) => isWhole).map(({ window }) => window.feed.name);
  return { ...history, done: [...history.done, ...done], tries: history.tries + 1 };
}

/** The next slice of which anything can be read: for logs that are known not to work nobody waits. */
export function pastEmpty(
  history: HistoryState,
  feeds: readonly Feed[],
  head: HeadState,
  now: number,
): HistoryState {
  let at = history;
  while (isReading(at) && feeds.some((feed) => isWell(feed, head))) {
    const { windows, skipped } = historySlice(at, feeds, head, now);
    const { missed } = at;
    if (windows.length > 0 || skipped.some((name) => missed?.[name] === undefined)) return at;
    at = nextSlice(at, skipped);
  }
  return at;
}

function nextSlice(history: HistoryState, without: readonly FeedName[]): HistoryState {
  const missed: Missed = {
    ...Object.fromEntries(without.map((name) => [name, history.at])),
    ...history.missed, // the earliest counts
  };
  return {
    ...history,
    at: Math.min(history.to, history.at + history.sliceMinutes * MS_A_MINUTE),
    sliceMinutes: SLICE_MINUTES,
    done: [],
    tries: 0,
    ...(Object.keys(missed).length > 0 && { missed }),
  };
}

/** The history that logs missed which can be read by now; undefined: there is none. */
export function missedHistory(
  { to, missed = {} }: HistoryState,
  feeds: readonly Feed[],
  head: HeadState,
): HistoryState | undefined {
  const mended = feeds.filter((feed) => missed[feed.name] !== undefined && isWell(feed, head));
  if (mended.length === 0) return undefined;
  const only = mended.map(({ name }) => name);
  const left = Object.entries(missed).filter(([name]) => !only.includes(name as FeedName));
  return {
    at: Math.min(...mended.map(({ name }) => missed[name] ?? to)),
    to,
    sliceMinutes: SLICE_MINUTES,
    done: [],
    tries: 0,
    only,
    ...(left.length > 0 && { missed: Object.fromEntries(left) }),
  };
}
