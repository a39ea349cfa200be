import type { By, Habit, Sight } from '../model/memory.ts';
import type { EventKind } from '../model/events.ts';
import type { Days } from './days.ts';

/** A habit with its place in what was declared. */
interface Numbered {
  readonly habit: Habit;
  readonly index: number;
}

/** Habits of one subject that go by one sight, or one habit alone. */
export interface HabitGroup {
  readonly by: By;
  readonly sight: Habit['sight'];
  readonly habits: readonly Numbered[];
  /** Where the sights of the group are among those of a subject. */
  readonly at: number;
}

/** A value that a sight showed, with its days: the same for as long as no value of the subject is let go. */
export interface Taught extends Numbered {
  readonly value: string;
  readonly days: Days;
}

/** What a sight of one subject taught. */
export interface Lesson {
  readonly sight: Sight;
  readonly taught: readonly Taught[];
  /** The day of the latest: twice on one day is the same as once. */
  day: number;
}

/** A person has few devices in few places; those of a traveller push each other out. */
const MOST_LESSONS = 8;

/** The habits that may want an event of a kind, grouped; the order is that of what was declared. */
export function groupsByKind(habits: readonly Habit[]): (kind: EventKind) => readonly HabitGroup[] {
  const groups = grouped(habits.map((habit, index) => ({ habit, index })));
  const byKind = new Map<EventKind, readonly HabitGroup[]>();
  return (kind) => {
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const wanted = groups.filter(({ habits: [first] }) => first?.habit.kinds?.includes(kind) ?? true);
    byKind.set(kind, wanted);
    return wanted;
  };
}

function grouped(all: readonly Numbered[]): readonly HabitGroup[] {
  const groups: { by: By; sight: Habit['sight']; habits: Numbered[]; at: number }[] = [];
  for (const one of all) {
    const { by, sight } = one.habit;
    const group = groups.find((other) => sight !== undefined && other.sight === sight && other.by === by);
    if (group === undefined) groups.push({ by, sight, habits: [one], at: groups.length });
    else group.habits.push(one);
  }
  return groups;
}

/** The lesson of the same sight, if there was one. */
export function lessonOf(lessons: readonly Lesson[] | undefined, sight: Sight): Lesson | undefined {
  if (lessons === undefined) return undefined;
  for (const lesson of lessons) if (isSame(lesson.sight, sight)) return lesson;
  return undefined;
}

/** Whether two sights show the same. */
export function isSame(one: Sight, other: Sight): boolean {
  return (
    one.place === other.place &&
    one.ip === other.ip &&
    one.deviceId === other.deviceId &&
    one.family === other.family &&
    one.requirement === other.requirement &&
    one.way === other.way
  );
}

/** Notes a lesson; the oldest beyond the most goes. */
export function noteLesson(lessons: Lesson[], lesson: Lesson): void {
  if (lessons.length >= MOST_LESSONS) lessons.shift();
  lessons.push(lesson);
}
