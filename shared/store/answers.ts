import type { AuditEvent } from '../model/events.ts';
import type { Habit, Known, Memory, Row, Sight, Window } from '../model/memory.ts';
import { orderOf, type OrderKey } from '../model/order.ts';
import type { Policy } from '../model/policy.ts';
import type { Subject } from '../model/subject.ts';
import { dayOf } from '../model/time.ts';
import { colleagueIndex, sharedFrom, type ColleagueIndex } from './colleagues.ts';
import { CLEAN_AFTER, daysBelieved, isBelieved } from './days.ts';
import { heightsBelieved } from './heights.ts';
import type { Indexes } from './indexes.ts';
import type { Book, Remembered } from './remembered.ts';
import { isSame } from './learned.ts';
import { rowsBefore } from './rows.ts';
import { BelievedValues } from './values.ts';

const ACTIVE_FOR_DAYS = 90;
/** A person has few devices in few places a day. */
const MOST_SETTLED = 8;

/** What is answered of what is remembered, as it was believed on the day of one event. */
export interface Answers {
  /** Answers are about the day of this event from now on, and rows before it. */
  readonly before: (event: AuditEvent) => Memory;
  readonly memory: Memory;
  /** Every window wants the order of the same event. */
  readonly orderOf: (event: AuditEvent) => OrderKey;
  /** Whether answers may have been made already that believe a day. */
  readonly wasBelieved: (day: number) => boolean;
  /** Who has which value of a habit, where anybody asked. */
  readonly colleagues: (habit: Habit) => ColleagueIndex | undefined;
  /** After a late record: how active somebody was is made anew. */
  readonly forgetActive: (one: Remembered) => void;
}

/** Answers from a book. */
export function createAnswers(
  book: Book,
  indexes: Indexes,
  ownDomains: () => ReadonlySet<string> | undefined,
  policy: () => Policy,
): Answers {
  const clock = { today: 0 };
  const colleagues = new Map<Habit, ColleagueIndex>();
  let current: AuditEvent | undefined;
  let ordered: { readonly event: AuditEvent; readonly order: OrderKey } | undefined;
  /** The latest day that was asked about: no view believes more of it than of CLEAN_AFTER days before. */
  let latest = -Infinity;
  let users = { day: Number.NaN, count: 0 };

  function activeUsers(): number {
    if (users.day !== clock.today) {
      let count = 0;
      for (const { active } of book.users()) if (isBelieved(active, clock.today, ACTIVE_FOR_DAYS)) count += 1;
      users = { day: clock.today, count };
    }
    return users.count;
  }

  function viewOf(one: Remembered | undefined, habit: Habit): BelievedValues {
    const index = indexes.habit(habit);
    const values = one?.habits[index];
    if (one === undefined || values === undefined) return new BelievedValues(habit, clock);
    return (one.views[index] ??= new BelievedValues(habit, clock, values));
  }

  function colleaguesOf(habit: Habit): ColleagueIndex {
    const known = colleagues.get(habit);
    if (known !== undefined) return known;
    const index = colleagueIndex(habit);
    const at = indexes.habit(habit);
    // Colleagues are users: nobody else is counted.
    for (const { subject, habits } of book.users()) {
      for (const [value, days] of habits[at] ?? []) index.add(value, subject, days);
    }
    colleagues.set(habit, index);
    return index;
  }

  function askedOf(subject: Subject): Known {
    const one = book.find(subject);
    if (one === undefined) return knownOf(subject, undefined);
    const known = (one.known ??= knownOf(subject, one));
    if (one.activeOn !== clock.today) {
      const days = daysBelieved(one.active, clock.today, ACTIVE_FOR_DAYS);
      known.activeDays = days === 0 ? undefined : days;
      one.activeOn = clock.today;
    }
    return known;
  }

  function knownOf(
    subject: Subject,
    one: Remembered | undefined,
  ): { -readonly [K in keyof Known]: Known[K] } {
    return {
      activeDays: undefined,
      habit: (habit) => viewOf(one, habit),
      colleagues(habit, value) {
        const own = subject.kind === 'user' ? (viewOf(one, habit).get(value)?.days ?? 0) : 0;
        const isSelf = own >= sharedFrom(habit);
        return colleaguesOf(habit).users(value, clock.today) - (isSelf ? 1 : 0);
      },
      settled: (sight, settle) => isSettled(one, sight, settle),
      peak(peak) {
        const index = indexes.peak(peak);
        return heightsBelieved(one?.peaks[index], clock.today, peak.keepDays);
      },
      recent: <R>(window: Window<R>) => recentOf(one, window),
    };
  }

  function isSettled(one: Remembered | undefined, sight: Sight, settle: () => boolean): boolean {
    if (one === undefined) return settle();
    const now = policy();
    if (one.settled?.day !== clock.today || one.settled.policy !== now)
      one.settled = { day: clock.today, policy: now, sights: [] };
    const { sights } = one.settled;
    for (const known of sights) if (isSame(known, sight)) return true;
    const is = settle();
    if (is && sights.length < MOST_SETTLED) sights.push(sight);
    return is;
  }

  function orderOfEvent(event: AuditEvent): OrderKey {
    if (ordered?.event !== event) ordered = { event, order: orderOf(event) };
    return ordered.order;
  }

  function recentOf<R>(one: Remembered | undefined, window: Window<R>): readonly Row<R>[] {
    const index = indexes.window(window);
    const rows = one?.windows[index];
    if (rows === undefined || current === undefined) return [];
    return rowsBefore(rows, orderOfEvent(current), window.keepMinutes) as readonly Row<R>[];
  }

  const memory: Memory = {
    tenant: {
      get activeUsers() {
        return activeUsers();
      },
      get ownDomains() {
        return ownDomains();
      },
      get policy() {
        return policy();
      },
    },
    of: askedOf,
  };

  return {
    before(event) {
      current = event;
      clock.today = dayOf(event.at);
      latest = Math.max(latest, clock.today);
      return memory;
    },
    memory,
    orderOf: orderOfEvent,
    wasBelieved: (day) => day <= latest - CLEAN_AFTER,
    colleagues: (habit) => colleagues.get(habit),
    forgetActive(one) {
      [one.activeOn, users.day] = [Number.NaN, Number.NaN];
    },
  };
}
