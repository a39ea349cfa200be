import type { Habit, Seen, Spread } from '../../shared/model/memory.ts';

/** The laws of memory, written down once more: what the store of Vigil keeps must come to the same. design.md §3. */
const CLEAN_DAYS = 2;
const FLAGGED_DAYS = 5;
const FLAGGED_WEIGHT = 0.5;

/** Days, and whether something was flagged on each. */
export type Days = Map<number, boolean>;
/** The highest of each day. */
export type Heights = Map<number, { readonly height: number; readonly flagged: boolean }>;

/** The days that an event of a day may believe. */
export function believedDays(days: Days, today: number, keepDays: number): readonly number[] {
  return [...days]
    .filter(
      ([day, flagged]) => day >= today - keepDays && day <= today - (flagged ? FLAGGED_DAYS : CLEAN_DAYS),
    )
    .map(([day]) => day);
}

/** What is believed of a value, if anything is. */
export function seenOf(
  value: string,
  days: Days,
  { keepDays, halfLifeDays }: Habit,
  today: number,
): readonly (readonly [string, Seen])[] {
  const believed = believedDays(days, today, keepDays);
  if (believed.length === 0) return [];
  const weight = believed.reduce(
    (sum, day) => sum + 2 ** ((day - today) / halfLifeDays) * (days.get(day) === true ? FLAGGED_WEIGHT : 1),
    0,
  );
  return [
    [value, { first: Math.min(...believed), last: Math.max(...believed), days: believed.length, weight }],
  ];
}

/** All weight of a habit, and the Shannon entropy, in bits, of the shares of its values. */
export function spreadOf(values: readonly Seen[]): Spread {
  const all = values.reduce((sum, { weight }) => sum + weight, 0);
  const logs = values.reduce((sum, { weight }) => sum + weight * Math.log2(weight), 0);
  return { all, entropy: all === 0 ? 0 : Math.log2(all) - logs / all };
}

/** The heights that may be believed. */
export function heightsOf(heights: Heights | undefined, today: number, keepDays: number): readonly number[] {
  return [...(heights ?? [])]
    .filter(
      ([day, { height, flagged }]) =>
        height > 0 && day >= today - keepDays && day <= today - (flagged ? FLAGGED_DAYS : CLEAN_DAYS),
    )
    .map(([, { height }]) => height);
}
