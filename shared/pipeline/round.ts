import type { Feed } from '../model/feed.ts';
import { dayOf } from '../model/time.ts';
import { doneInPart, firstState, isJobDue, stateAfter, windowsOf, type Outcome, type Window } from './due.ts';
import {
  firstHistory,
  historyAfter,
  historySlice,
  isReading,
  isWell,
  missedHistory,
  pastEmpty,
} from './history.ts';
import type { Counts, Failing, HeadState } from './head.ts';
import { partHash, PREFIX } from './keys.ts';
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

export type JobName = 'licence' | 'directory' | 'posture';
const JOBS: readonly JobName[] = ['licence', 'directory', 'posture'];

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
    feeds[feed.name] = stateAfter(feeds[feed.name] ?? firstState(feed, now), outcome, now);
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
  const isTold = active.some((feed) => isWell(feed, head)); // where nothing can be read, nothing was missed alone
  if (outcomes.length < windows.length || !isTold) return { ...head, history };
  return { ...head, history: pastEmpty(historyAfter(history, outcomes, skipped), active, head, now) };
}

async function doJobs(
  before: HeadState,
  working: Working,
  parts: WatchParts,
): Promise<{ readonly head: HeadState; readonly values: readonly ValueChange[] }> {
  let head = before;
  const values: ValueChange[] = [];
  const run: Readonly<Record<JobName, Job>> = {
    async licence() {
      head = { ...head, route: await parts.route.ask(head.route, parts.now()) };
      return 'whole';
    },
    async directory() {
      const { domains, people } = await parts.directory();
      for (const domain of domains) working.own.member(domain);
      for (const names of people) working.people.same(names);
      return 'whole';
    },
    async posture() {
      const posture = await parts.posture();
      values.push({ key: PREFIX.posture, value: posture });
      return (posture.unread ?? []).length === 0 ? 'whole' : 'in part';
    },
  };
  for (const name of JOBS) {
    if (!isJobDue(name, head, parts.now())) continue;
    head = await doJob(name, run[name], () => head, parts);
  }
  return { head, values };
}

type Job = () => Promise<'whole' | 'in part'>;

async function doJob(
  name: JobName,
  run: Job,
  headOf: () => HeadState,
  { now, explain }: WatchParts,
): Promise<HeadState> {
  try {
    const done = await run();
    const head = headOf();
    const { [name]: _mended, ...failing } = head.failing;
    return { ...head, failing, jobs: { ...head.jobs, [name]: done === 'whole' ? now() : doneInPart(now()) } };
  } catch (error) {
    const told = explain(error, JOB_TITLES[name]);
    if (told === undefined) throw error;
    const head = headOf();
    const known: Failing | undefined = head.failing[name];
    const failing = { since: known?.since ?? now(), times: (known?.times ?? 0) + 1, ...told };
    return { ...head, failing: { ...head.failing, [name]: failing } };
  }
}

/** In a person's words. */
export const JOB_TITLES: Readonly<Record<JobName, string>> = {
  licence: 'the licence',
  directory: 'the directory',
  posture: 'the settings of the tenant',
};

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
