import type { AuditEvent, EventKind, SignIn } from './events.ts';
import type { Place } from './place.ts';
import type { Policy } from './policy.ts';
import type { Way } from './sign-in.ts';
import type { Subject } from './subject.ts';

/** Picks the subject whose memory an event belongs to; undefined: it belongs to nobody's. */
export type By = (event: AuditEvent) => Subject | undefined;

/** What a sign-in shows of a person. */
export interface Sight {
  readonly place: Place | undefined;
  readonly ip: string | undefined;
  readonly deviceId: string | undefined;
  readonly family: string | undefined;
  /** Which factors it needed. */
  readonly requirement: SignIn['requirement'];
  readonly way: Way | undefined;
}

/** Values seen, each with the set of UTC days on which it was seen. */
export interface Habit {
  readonly id: string;
  readonly by: By;
  readonly keepDays: number;
  readonly halfLifeDays: number;
  /** Values kept a subject; the one not seen for longest goes first. */
  readonly most: number;
  /** Believed days from which a user counts among those who have a value; absent: one. */
  readonly sharedFromDays?: number;
  /** What the event shows; empty: this event does not say. */
  readonly of: (event: AuditEvent) => readonly string[];
  /** The only kinds of event that show anything; absent: any may. */
  readonly kinds?: readonly EventKind[];
  /**
   * All that `of` goes by; undefined: nothing is shown. Habits that share this function and `by` are learned together: what shows the same
   * sight shows the same values, so nobody asks for them again.
   */
  readonly sight?: (event: AuditEvent) => Sight | undefined;
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
  /** The only kinds of event that make a row; absent: any may. */
  readonly kinds?: readonly EventKind[];
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

/** How many days' weight a habit has in all, and how evenly it lies on its values. */
export interface Spread {
  readonly all: number;
  /** Shannon entropy, in bits, of the shares. */
  readonly entropy: number;
}

/** The believed values of one habit, in the order in which they were first seen; each is worked out when it is asked for. */
export interface Values {
  readonly get: (value: string) => Seen | undefined;
  readonly has: (value: string) => boolean;
  readonly size: number;
  readonly keys: () => Iterable<string>;
  readonly values: () => Iterable<Seen>;
  readonly spread: () => Spread;
}

/** What was known before an event, as it was believed on that event's day and never as it is now. */
export interface Memory {
  readonly tenant: TenantFacts;
  readonly of: (subject: Subject) => Known;
}

export interface Known {
  /** Believed days on which the subject did anything; undefined: nobody has watched this subject. */
  readonly activeDays: number | undefined;
  readonly habit: (habit: Habit) => Values;
  /** Other users in whose habit the value stands. */
  readonly colleagues: (habit: Habit, value: string) => number;
  /**
   * Whether `settle` says yes to what a sight shows. A yes holds for the rest of the day, since nothing of a day is believed on it, and is
   * not asked for again. `settle` goes by this subject's own habits and the policy alone: colleagues may change at any time.
   */
  readonly settled: (sight: Sight, settle: () => boolean) => boolean;
  /** The highest of each believed day, unordered. */
  readonly peak: (peak: Peak) => readonly number[];
  /** Rows before the event, in event order, oldest first. */
  readonly recent: <R>(window: Window<R>) => readonly Row<R>[];
}

/** What is known of the tenant as a whole. An absent fact makes a question undecided, never answered with no. */
interface TenantFacts {
  /** Users seen on any believed day of the last 90. */
  readonly activeUsers: number;
  readonly ownDomains: ReadonlySet<string> | undefined;
  /** What an administrator says of where people are. */
  readonly policy: Policy;
}
