import type { Habit, Memory } from './memory.ts';
import type { Subject } from './subject.ts';

/** Days of belief that the tenant's custom is worth against a user's own. */
const PRIOR_DAYS = 3;
const MOST_BITS = 10;
const LEAST_ALLOWANCE = 1;

/** How strange one value is for one user. */
export interface Strangeness {
  /** Surprise beyond what this user's own variety allows, in bits, 0–9. */
  readonly bits: number;
  /** Believed days on which the user had it. */
  readonly days: number;
  /** Other users who have it. */
  readonly colleagues: number;
}

/**
 * Familiarity in bits, a three-level back-off: the user's believed days of the value, the tenant's share of users who have it, and a base rate
 * `p0` for what nobody has. bits = min(10, −log2 p), less max(1, entropy of the user's own values): a traveller is allowed more.
 * p(tenant) = (users + 2·p0) / (active users + 2); p(user) = (weight + 3·p(tenant)) / (all weight + 3).
 */
export function strangenessOf(
  memory: Memory,
  user: Subject,
  habit: Habit,
  value: string,
  p0: number,
  shared: number = memory.of(user).colleagues(habit, value),
): Strangeness {
  const known = memory.of(user);
  const values = known.habit(habit);
  const own = values.get(value);
  const colleagues = shared;
  const tenant = (colleagues + 2 * p0) / (memory.tenant.activeUsers + 2);
  const { all, entropy } = values.spread();
  const p = ((own?.weight ?? 0) + PRIOR_DAYS * tenant) / (all + PRIOR_DAYS);
  const surprise = Math.min(MOST_BITS, -Math.log2(p));
  const bits = Math.max(0, surprise - Math.max(LEAST_ALLOWANCE, entropy));
  return { bits, days: own?.days ?? 0, colleagues };
}

/**
 * The most bits that `strangenessOf` can give, by the user's own days alone: what colleagues do and how the user varies only takes from it.
 * Most values are the user's own, and are settled by this.
 */
export function mostBits(memory: Memory, user: Subject, habit: Habit, value: string): number {
  const values = memory.of(user).habit(habit);
  const own = values.get(value)?.weight ?? 0;
  const p = own / (values.spread().all + PRIOR_DAYS);
  return Math.max(0, Math.min(MOST_BITS, -Math.log2(p)) - LEAST_ALLOWANCE);
}
