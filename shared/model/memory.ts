import type { AuditEvent } from './events.ts';
import type { Subject } from './subject.ts';

/** Picks the subject whose memory an event belongs to; undefined: it belongs to nobody's. */
export type By = (event: AuditEvent) => Subject | undefined;

/** Values seen, each with the set of UTC days on which it was seen. */
export interface Habit {
  readonly id: string;
  readonly by: By;
  readonly keepDays: number;
  readonly halfLifeDays: number;
  /** Values kept a subject; the one not seen for longest goes first. */
  readonly most: number;
  /** What the event shows; empty: this event does not say. */
  readonly of: (event: AuditEvent) => readonly string[];
}

/** A measure of which each UTC day keeps its highest. */
export interface Peak {
  readonly id: string;
  readonly by: By;
  readonly keepDays: number;
  readonly of: (event: AuditEvent, memory: Memory) => number;
}

/** The latest events of a subject, as rows. */
export interface Window<R> {
  readonly id: string;
  readonly by: By;
  readonly keepMinutes: number;
  /** Rows kept a subject, the newest in event order. */
  readonly most: number;
  readonly row: (event: AuditEvent) => R | undefined;
}

/** Points at the record that shows something. */
export interface Evidence {
  readonly source: string;
  readonly id: string;
  readonly at: Date;
}

export interface Row<R> extends Evidence {
  readonly row: R;
}

/** When a value was seen, as believed on the day of the event that is judged. */
export interface Seen {
  /** UTC days since 1970. */
  readonly first: number;
  readonly last: number;
  readonly days: number;
  /** Days, each halved with the habit's half-life; a flagged day counts half. */
  readonly weight: number;
}

/** What was known before an event, as it was believed on that event's day and never as it is now. */
export interface Memory {
  readonly tenant: TenantFacts;
  readonly of: (subject: Subject) => Known;
}

export interface Known {
  /** Believed days on which the subject did anything; undefined: nobody has watched this subject. */
  readonly activeDays: number | undefined;
  readonly habit: (habit: Habit) => ReadonlyMap<string, Seen>;
  /** Other users in whose habit the value stands. */
  readonly colleagues: (habit: Habit, value: string) => number;
  /** The highest of each believed day, unordered. */
  readonly peak: (peak: Peak) => readonly number[];
  /** Rows before the event, in event order, oldest first. */
  readonly recent: <R>(window: Window<R>) => readonly Row<R>[];
}

/** What is known of the tenant as a whole. An absent fact makes a question undecided, never answered with no. */
export interface TenantFacts {
  /** Users seen on any believed day of the last 90. */
  readonly activeUsers: number;
  readonly ownDomains: ReadonlySet<string> | undefined;
}
