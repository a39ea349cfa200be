import type { Feed } from '../model/feed.ts';
import { dayOf } from '../model/time.ts';
import { firstState, isJobDue, stateAfter, windowsOf, type Outcome, type Window } from './due.ts';
import {
  firstHistory,
  historyAfter,
  historySlice,
  isReading,
  isWell,
  missedHistory,
  pastEmpty,
} from './history.ts';
import type { Counts, HeadState } from './head.ts';
import { doJobs, JOBS, type JobName } from './jobs.ts';
import { partHash } from './keys.ts';
import { newTally, readWindow, type Tally } from './reading.ts';
import type { WatchParts } from './watch-parts.ts';
import type { Working } from './working.ts';
import type { ValueChange } from '../model/keeper.ts';

/** What is to be done now. */
export interface Plan {
  readonly windows: readonly Window[];
  readonly history: readonly Window[];
  readonly jobs: readonly JobName[];
}

/** What is due; all empty: nothing is, and nobody needs to be asked. */
export function planOf(head: HeadState, { feeds, route }: WatchParts, now: number): Plan {
  const active = activeFeeds(head, feeds, route, now);
  const history = head.history ?? firstHistory([...feeds.values()], head.born);
  return {
    // The log that waited longest goes first: one that has much to catch up with must not keep the others from their turn.
    windows: active
      .toSorted((a, b) => (head.feeds[a.name]?.readAt ?? 0) - (head.feeds[b.name]?.readAt ?? 0))
      .flatMap((feed) => windowsOf(feed, head, now)),
    history: isReading(history) ? historySlice(history, active, head, now).windows : [],
    jobs: JOBS.filter((name) => isJobDue(name, head, now)),
  };
}

function activeFeeds(
  head: HeadState,
  feeds: WatchParts['feeds'],
  route: WatchParts['route'],
  now: number,
): readonly Feed[] {
  return route.feeds(head.route, now).flatMap((name) => feeds.get(name) ?? []);
}

/** What a round read. */
export interface Round {
  readonly head: HeadState;
  readonly tally: Tally;
  /** Values to write as they are. */
  readonly values: readonly ValueChange[];
}

/** Does the daily jobs, then reads what is due, then a slice of history, as far as time allows. */
export async function readRound(
  before: HeadState,
  working: Working,
  parts: WatchParts,
  began: number,
): Promise<Round> {
  const tally = newTally();
  const deadline = began + parts.budget.readMs;
  const jobs = await doJobs(before, working, parts);
  let head = jobs.head;
  const outcomes = await readAll(planOf(head, parts, began).windows, working, parts, tally, deadline);
  head = {
    ...head,
    feeds: feedsAfter(head, outcomes, began),
    route: parts.route.after(head.route, outcomes, began),
  };
  if (parts.now() < deadline) head = await readHistory(head, working, parts, tally, deadline);
  head = { ...head, told: toldAfter(head.told, outcomes, tally) };
  return { head, tally, values: jobs.values };
}

async function readAll(
  windows: readonly Window[],
  working: Working,
  parts: WatchParts,
  tally: Tally,
  deadline: number,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const known = new Set([...working.parts.values()].flatMap((hashes) => [...hashes]));
  const limits = {
    deadline: () => deadline,
    mostPages: parts.budget.mostPages,
    isKnown: (part: string) => known.has(partHash(part)),
  };
  for (const window of windows) {
    const isLate = parts.now() >= deadline;
    if (isLate) break;
    outcomes.push(await readWindow(window, limits, parts.readRecord, parts.explain, { ...working, tally }));
  }
  return outcomes;
}

function feedsAfter(head: HeadState, outcomes: readonly Outcome[], now: number): HeadState['feeds'] {
  const feeds = { ...head.feeds };
  for (const outcome of outcomes) {
    const { feed } = outcome.window;
    feeds[feed.name] = stateAfter(feeds[feed.name] ?? firstState(feed, head, now), outcome, now);
  }
  return feeds;
}

/** A head holds 8 KB. */
const MOST_TOLD = 3;
const LONGEST_TOLD = 300;

/** What each log told at its last reading takes the place of what it told before. */
function toldAfter(
  before: HeadState['told'],
  outcomes: readonly Outcome[],
  { told }: Tally,
): HeadState['told'] {
  const after = { ...before };
  for (const { window, failing } of outcomes) {
    const { name } = window.feed;
    if (window.kind !== 'usual' || failing !== undefined) continue;
    const sentences = [...(told.get(name) ?? [])]
      .slice(0, MOST_TOLD)
      .map((one) => one.slice(0, LONGEST_TOLD));
    if (sentences.length === 0) delete after[name];
    else after[name] = sentences;
  }
  return after;
}

async function readHistory(
  head: HeadState,
  working: Working,
  parts: WatchParts,
  tally: Tally,
  deadline: number,
): Promise<HeadState> {
  const now = parts.now();
  const active = activeFeeds(head, parts.feeds, parts.route, now);
  const history = head.history ?? firstHistory([...parts.feeds.values()], head.born);
  // What was missed begins with the next tick, so that it ends, like all of history, with a list of its own.
  if (!isReading(history)) return { ...head, history: missedHistory(history, active, head) ?? history };
  const { windows, skipped } = historySlice(history, active, head, now);
  const outcomes = await readAll(windows, working, parts, tally, deadline);
  const isAnyWell = active.some((feed) => isWell(feed, head)); // where none is, the whole of history waits
  if (outcomes.length < windows.length || !isAnyWell) return { ...head, history };
  return { ...head, history: pastEmpty(historyAfter(history, outcomes, skipped), active, head, now) };
}

/** The counters with what a round read. */
export function countsAfter(counts: Counts, tally: Tally): Counts {
  const read: Record<string, number> = { ...counts.read };
  for (const [source, times] of tally.read) read[source] = (read[source] ?? 0) + times;
  return {
    ...counts,
    read,
    duplicates: counts.duplicates + tally.duplicates,
    setAside: counts.setAside + tally.setAside,
  };
}

/** The hashes of the parts a round read, and the day to keep them under. */
export function partsOf(
  { parts }: Tally,
  now: number,
): { readonly hashes: ReadonlySet<string>; readonly day: number } {
  return { hashes: new Set([...parts].map(partHash)), day: dayOf(new Date(now)) };
}
