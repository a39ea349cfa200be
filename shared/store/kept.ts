import type { Declared } from '../model/declared.ts';
import type { KeptHeight, KeptSubject, KeptValue } from '../model/live-memory.ts';
import type { Subject } from '../model/subject.ts';
import type { Days } from './days.ts';
import { flagHeight, raise, type Heights } from './heights.ts';

/** What is remembered of one subject, as far as it is kept: lists are by the index of what was declared. */
interface Remembered {
  readonly subject: Subject;
  readonly active: Days;
  readonly habits: readonly (ReadonlyMap<string, Days> | undefined)[];
  readonly peaks: readonly (Heights | undefined)[];
  readonly undeclared: Pick<KeptSubject, 'habits' | 'peaks'>;
}

/** One subject as plain JSON. */
export function keptOf(one: Remembered, { habits, peaks }: Declared): KeptSubject {
  const values = habits.map(({ id }, index) => [id, [...(one.habits[index] ?? [])].map(keptValue)] as const);
  const heights = peaks.map(({ id }, index) => [id, keptHeights(one.peaks[index])] as const);
  return {
    subject: one.subject,
    active: one.active.seen,
    habits: { ...one.undeclared.habits, ...Object.fromEntries(values.filter(([, list]) => list.length > 0)) },
    peaks: { ...one.undeclared.peaks, ...Object.fromEntries(heights.filter(([, list]) => list.length > 0)) },
  };
}

function keptValue([value, { seen, flagged }]: readonly [string, Days]): KeptValue {
  return flagged === undefined || flagged.length === 0 ? [value, seen] : [value, seen, flagged];
}

function keptHeights(heights: Heights | undefined): readonly KeptHeight[] {
  return [...(heights?.byDay ?? [])].map(([day, height]): KeptHeight =>
    heights?.flagged.has(day) === true ? [day, height, 1] : [day, height],
  );
}

/** Adds the heights that were kept. */
export function restoreHeights(heights: Heights, kept: readonly KeptHeight[], keepDays: number): void {
  for (const [day, height, flagged] of kept) {
    raise(heights, day, height, keepDays);
    if (flagged === 1) flagHeight(heights, day);
  }
}
