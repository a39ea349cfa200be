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

/** Raises a day's height. Days older than `keepDays` before the latest go. False: it was as high. */
export function raise({ byDay, flagged }: Heights, day: number, height: number, keepDays: number): boolean {
  const known = byDay.get(day);
  if (known !== undefined && known >= height) return false;
  byDay.set(day, height);
  if (byDay.size <= keepDays) return true;
  const oldest = [...byDay.keys()].reduce((one, other) => Math.min(one, other));
  byDay.delete(oldest);
  flagged.delete(oldest);
  return true;
}

/** Marks a day whose height is believed later: a thief's burst is no custom on the third day. False: it was known. */
export function flagHeight({ flagged }: Heights, day: number): boolean {
  if (flagged.has(day)) return false;
  flagged.add(day);
  return true;
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
