import type { Feed, FeedName } from '../model/feed.ts';
import type { FeedState, HeadState } from './head.ts';

const MS_A_MINUTE = 60_000;
const MS_AN_HOUR = 60 * MS_A_MINUTE;
const MS_A_DAY = 86_400_000;
/** The last day is judged at once; what is older is history. */
export const FIRST_REACH_MS = MS_A_DAY;
/** After a failure the next try waits: 1, 2, 4, 8, then 15 minutes. */
const LONGEST_WAIT_MINUTES = 15;

/** A stretch of a log to read now; `late`: again, for what came late. */
export interface Window {
  readonly feed: Feed;
  readonly from: number;
  readonly to: number;
  readonly kind: 'usual' | 'late' | 'history';
}

/** Logs that tell of the same: one stands in for the other where a licence or a failure asks for it. */
const STANDS_IN: Readonly<Partial<Record<FeedName, FeedName>>> = {
  'audit-entra': 'sign-ins',
  'sign-ins': 'audit-entra',
  'background-sign-ins': 'audit-entra',
};
/** Of what stood last in the other log some was still to come. */
const STILL_TO_COME_MS = 2 * MS_AN_HOUR;

/** How a log stands before it was ever read: at its own last day, or where the log ended that it stands in for. */
export function firstState(feed: Feed, head: Pick<HeadState, 'feeds'>, now: number): FeedState {
  const other = STANDS_IN[feed.name];
  const left = other === undefined ? undefined : head.feeds[other]?.upTo;
  const wanted = Math.min(now - FIRST_REACH_MS, (left ?? now) - STILL_TO_COME_MS);
  const start = Math.max(wanted, now - feed.keepDays * MS_A_DAY);
  // In one go, as wide as it is.
  const sliceMinutes = Math.max(feed.sliceMinutes, FIRST_REACH_MS / MS_A_MINUTE);
  return { upTo: start, readAt: 0, lateAt: now, sliceMinutes, isBehind: false };
}

/** What is to be read of one log now; empty: nothing is due. */
export function windowsOf(feed: Feed, head: HeadState, now: number): readonly Window[] {
  const state = head.feeds[feed.name] ?? firstState(feed, head, now);
  const oldest = now - feed.keepDays * MS_A_DAY;
  const from = Math.max(oldest, state.upTo - feed.overlapMinutes * MS_A_MINUTE);
  const to = Math.min(now, Math.max(from, state.upTo) + state.sliceMinutes * MS_A_MINUTE);
  const usual: Window = { feed, from, to: Math.max(to, from + MS_A_MINUTE > now ? now : to), kind: 'usual' };
  if (state.failing !== undefined && now < retryAt(state.failing)) return [];
  if (now < nextAt(feed, state, head)) return [];
  if (!isLateDue(feed, state, now)) return [usual];
  // Back from the last such pass: what came so late was not there then, and would be out of reach for a pass that counts from now.
  const lateFrom = Math.max(oldest, state.lateAt - feed.late.reachMinutes * MS_A_MINUTE);
  return [usual, { feed, from: lateFrom, to: Math.max(lateFrom, from), kind: 'late' }];
}

function nextAt(feed: Feed, state: FeedState, { open }: HeadState): number {
  const isCatchingUp = state.isBehind || state.upTo < state.readAt - MS_A_MINUTE;
  if (state.readAt === 0 || isCatchingUp || state.failing !== undefined) return 0;
  const minutes = open > 0 ? 1 : feed.everyMinutes;
  // Timers come a little early or late: half a minute is the same minute.
  return state.readAt + minutes * MS_A_MINUTE - MS_A_MINUTE / 2;
}

function isLateDue({ late }: Feed, state: FeedState, now: number): boolean {
  return state.readAt > 0 && !state.isBehind && now >= state.lateAt + late.everyMinutes * MS_A_MINUTE;
}

function retryAt({ since, times }: { readonly since: number; readonly times: number }): number {
  let wait = 0;
  for (let time = 0; time < times; time += 1) wait += Math.min(2 ** time, LONGEST_WAIT_MINUTES);
  return since + wait * MS_A_MINUTE - MS_A_MINUTE / 2;
}

/** What came of reading one window. */
export interface Outcome {
  readonly window: Window;
  /** Read to its end. */
  readonly isWhole: boolean;
  /** Pages that were read. */
  readonly pages: number;
  readonly failing?: Cause;
}

/** Why a log cannot be read; `passes`: trying the same again can help. */
export interface Cause {
  readonly kind: string;
  readonly sentence: string;
  readonly passes?: boolean;
}

/** How a log stands after a window: the checkpoint moves only past what was read to its end, and never back. */
export function stateAfter(before: FeedState, outcome: Outcome, now: number): FeedState {
  const { window, isWhole, failing } = outcome;
  if (failing !== undefined) {
    const { since, times } = before.failing ?? { since: now, times: 0 };
    return { ...before, failing: { since, times: times + 1, ...failing } };
  }
  const { failing: _mended, ...well } = before;
  if (window.kind !== 'usual') return window.kind === 'late' ? { ...well, lateAt: now } : well;
  if (!isWhole) return { ...well, readAt: now, isBehind: true, sliceMinutes: narrower(well, outcome) };
  const isBehind = window.to < now - MS_A_MINUTE;
  return {
    ...well,
    readAt: now,
    isBehind,
    upTo: Math.max(well.upTo, window.to),
    sliceMinutes: isBehind ? wider(well, window.feed) : window.feed.sliceMinutes,
  };
}

/** What was halved once is doubled again, window by window: else a log that was cut short far behind would stay so for days. */
function wider({ sliceMinutes }: FeedState, feed: Feed): number {
  return Math.max(sliceMinutes, Math.min(feed.sliceMinutes, 2 * sliceMinutes));
}

/**
 * A window that does not end within its budget is halved; one whose turn did not come (no page of it was read) is not. Of a log in parts,
 * which are known by name, only what is missing is read again: there a wide window is good, until all that its lists have room for is known.
 */
function narrower({ sliceMinutes }: FeedState, { window, pages }: Outcome): number {
  const isInParts = window.feed.source === 'unified-audit';
  const isTooWide = isInParts ? pages === 0 : pages > 0;
  return isTooWide ? Math.max(1, Math.floor(sliceMinutes / 2)) : sliceMinutes;
}

/** Whether a daily job is due; one that failed is tried again after an hour. */
export function isJobDue(name: string, head: HeadState, now: number): boolean {
  const failing = head.failing[name];
  if (failing !== undefined) return now >= failing.since + failing.times * MS_AN_HOUR;
  return now >= (head.jobs[name] ?? 0) + MS_A_DAY;
}

/** When a job that came through only in part counts as done: it is due again after an hour, as one that failed. */
export function doneInPart(now: number): number {
  return now - MS_A_DAY + MS_AN_HOUR;
}

/** The logs of a head, each with how it stands. */
export function statesOf(head: HeadState): readonly (readonly [FeedName, FeedState])[] {
  return Object.entries(head.feeds) as readonly (readonly [FeedName, FeedState])[];
}
