import type { Feed } from '../model/feed.ts';
import { FIRST_REACH_MS, type Outcome, type Window } from './due.ts';
import type { HeadState, HistoryState } from './head.ts';

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

/** The windows of the present slice: of every log that reaches so far back, works, and is not through with it. */
export function historyWindows(
  history: HistoryState,
  feeds: readonly Feed[],
  head: HeadState,
  now: number,
): readonly Window[] {
  const end = Math.min(history.to, history.at + history.sliceMinutes * MS_A_MINUTE);
  return feeds
    .filter((feed) => !history.done.includes(feed.name) && head.feeds[feed.name]?.failing === undefined)
    .map((feed) => ({
      feed,
      from: Math.max(history.at, now - feed.keepDays * MS_A_DAY),
      to: end,
      kind: 'history' as const,
    }))
    .filter(({ from, to }) => from < to);
}

/** Where history stands after a round: the next slice once every log is through, a narrower one where one did not end. */
export function historyAfter(history: HistoryState, outcomes: readonly Outcome[]): HistoryState {
  const bad = outcomes.filter(({ isWhole }) => !isWhole);
  if (bad.length === 0 || history.tries + 1 >= MOST_TRIES)
    return {
      ...history,
      at: Math.min(history.to, history.at + history.sliceMinutes * MS_A_MINUTE),
      sliceMinutes: SLICE_MINUTES,
      done: [],
      tries: 0,
    };
  if (bad.some(({ failing, pages }) => failing === undefined && pages > 0) && history.sliceMinutes > 1)
    return { ...history, sliceMinutes: Math.max(1, Math.floor(history.sliceMinutes / 2)), done: [] };
  const done = outcomes.filter(({ isWhole }) => isWhole).map(({ window }) => window.feed.name);
  return { ...history, done: [...history.done, ...done], tries: history.tries + 1 };
}
