import type { KeptSubject } from '../model/live-memory.ts';
import type { Known, Sight } from '../model/memory.ts';
import type { Policy } from '../model/policy.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { noDays, type Days } from './days.ts';
import type { Heights } from './heights.ts';
import type { Lesson } from './learned.ts';
import type { Rows } from './rows.ts';
import type { BelievedValues } from './values.ts';

/** Everything remembered of one subject; lists are by the index of what was declared. */
export interface Remembered {
  readonly subject: Subject;
  readonly active: Days;
  readonly habits: (Map<string, Days> | undefined)[];
  readonly views: (BelievedValues | undefined)[];
  /** By group of habits: what the latest sights taught. */
  lessons: (Lesson[] | undefined)[];
  readonly peaks: (Heights | undefined)[];
  windows: (Rows | undefined)[];
  /** What was kept under ids that are not declared: another version of Vigil wants it back. */
  readonly undeclared: { habits: KeptSubject['habits']; peaks: KeptSubject['peaks'] };
  /** What is answered when somebody asks for it; made once, of the day of `activeOn`. */
  known: { -readonly [K in keyof Known]: Known[K] } | undefined;
  activeOn: number;
  /** Sights to which there was a yes, on one day and by one policy. */
  settled: { readonly day: number; readonly policy: Policy; readonly sights: Sight[] } | undefined;
  /** The round in which the subject was noted as changed. */
  changedIn: number;
}

/** All who are remembered, and who of them changed since `settle`. */
export interface Book {
  readonly find: (subject: Subject) => Remembered | undefined;
  /** As `find`; who is new is remembered from now on. */
  readonly get: (subject: Subject) => Remembered;
  readonly remove: (one: Remembered) => void;
  readonly all: () => Generator<Remembered>;
  readonly users: () => Iterable<Remembered>;
  readonly change: (one: Remembered) => void;
  readonly changed: Map<string, Subject>;
  readonly settle: () => void;
}

/** An empty book. */
export function createBook(): Book {
  /** By kind and id: a key of both made anew for every question costs more than the look-up. */
  const byKind = new Map<Subject['kind'], Map<string, Remembered>>();
  const changed = new Map<string, Subject>();
  let round = 0;
  /** Most calls in a row are about one person, and as one object. */
  let last: Remembered | undefined;

  function find(subject: Subject): Remembered | undefined {
    if (last?.subject === subject) return last;
    const one = byKind.get(subject.kind)?.get(subject.id);
    if (one?.subject === subject) last = one;
    return one;
  }

  return {
    find,
    get(subject) {
      const known = find(subject);
      if (known !== undefined) return known;
      const fresh = newlyRemembered(subject);
      const ofKind = byKind.get(subject.kind) ?? new Map<string, Remembered>();
      byKind.set(subject.kind, ofKind.set(subject.id, fresh));
      return fresh;
    },
    remove({ subject }) {
      last = undefined;
      byKind.get(subject.kind)?.delete(subject.id);
    },
    *all() {
      for (const ofKind of byKind.values()) yield* ofKind.values();
    },
    users: () => byKind.get('user')?.values() ?? [],
    change(one) {
      if (one.changedIn === round) return;
      one.changedIn = round;
      changed.set(keyOf(one.subject), one.subject);
    },
    changed,
    settle() {
      changed.clear();
      round += 1;
    },
  };
}

function newlyRemembered(subject: Subject): Remembered {
  return {
    subject,
    active: noDays(),
    habits: [],
    views: [],
    lessons: [],
    peaks: [],
    windows: [],
    undeclared: { habits: {}, peaks: {} },
    known: undefined,
    activeOn: Number.NaN,
    settled: undefined,
    changedIn: Number.NaN,
  };
}

/** Whether nothing is remembered of a subject any more. */
export function isEmpty({ active, habits, peaks, undeclared }: Remembered): boolean {
  return (
    active.seen.length === 0 &&
    habits.every((values) => values === undefined) &&
    peaks.every((heights) => heights === undefined) &&
    Object.keys(undeclared.habits).length + Object.keys(undeclared.peaks).length === 0
  );
}
