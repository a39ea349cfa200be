import type { AuditEvent } from './events.ts';
import type { MemoryStore } from './store.ts';
import type { Subject } from './subject.ts';

/** Days of one value: those on which it was seen, and those of them that were flagged; UTC days since 1970. */
export type KeptValue = readonly [value: string, seen: readonly number[], flagged?: readonly number[]];

/** The highest of one day; 1: flagged. */
export type KeptHeight = readonly [day: number, height: number, flagged?: 1];

/** Everything remembered of one subject but its windows, as plain JSON. */
export interface KeptSubject {
  readonly subject: Subject;
  /** Days on which the subject did anything. */
  readonly active: readonly number[];
  /** By the id of the habit; of one that is no longer declared, too. */
  readonly habits: Readonly<Record<string, readonly KeptValue[]>>;
  readonly peaks: Readonly<Record<string, readonly KeptHeight[]>>;
}

/** A memory that outlives the process: what it knows can be written down, and read back as a union. */
export interface LiveMemory extends MemoryStore {
  /** Subjects of which something changed since `settle`, by `keyOf`. */
  readonly changed: () => ReadonlyMap<string, Subject>;
  readonly settle: () => void;
  readonly kept: (subject: Subject) => KeptSubject | undefined;
  /** Adds what was kept to what is there: a union of sets of days. */
  readonly restore: (kept: KeptSubject) => void;
  /** Believes what an event shows as if it had been seen on these days too: somebody said that it was theirs. */
  readonly believe: (event: AuditEvent, days: readonly number[]) => void;
  readonly subjects: () => Iterable<Subject>;
  /** Makes two subjects one: the first is no more, and all of it belongs to the second. */
  readonly merge: (from: Subject, into: Subject) => void;
  /** Windows are rebuilt from the events of the last days for every stretch that is judged. */
  readonly forgetWindows: () => void;
}
