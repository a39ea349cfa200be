import type { Habit } from '../model/memory.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { believed, type Days } from './days.ts';

/** Who has which value of one habit: the tenant's prior. */
export interface ColleagueIndex {
  readonly add: (value: string, subject: Subject, days: Days) => void;
  readonly remove: (value: string, subject: Subject) => void;
  /** Says that days which were counted already have changed. */
  readonly changed: (value: string) => void;
  /** Users other than this subject in whose habit the value is believed on a UTC day. */
  readonly others: (value: string, subject: Subject, today: number) => number;
}

interface Holders {
  readonly days: Map<string, Days>;
  counted: { day: number; keys: ReadonlySet<string> } | undefined;
}

/** An index of one habit; counts are made once a value and day. */
export function colleagueIndex(habit: Habit): ColleagueIndex {
  const byValue = new Map<string, Holders>();

  function countedOn(holders: Holders, today: number): ReadonlySet<string> {
    if (holders.counted?.day !== today) {
      const keys = [...holders.days]
        .filter(([, days]) => believed(days, today, habit.keepDays, habit.halfLifeDays) !== undefined)
        .map(([key]) => key);
      holders.counted = { day: today, keys: new Set(keys) };
    }
    return holders.counted.keys;
  }

  function changed(value: string): void {
    const holders = byValue.get(value);
    if (holders !== undefined) holders.counted = undefined;
  }

  return {
    changed,
    add(value, subject, days) {
      const holders = byValue.get(value) ?? { days: new Map<string, Days>(), counted: undefined };
      byValue.set(value, holders);
      if (subject.kind === 'user') holders.days.set(keyOf(subject), days);
    },
    remove(value, subject) {
      byValue.get(value)?.days.delete(keyOf(subject));
      changed(value);
    },
    others(value, subject, today) {
      const holders = byValue.get(value);
      if (holders === undefined) return 0;
      const keys = countedOn(holders, today);
      return keys.size - (keys.has(keyOf(subject)) ? 1 : 0);
    },
  };
}
