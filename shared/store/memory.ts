import type { Declared } from '../model/declared.ts';
import type { AuditEvent, EventKind } from '../model/events.ts';
import type { By, Habit, Known, Memory, Row, Sight, TenantFacts, Window } from '../model/memory.ts';
import { orderOf, type OrderKey } from '../model/order.ts';
import type { KeptSubject, KeptValue, LiveMemory } from '../model/live-memory.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { dayOf } from '../model/time.ts';
import { CLEAN_AFTER, daysBelieved, flag, isBelieved, noDays, see, type Days } from './days.ts';
import { colleagueIndex, type ColleagueIndex } from './colleagues.ts';
import { keptOf, restoreHeights } from './kept.ts';
import { flagHeight, heightsBelieved, noHeights, raise, type Heights } from './heights.ts';
import { groupsByKind, lessonOf, noteLesson, type HabitGroup, type Lesson, type Taught } from './learned.ts';
import { addRow, rowsBefore, type Rows } from './rows.ts';
import { BelievedValues } from './values.ts';

const ACTIVE_FOR_DAYS = 90;
/** A full habit is thinned in one go when it is a quarter over, not at each new value. */
const SLACK = 1.25;

/** Everything remembered of one subject; lists are by the index of what was declared. */
interface Remembered {
  readonly subject: Subject;
  readonly active: Days;
  readonly habits: (Map<string, Days> | undefined)[];
  readonly views: (BelievedValues | undefined)[];
  /** By group of habits: what the latest sights taught. */
  lessons: (Lesson[] | undefined)[];
  readonly peaks: (Heights | undefined)[];
  windows: (Rows | undefined)[];
  /** What was kept under ids that are not declared: another version of Vigil wants it back. */
  readonly undeclared: { habits: KeptSubject['habits']; peaks: KeptSubject['peaks'] };
  /** What is answered when somebody asks for it; made once, of the day of `activeOn`. */
  readonly known: { -readonly [K in keyof Known]: Known[K] };
  activeOn: number;
  /** The round in which the subject was noted as changed. */
  changedIn: number;
}

/**
 * The store that lives as long as the process: replay, tests, and the twin of the table store. Memory grows with subjects and values,
 * within what their habits and windows allow, not with events.
 */
export function memoryStore(
  declared: Declared,
  ownDomains: () => ReadonlySet<string> | undefined,
): LiveMemory {
  /** By kind and id: a key of both made anew for every question costs more than the look-up. */
  const byKind = new Map<Subject['kind'], Map<string, Remembered>>();
  const clock = { today: 0 };
  const groupsOf = groupsByKind(declared.habits);
  const windowsOf = windowsByKind(declared.windows);
  const habitIndex = indexOf(declared.habits);
  const peakIndex = indexOf(declared.peaks);
  const windowIndex = indexOf(declared.windows);
  const colleagues = new Map<Habit, ColleagueIndex>();
  let current: AuditEvent | undefined;
  let ordered: { readonly event: AuditEvent; readonly order: OrderKey } | undefined;
  /** The latest day that was asked about: no view believes more of it than of CLEAN_AFTER days before. */
  let latest = -Infinity;
  let users = { day: Number.NaN, count: 0 };
  const changed = new Map<string, Subject>();
  let round = 0;
  /** Most calls in a row are about one person, and as one object. */
  let last: Remembered | undefined;

  function change(one: Remembered): void {
    if (one.changedIn === round) return;
    one.changedIn = round;
    changed.set(keyOf(one.subject), one.subject);
  }

  function remembered(subject: Subject): Remembered | undefined {
    if (last?.subject === subject) return last;
    const one = byKind.get(subject.kind)?.get(subject.id);
    if (one?.subject === subject) last = one;
    return one;
  }

  function remember(subject: Subject): Remembered {
    const known = remembered(subject);
    if (known !== undefined) return known;
    const fresh: Remembered = {
      subject,
      active: noDays(),
      habits: [],
      views: [],
      lessons: [],
      peaks: [],
      windows: [],
      undeclared: { habits: {}, peaks: {} },
      known: knownOf(subject, () => fresh),
      activeOn: Number.NaN,
      changedIn: Number.NaN,
    };
    const ofKind = byKind.get(subject.kind) ?? new Map<string, Remembered>();
    byKind.set(subject.kind, ofKind.set(subject.id, fresh));
    return fresh;
  }

  function activeUsers(): number {
    if (users.day !== clock.today) {
      let count = 0;
      for (const { active } of byKind.get('user')?.values() ?? [])
        if (isBelieved(active, clock.today, ACTIVE_FOR_DAYS)) count += 1;
      users = { day: clock.today, count };
    }
    return users.count;
  }

  function viewOf(one: Remembered | undefined, habit: Habit): BelievedValues {
    const index = habitIndex(habit);
    const values = one?.habits[index];
    if (one === undefined || values === undefined) return new BelievedValues(habit, clock);
    return (one.views[index] ??= new BelievedValues(habit, clock, values));
  }

  function colleaguesOf(habit: Habit): ColleagueIndex {
    const known = colleagues.get(habit);
    if (known !== undefined) return known;
    const index = colleagueIndex(habit);
    const at = habitIndex(habit);
    // Colleagues are users: nobody else is counted.
    for (const { subject, habits } of byKind.get('user')?.values() ?? []) {
      for (const [value, days] of habits[at] ?? []) index.add(value, subject, days);
    }
    colleagues.set(habit, index);
    return index;
  }

  function askedOf(subject: Subject): Known {
    const one = remembered(subject);
    if (one === undefined) return knownOf(subject, () => undefined);
    if (one.activeOn !== clock.today) {
      const days = daysBelieved(one.active, clock.today, ACTIVE_FOR_DAYS);
      one.known.activeDays = days === 0 ? undefined : days;
      one.activeOn = clock.today;
    }
    return one.known;
  }

  function knownOf(subject: Subject, one: () => Remembered | undefined): Known {
    return {
      activeDays: undefined,
      habit: (habit) => viewOf(one(), habit),
      colleagues(habit, value) {
        const isSelf = subject.kind === 'user' && viewOf(one(), habit).has(value);
        return colleaguesOf(habit).users(value, clock.today) - (isSelf ? 1 : 0);
      },
      peak(peak) {
        const index = peakIndex(peak);
        return heightsBelieved(one()?.peaks[index], clock.today, peak.keepDays);
      },
      recent: <R>(window: Window<R>) => recentOf(one(), window),
    };
  }

  /** Every window wants the order of the same event. */
  function orderOfEvent(event: AuditEvent): OrderKey {
    if (ordered?.event !== event) ordered = { event, order: orderOf(event) };
    return ordered.order;
  }

  function recentOf<R>(one: Remembered | undefined, window: Window<R>): readonly Row<R>[] {
    const index = windowIndex(window);
    const rows = one?.windows[index];
    if (rows === undefined || current === undefined) return [];
    return rowsBefore(rows, orderOfEvent(current), window.keepMinutes) as readonly Row<R>[];
  }

  function learnHabits(event: AuditEvent, day: number): void {
    for (const group of groupsOf(event.kind)) {
      const sight = group.sight?.(event);
      if (sight !== undefined) learnSight(group, sight, event, day);
      else if (group.sight === undefined)
        valuesOf(group, event, (habit, index, one, value) => learnValue(habit, index, one, value, day));
    }
  }

  function learnSight(group: HabitGroup, sight: Sight, event: AuditEvent, day: number): void {
    const subject = group.by(event);
    if (subject === undefined) return;
    const one = remember(subject);
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
      const one = remember(subject);
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
      colleagues.get(habit)?.add(value, one.subject, days);
      if (values.size > habit.most * SLACK) thin(habit, index, one, values);
    }
    noteSeen(habit, index, one, value, day);
  }

  function noteSeen(habit: Habit, index: number, one: Remembered, value: string, day: number): void {
    change(one);
    if (day <= latest - CLEAN_AFTER) forgetViews(habit, index, one, value);
  }

  /** After a late record: what was made of the days before it came is made anew. */
  function forgetViews(habit: Habit, index: number, one: Remembered, value: string): void {
    one.views[index]?.forget();
    colleagues.get(habit)?.changed(value);
  }

  /** The values not seen for longest go first; of two alike the later in the alphabet. */
  function thin(habit: Habit, index: number, one: Remembered, values: Map<string, Days>): void {
    one.views[index]?.forget();
    one.lessons = [];
    const byAge = [...values].toSorted(
      ([a, { seen: aSeen }], [b, { seen: bSeen }]) =>
        (bSeen.at(-1) ?? 0) - (aSeen.at(-1) ?? 0) || (a < b ? -1 : 1),
    );
    for (const [value] of byAge.slice(habit.most)) {
      values.delete(value);
      colleagues.get(habit)?.remove(value, one.subject);
    }
  }

  function flagValue(habit: Habit, index: number, one: Remembered, value: string, day: number): void {
    learnValue(habit, index, one, value, day);
    const days = one.habits[index]?.get(value);
    if (days !== undefined && flag(days, day)) noteSeen(habit, index, one, value, day);
  }

  const tenant: TenantFacts = {
    get activeUsers() {
      return activeUsers();
    },
    get ownDomains() {
      return ownDomains();
    },
  };
  const memory: Memory = { tenant, of: askedOf };

  return {
    before(event) {
      current = event;
      clock.today = dayOf(event.at);
      latest = Math.max(latest, clock.today);
      return memory;
    },
    learn(event) {
      const day = dayOf(event.at);
      const actor = remember(event.actor);
      if (see(actor.active, day)) change(actor);
      if (day <= latest - CLEAN_AFTER) [actor.activeOn, users.day] = [Number.NaN, Number.NaN];
      learnHabits(event, day);
      for (const { window, index } of windowsOf(event.kind)) {
        const row = window.row(event);
        const subject = row === undefined ? undefined : window.by(event);
        if (row === undefined || subject === undefined) continue;
        const one = remember(subject);
        addRow((one.windows[index] ??= []), event, orderOfEvent(event), row, window);
      }
    },
    flag(event) {
      const day = dayOf(event.at);
      for (const group of groupsOf(event.kind))
        valuesOf(group, event, (...shown) => flagValue(...shown, day));
      for (const peak of declared.peaks) {
        const subject = peak.of(event, memory) > 0 ? peak.by(event) : undefined;
        if (subject === undefined) continue;
        const one = remember(subject);
        if (flagHeight((one.peaks[peakIndex(peak)] ??= noHeights()), day)) change(one);
      }
    },
    rise(peak, event) {
      const subject = peak.by(event);
      const height = subject === undefined ? 0 : peak.of(event, memory);
      if (subject === undefined || height <= 0) return;
      const one = remember(subject);
      const heights = (one.peaks[peakIndex(peak)] ??= noHeights());
      if (raise(heights, dayOf(event.at), height, peak.keepDays)) change(one);
    },
    believe(event, days) {
      for (const group of groupsOf(event.kind))
        valuesOf(group, event, (habit, index, one, value) => {
          for (const day of days) learnValue(habit, index, one, value, day);
        });
    },
    changed: () => changed,
    settle() {
      changed.clear();
      round += 1;
    },
    *subjects() {
      for (const ofKind of byKind.values()) for (const { subject } of ofKind.values()) yield subject;
    },
    kept(subject) {
      const one = remembered(subject);
      return one === undefined ? undefined : keptOf(one, declared);
    },
    restore,
    merge(from, into) {
      const one = remembered(from);
      if (one === undefined) return;
      const kept = keptOf(one, declared);
      forget(one);
      restore({ ...kept, subject: into });
      changed.set(keyOf(from), from).set(keyOf(into), into);
    },
    forgetWindows() {
      last = undefined;
      for (const ofKind of byKind.values())
        for (const one of ofKind.values()) {
          one.windows = [];
          if (isEmpty(one)) ofKind.delete(one.subject.id);
        }
    },
  };

  function restore(kept: KeptSubject): void {
    const one = remember(kept.subject);
    for (const day of kept.active) see(one.active, day);
    for (const [id, values] of Object.entries(kept.habits)) {
      const habit = declared.habits.find((known) => known.id === id);
      if (habit === undefined) one.undeclared.habits = { ...one.undeclared.habits, [id]: values };
      else for (const value of values) restoreValue(habit, habitIndex(habit), one, value);
    }
    for (const [id, heights] of Object.entries(kept.peaks)) {
      const peak = declared.peaks.find((known) => known.id === id);
      if (peak === undefined) one.undeclared.peaks = { ...one.undeclared.peaks, [id]: heights };
      else restoreHeights((one.peaks[peakIndex(peak)] ??= noHeights()), heights, peak.keepDays);
    }
    [one.activeOn, users.day] = [Number.NaN, Number.NaN];
  }

  function restoreValue(
    habit: Habit,
    index: number,
    one: Remembered,
    [value, seen, flagged = []]: KeptValue,
  ): void {
    for (const day of seen) learnValue(habit, index, one, value, day);
    const days = one.habits[index]?.get(value);
    if (days !== undefined) for (const day of flagged) flag(days, day);
    forgetViews(habit, index, one, value);
  }

  function forget(one: Remembered): void {
    last = undefined;
    for (const [index, habit] of declared.habits.entries())
      for (const value of one.habits[index]?.keys() ?? []) colleagues.get(habit)?.remove(value, one.subject);
    byKind.get(one.subject.kind)?.delete(one.subject.id);
    users.day = Number.NaN;
  }
}

function isEmpty({ active, habits, peaks, undeclared }: Remembered): boolean {
  return (
    active.seen.length === 0 &&
    habits.every((values) => values === undefined) &&
    peaks.every((heights) => heights === undefined) &&
    Object.keys(undeclared.habits).length + Object.keys(undeclared.peaks).length === 0
  );
}

interface NumberedWindow {
  readonly window: Window<unknown>;
  readonly index: number;
}

/** The windows that may want an event of a kind. */
function windowsByKind(windows: readonly Window<unknown>[]): (kind: EventKind) => readonly NumberedWindow[] {
  const all = windows.map((window, index) => ({ window, index }));
  const byKind = new Map<EventKind, readonly NumberedWindow[]>();
  return (kind) => {
    const known = byKind.get(kind);
    if (known !== undefined) return known;
    const wanted = all.filter(({ window: { kinds } }) => kinds?.includes(kind) ?? true);
    byKind.set(kind, wanted);
    return wanted;
  };
}

function indexOf<T extends { readonly id: string; readonly by: By }>(
  things: readonly T[],
): (thing: T) => number {
  const index = new Map(things.map((thing, at) => [thing.id, at]));
  return ({ id }) => {
    const at = index.get(id);
    if (at === undefined) throw new Error(`${id} is not declared, so nothing of it was remembered`);
    return at;
  };
}
