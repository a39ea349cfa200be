/** The UTC days on which a value was seen, ascending, each once: seeing it again, late, or in another order changes nothing. */
export interface Days {
  readonly seen: number[];
  /** Those among them on which the value stood in a finding of medium or above. */
  flagged: number[] | undefined;
  /** What `believed` answered last: most questions of a day are the same. */
  answered: { readonly today: number; readonly belief: Belief | undefined } | undefined;
}

/** Days kept a value; design.md §3 law 2. */
const MOST_DAYS = 192;
/** A clean day is believed from the second day after it, so that nothing a thief does is usual during the theft. */
export const CLEAN_AFTER = 2;
/** A flagged day is believed from the fifth day after it, at half weight: whatever nobody objected to is usual in the end. */
export const FLAGGED_AFTER = 5;
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
  return { seen: [], flagged: undefined, answered: undefined };
}

/** Marks a day as one on which the value was seen. False: it was known. */
export function see(days: Days, day: number): boolean {
  const isNew = insert(days.seen, day);
  if (isNew) days.answered = undefined;
  return isNew;
}

/** Marks a day as one on which the value stood in a finding of medium or above. False: it was known. */
export function flag(days: Days, day: number): boolean {
  days.flagged ??= [];
  const isNew = insert(days.flagged, day);
  if (isNew) days.answered = undefined;
  return isNew;
}

function insert(list: number[], day: number): boolean {
  const last = list[list.length - 1];
  if (last === day) return false;
  if (last === undefined || day > last) list.push(day);
  else if (list.includes(day)) return false;
  else
    list.splice(
      list.findIndex((other) => other > day),
      0,
      day,
    );
  if (list.length > MOST_DAYS) list.shift();
  return true;
}

/**
 * What an event of UTC day `today` may believe: clean days up to today − 2 and flagged ones up to today − 5 at half weight, none older
 * than `keepDays`, each halved every `halfLifeDays`. Undefined where nothing is believed. Of one value it is always asked with the same two.
 */
export function believed(
  days: Days,
  today: number,
  keepDays: number,
  halfLifeDays: number,
): Belief | undefined {
  if (days.answered?.today === today) return days.answered.belief;
  const belief = reckoned(days, today, keepDays, halfLifeDays);
  days.answered = { today, belief };
  return belief;
}

function reckoned(days: Days, today: number, keepDays: number, halfLifeDays: number): Belief | undefined {
  const decay = decayOf(halfLifeDays, keepDays);
  const { seen, flagged } = days;
  const oldest = today - keepDays;
  let [first, last, count, weight] = [0, 0, 0, 0];
  // By index, and with nothing called for a day that is not flagged: this loop is most of what judging a sign-in takes.
  for (let at = 0; at < seen.length; at += 1) {
    const day = seen[at] ?? 0;
    if (day > today - CLEAN_AFTER) break;
    if (day < oldest) continue;
    const isHalf = flagged !== undefined && flagged.includes(day);
    if (isHalf && day > today - FLAGGED_AFTER) continue;
    if (count === 0) first = day;
    last = day;
    count += 1;
    weight += (decay[today - day] ?? 0) * (isHalf ? FLAGGED_WEIGHT : 1);
  }
  return count === 0 ? undefined : { first, last, days: count, weight };
}

/** On how many days `believed` would count the value. */
export function daysBelieved(days: Days, today: number, keepDays: number): number {
  let count = 0;
  for (const day of days.seen) {
    if (day > today - CLEAN_AFTER) break;
    if (counts(days, day, today, keepDays)) count += 1;
  }
  return count;
}

/** Whether anything of a value is believed. */
export function isBelieved(days: Days, today: number, keepDays: number): boolean {
  for (const day of days.seen) {
    if (day > today - CLEAN_AFTER) return false;
    if (counts(days, day, today, keepDays)) return true;
  }
  return false;
}

function counts(days: Days, day: number, today: number, keepDays: number): boolean {
  if (day < today - keepDays) return false;
  return day <= today - FLAGGED_AFTER || !isFlagged(days, day);
}

function isFlagged({ flagged }: Days, day: number): boolean {
  return flagged !== undefined && flagged.includes(day);
}

/** What a day weighs by its age, by half-life: a power for each day of each value was a tenth of a replay. */
const decays = new Map<number, number[]>();

function decayOf(halfLifeDays: number, keepDays: number): readonly number[] {
  const decay = decays.get(halfLifeDays) ?? [];
  for (let age = decay.length; age <= keepDays; age += 1) decay.push(2 ** (-age / halfLifeDays));
  decays.set(halfLifeDays, decay);
  return decay;
}
