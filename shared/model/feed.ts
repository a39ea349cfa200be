import type { SourceName } from './events.ts';

/** One stretch of one of Microsoft's logs that is read on its own, with its own checkpoint. */
export type FeedName =
  | 'sign-ins'
  | 'background-sign-ins'
  | 'directory-audits'
  | 'message-traces'
  | 'audit-entra'
  | 'audit-exchange';

/** What bounds one reading; both may end it early, which is no error. */
export interface FeedLimits {
  /** Milliseconds since 1970: no request is begun after it. */
  readonly deadline: () => number;
  readonly mostPages: number;
  /** Says whether a part that has a name of its own (a content blob) was read before, and need not be fetched again. */
  readonly isKnown: (part: string) => boolean;
}

export interface FeedPage {
  readonly records: readonly unknown[];
  /** The name of this part, where it has one: it never changes once it was given. */
  readonly part?: string;
  /** Plain sentences about this reading: what could not be read of it, or was read in another way. */
  readonly told?: readonly string[];
}

/** A log that can be read. */
export interface Feed {
  readonly name: FeedName;
  readonly source: SourceName;
  /** In a person's words: "sign-ins", "the unified audit log (mailboxes)". */
  readonly title: string;
  /** Minutes between two readings; of that, minutes read again; facts/data-sources.md §8.3. */
  readonly everyMinutes: number;
  readonly overlapMinutes: number;
  /** The pass for what came late: how often, and how far back. */
  readonly late: { readonly everyMinutes: number; readonly reachMinutes: number };
  /** The widest window of one reading, and how far back the log goes. */
  readonly sliceMinutes: number;
  readonly keepDays: number;
  /**
   * Reads [from, to], page by page, in whatever order Microsoft gives. Returns whether it was read to its end; throws a `Failure` where
   * it could not be read: what came before is good.
   */
  readonly read: (from: Date, to: Date, limits: FeedLimits) => AsyncGenerator<FeedPage, boolean, undefined>;
}
