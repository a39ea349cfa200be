import { CLEAN_AFTER, FLAGGED_AFTER } from './days.ts';

/** The highest of each UTC day, and the days on which it stood in a finding of medium or above. */
export interface Heights {
  readonly byDay: Map<number, number>;
  readonly flagged: Set<number>;
}

/** No day yet. */
export function noHeights(): Heights {
  return { byDay: new Map(), flagged: new Set() };
}

/** Raises a day's height. Days older than `keepDays` before the latest go. */
export function raise({ byDay, flagged }: Heights, day: number, height: number, keepDays: number): void {
  byDay.set(day, Math.max(byDay.get(day) ?? 0, height));
  if (byDay.size <= keepDays) return;
  const oldest = [...byDay.keys()].reduce((one, other) => Math.min(one, other));
  byDay.delete(oldest);
  flagged.delete(oldest);
}

/** Marks a day whose height is believed later: a thief's burst is no custom on the third day. */
export function flagHeight({ flagged }: Heights, day: number): void {
  flagged.add(day);
}

/** The heights that an event of UTC day `today` may believe: of clean days up to today − 2, of flagged ones up to today − 5. */
export function heightsBelieved(
  heights: Heights | undefined,
  today: number,
  keepDays: number,
): readonly number[] {
  if (heights === undefined) return [];
  return [...heights.byDay]
    .filter(
      ([day]) =>
        day >= today - keepDays && day <= today - (heights.flagged.has(day) ? FLAGGED_AFTER : CLEAN_AFTER),
    )
    .map(([, height]) => height);
}
