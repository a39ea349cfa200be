import type { Habit, Seen, Spread, Values } from '../model/memory.ts';
import { believed, isBelieved, type Days } from './days.ts';

/** The day that is asked about. */
export interface Clock {
  today: number;
}

const NOTHING: ReadonlyMap<string, Days> = new Map();

/**
 * What is believed of one subject's values, worked out value by value: most questions are about one of them, and whoever mails has
 * thousands. Only the spread needs them all, and is kept for the day.
 */
export class BelievedValues implements Values {
  private readonly habit: Habit;
  private readonly clock: Clock;
  private readonly days: ReadonlyMap<string, Days>;
  private spreadOn = Number.NaN;
  private known: Spread = { all: 0, entropy: 0 };

  constructor(habit: Habit, clock: Clock, days: ReadonlyMap<string, Days> = NOTHING) {
    this.habit = habit;
    this.clock = clock;
    this.days = days;
  }

  get(value: string): Seen | undefined {
    const days = this.days.get(value);
    return days === undefined ? undefined : this.believedOf(days);
  }

  has(value: string): boolean {
    const days = this.days.get(value);
    return days !== undefined && isBelieved(days, this.clock.today, this.habit.keepDays);
  }

  get size(): number {
    let size = 0;
    for (const days of this.days.values())
      if (isBelieved(days, this.clock.today, this.habit.keepDays)) size += 1;
    return size;
  }

  *keys(): Generator<string> {
    for (const value of this.days.keys()) if (this.has(value)) yield value;
  }

  *values(): Generator<Seen> {
    for (const days of this.days.values()) {
      const seen = this.believedOf(days);
      if (seen !== undefined) yield seen;
    }
  }

  spread(): Spread {
    if (this.spreadOn === this.clock.today) return this.known;
    let [all, logs] = [0, 0];
    for (const days of this.days.values()) {
      const weight = this.believedOf(days)?.weight;
      if (weight === undefined) continue;
      all += weight;
      logs += weight * Math.log2(weight);
    }
    this.spreadOn = this.clock.today;
    this.known = { all, entropy: all === 0 ? 0 : Math.log2(all) - logs / all };
    return this.known;
  }

  /** After a late record, or when a value is gone: what was made of all values is made anew. */
  forget(): void {
    this.spreadOn = Number.NaN;
  }

  private believedOf(days: Days): Seen | undefined {
    const { keepDays, halfLifeDays } = this.habit;
    return believed(days, this.clock.today, keepDays, halfLifeDays);
  }
}
