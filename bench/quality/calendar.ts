import type { Chance } from '../random.ts';

/** Days of a life. */
export const DAYS = 120;
/** Its first moment, a Monday, in milliseconds since 1970. */
export const FIRST_DAY = Date.UTC(2026, 7, 3);
const MS_A_DAY = 86_400_000;
const MS_AN_HOUR = 3_600_000;

/** A moment within an hour of a day, to the second, in milliseconds since 1970. */
export function atHour(day: number, hour: number, chance: Chance): number {
  return FIRST_DAY + day * MS_A_DAY + hour * MS_AN_HOUR + chance.below(3_600) * 1_000;
}
