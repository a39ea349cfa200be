import type { OutboxState } from './outbox.ts';
import type { FeedName } from '../model/feed.ts';

/** Why a log cannot be read. */
export interface Failing {
  readonly since: number;
  readonly times: number;
  readonly kind: string;
  /** One plain sentence, with what mends it. */
  readonly sentence: string;
}

/** How far one log was read. Times are milliseconds since 1970. */
export interface FeedState {
  /** Everything that was readable up to here was read. It never goes back. */
  readonly upTo: number;
  /** The last reading that went well, and the last pass for what came late. */
  readonly readAt: number;
  readonly lateAt: number;
  /** The width of one reading; halved when a window does not end within its budget. */
  readonly sliceMinutes: number;
  /** The last window did not end within its budget. */
  readonly isBehind: boolean;
  readonly failing?: Failing;
}

/** Reading what happened before Vigil came, oldest first. */
export interface HistoryState {
  readonly at: number;
  readonly to: number;
  readonly sliceMinutes: number;
  /** Logs that are through with the slice at `at`. */
  readonly done: readonly FeedName[];
  /** Readings of this slice that did not go well. */
  readonly tries: number;
  /** Logs that could not be read while the others went on, and from when on theirs is missing: it is made up for once they can. */
  readonly missed?: Missed;
  /** The logs that something is made up for; without it: all. */
  readonly only?: readonly FeedName[];
}

export type Missed = Readonly<Partial<Record<FeedName, number>>>;

/** What was counted since the first run. */
export interface Counts {
  readonly read: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly setAside: number;
  readonly undecided: Readonly<Record<string, number>>;
  readonly broken: Readonly<Record<string, string>>;
}

/** The one row that every commit carries: lease, checkpoints, counters. */
export interface HeadState {
  readonly layout: typeof LAYOUT;
  readonly step: number;
  readonly owner: string;
  /** The lease's end; 0: nobody works. */
  readonly until: number;
  /** When Vigil first looked. */
  readonly born: number;
  readonly feeds: Readonly<Partial<Record<FeedName, FeedState>>>;
  readonly history: HistoryState | undefined;
  /** When each daily job last went well, by its name. */
  readonly jobs: Readonly<Record<string, number>>;
  /** Jobs that failed, by name. */
  readonly failing: Readonly<Record<string, Failing>>;
  /** What was skipped or read another way at the last reading of each log, a sentence each. */
  readonly told: Readonly<Partial<Record<FeedName, readonly string[]>>>;
  /** Which logs are read, and why: the route's own. */
  readonly route: unknown;
  readonly counts: Counts;
  /** Open incidents of medium or above: while there are any, the watch looks every minute. */
  readonly open: number;
  /** How the outbox stands: as long as nothing is due nobody has to read it. */
  readonly outbox: OutboxState;
}

/** The form of what is kept. Another form is not read: a newer Vigil wrote it, or one that this one has a way from. */
const LAYOUT = 1;

const NO_COUNTS: Counts = { read: {}, duplicates: 0, setAside: 0, undecided: {}, broken: {} };

/** The head before anything was done. */
export function firstHead(now: number): HeadState {
  return {
    layout: LAYOUT,
    step: 0,
    owner: '',
    until: 0,
    born: now,
    feeds: {},
    history: undefined,
    jobs: {},
    failing: {},
    told: {},
    route: undefined,
    counts: NO_COUNTS,
    open: 0,
    outbox: { waiting: 0, parked: 0 },
  };
}

/** Reads a head; throws where its layout is not ours: working on would lose what a newer Vigil wrote. */
export function readHead(text: string): HeadState {
  const head = JSON.parse(text) as HeadState;
  if (head.layout !== LAYOUT)
    throw new Error(
      `what is stored has layout ${String(head.layout)}, and this Vigil reads ${String(LAYOUT)}: deploy the version that wrote it, or a later one`,
    );
  return head;
}
