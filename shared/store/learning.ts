import type { AuditEvent } from '../model/events.ts';
import type { Habit, Sight } from '../model/memory.ts';
import { dayOf } from '../model/time.ts';
import type { Answers } from './answers.ts';
import { flag, noDays, see, type Days } from './days.ts';
import type { Indexes } from './indexes.ts';
import { lessonOf, noteLesson, type HabitGroup, type Taught } from './learned.ts';
import type { Book, Remembered } from './remembered.ts';

/** A full habit is thinned in one go when it is a quarter over, not at each new value. */
const SLACK = 1.25;

/** Puts what events show into the habits of a book. */
export interface Learning {
  /** Marks what an event shows as seen on its day. */
  readonly learn: (event: AuditEvent) => void;
  /** Marks what an event shows as seen on these days, too. */
  readonly believe: (event: AuditEvent, days: readonly number[]) => void;
  /** Marks what an event shows as seen and flagged on its day. */
  readonly flag: (event: AuditEvent) => void;
  /** Adds the days of one value as they were kept. */
  readonly restore: (value: Shown, seen: readonly number[], flagged: readonly number[]) => void;
}

/** A value of one habit of somebody; the index is that of the habit. */
interface Shown {
  readonly habit: Habit;
  readonly index: number;
  readonly one: Remembered;
  readonly value: string;
}

/** Learns for a book; answers that were made already are made anew where a record is late. */
export function createLearning(book: Book, indexes: Indexes, answers: Answers): Learning {
  function learnSight(group: HabitGroup, sight: Sight, event: AuditEvent, day: number): void {
    const subject = group.by(event);
    if (subject === undefined) return;
    const one = book.get(subject);
    const lesson = lessonOf(one.lessons[group.at], sight);
    if (lesson?.day === day) return;
    if (lesson !== undefined) {
      lesson.day = day;
      for (const { habit, index, value, days } of lesson.taught)
        if (see(days, day)) noteSeen(habit, index, one, value, day);
      return;
    }
    const values: { habit: Habit; index: number; value: string }[] = [];
    valuesOf(group, event, (habit, index, _one, value) => {
      learnValue(habit, index, one, value, day);
      values.push({ habit, index, value });
    });
    const taught = values.flatMap(({ habit, index, value }): readonly Taught[] => {
      const days = one.habits[index]?.get(value);
      // Written out: each object made by a spread and more has a shape of its own, which takes five times as much.
      return days === undefined ? [] : [{ habit, index, value, days }];
    });
    // A value that was let go at once is to be learned again, as one that comes new.
    if (taught.length === values.length) noteLesson((one.lessons[group.at] ??= []), { sight, taught, day });
  }

  function valuesOf(
    { by, habits }: HabitGroup,
    event: AuditEvent,
    each: (habit: Habit, index: number, one: Remembered, value: string) => void,
  ): void {
    for (const { habit, index } of habits) {
      const values = habit.of(event);
      if (values.length === 0) continue;
      const subject = by(event);
      if (subject === undefined) return;
      const one = book.get(subject);
      for (const value of values) each(habit, index, one, value);
    }
  }

  function learnValue(habit: Habit, index: number, one: Remembered, value: string, day: number): void {
    const values = (one.habits[index] ??= new Map<string, Days>());
    const known = values.get(value);
    const days = known ?? noDays();
    if (!see(days, day) && known !== undefined) return;
    if (known === undefined) {
      values.set(value, days);
      answers.colleagues(habit)?.add(value, one.subject, days);
      if (values.size > habit.most * SLACK) thin(habit, index, one, values);
    }
    noteSeen(habit, index, one, value, day);
  }

  function noteSeen(habit: Habit, index: number, one: Remembered, value: string, day: number): void {
    book.change(one);
    if (answers.wasBelieved(day)) forgetViews(habit, index, one, value);
  }

  /** After a late record: what was made of the days before it came is made anew. */
  function forgetViews(habit: Habit, index: number, one: Remembered, value: string): void {
    one.views[index]?.forget();
    one.settled = undefined;
    answers.colleagues(habit)?.changed(value);
  }

  /** The values not seen for longest go first; of two alike the later in the alphabet. */
  function thin(habit: Habit, index: number, one: Remembered, values: Map<string, Days>): void {
    one.views[index]?.forget();
    one.settled = undefined;
    one.lessons = [];
    const byAge = [...values].toSorted(
      ([a, { seen: aSeen }], [b, { seen: bSeen }]) =>
        (bSeen.at(-1) ?? 0) - (aSeen.at(-1) ?? 0) || (a < b ? -1 : 1),
    );
    for (const [value] of byAge.slice(habit.most)) {
      values.delete(value);
      answers.colleagues(habit)?.remove(value, one.subject);
    }
  }

  function flagValue(habit: Habit, index: number, one: Remembered, value: string, day: number): void {
    learnValue(habit, index, one, value, day);
    const days = one.habits[index]?.get(value);
    if (days !== undefined && flag(days, day)) noteSeen(habit, index, one, value, day);
  }

  return {
    learn(event) {
      const day = dayOf(event.at);
      for (const group of indexes.groupsOf(event.kind)) {
        const sight = group.sight?.(event);
        if (sight !== undefined) learnSight(group, sight, event, day);
        else if (group.sight === undefined)
          valuesOf(group, event, (habit, index, one, value) => learnValue(habit, index, one, value, day));
      }
    },
    believe(event, days) {
      for (const group of indexes.groupsOf(event.kind))
        valuesOf(group, event, (habit, index, one, value) => {
          for (const day of days) learnValue(habit, index, one, value, day);
        });
    },
    flag(event) {
      const day = dayOf(event.at);
      for (const group of indexes.groupsOf(event.kind))
        valuesOf(group, event, (habit, index, one, value) => flagValue(habit, index, one, value, day));
    },
    restore({ habit, index, one, value }, seen, flagged) {
      // The latest first: a habit that is full goes by it.
      for (const day of seen.toReversed()) learnValue(habit, index, one, value, day);
      const days = one.habits[index]?.get(value);
      if (days !== undefined) for (const day of flagged) flag(days, day);
      forgetViews(habit, index, one, value);
    },
  };
}
