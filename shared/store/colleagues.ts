import type { Habit } from '../model/memory.ts';
import type { Subject } from '../model/subject.ts';
import { daysBelieved, isBelieved, type Days } from './days.ts';

/** Who has which value of one habit: the tenant's prior. */
export interface ColleagueIndex {
  readonly add: (value: string, subject: Subject, days: Days) => void;
  readonly remove: (value: string, subject: Subject) => void;
  /** Says that days which were counted already have changed. */
  readonly changed: (value: string) => void;
  /** Users in whose habit the value is believed on a UTC day. */
  readonly users: (value: string, today: number) => number;
}

interface Holders {
  /** By the id of the user. */
  readonly days: Map<string, Days>;
  counted: { readonly day: number; readonly users: number } | undefined;
}

/** Believed days from which a user counts among those who have a value of a habit. */
export function sharedFrom({ sharedFromDays = 1 }: Habit): number {
  return sharedFromDays;
}

/** An index of one habit; counts are made once a value and day. */
export function colleagueIndex(habit: Habit): ColleagueIndex {
  const { keepDays } = habit;
  const from = sharedFrom(habit);
  const byValue = new Map<string, Holders>();

  function isShared(days: Days, today: number): boolean {
    return from === 1 ? isBelieved(days, today, keepDays) : daysBelieved(days, today, keepDays) >= from;
  }

  function countedOn(holders: Holders, today: number): number {
    if (holders.counted?.day === today) return holders.counted.users;
    let users = 0;
    for (const days of holders.days.values()) if (isShared(days, today)) users += 1;
    holders.counted = { day: today, users };
    return users;
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
      if (subject.kind === 'user') holders.days.set(subject.id, days);
    },
    remove(value, subject) {
      if (subject.kind === 'user') byValue.get(value)?.days.delete(subject.id);
      changed(value);
    },
    users(value, today) {
      const holders = byValue.get(value);
      return holders === undefined ? 0 : countedOn(holders, today);
    },
  };
}
