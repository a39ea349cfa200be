/** The UTC days on which a value was seen, ascending, each once: seeing it again, late, or in another order changes nothing. */
export interface Days {
  readonly seen: number[];
  /** Those among them on which the value stood in a finding of medium or above. */
  flagged: number[] | undefined;
}

/** Days kept a value; design.md §3 law 2. */
const MOST_DAYS = 192;
/** A clean day is believed from the second day after it, so that nothing a thief does is usual during the theft. */
export const CLEAN_AFTER = 2;
/** A flagged day is believed from the fifth day after it, at half weight: whatever nobody objected to is usual in the end. */
const FLAGGED_AFTER = 5;
const FLAGGED_WEIGHT = 0.5;

/** What is believed of a value on a day. */
export interface Belief {
  readonly first: number;
  readonly last: number;
  readonly days: number;
  readonly weight: number;
}

/** A value that was never seen. */
export function noDays(): Days {
  return { seen: [], flagged: undefined };
}

/** Marks a day as one on which the value was seen. */
export function see(days: Days, day: number): void {
  insert(days.seen, day);
}

/** Marks a day as one on which the value stood in a finding of medium or above. */
export function flag(days: Days, day: number): void {
  days.flagged ??= [];
  insert(days.flagged, day);
}

function insert(list: number[], day: number): void {
  const last = list.at(-1);
  if (last === day) return;
  if (last === undefined || day > last) list.push(day);
  else if (!list.includes(day))
    list.splice(
      list.findIndex((other) => other > day),
      0,
      day,
    );
  if (list.length > MOST_DAYS) list.shift();
}

/**
 * What an event of UTC day `today` may believe: clean days up to today − 2 and flagged ones up to today − 5 at half weight, none older
 * than `keepDays`, each halved every `halfLifeDays`. Undefined where nothing is believed.
 */
export function believed(
  days: Days,
  today: number,
  keepDays: number,
  halfLifeDays: number,
): Belief | undefined {
  let [first, last, count, weight] = [0, 0, 0, 0];
  for (const day of days.seen) {
    if (day > today - CLEAN_AFTER) break;
    if (day < today - keepDays) continue;
    const flagged = days.flagged?.includes(day) === true;
    if (flagged && day > today - FLAGGED_AFTER) continue;
    if (count === 0) first = day;
    last = day;
    count += 1;
    weight += 2 ** ((day - today) / halfLifeDays) * (flagged ? FLAGGED_WEIGHT : 1);
  }
  return count === 0 ? undefined : { first, last, days: count, weight };
}
