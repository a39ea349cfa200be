import type { Declared } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import type { Habit, Known, Memory, Peak, Row, Window } from '../../shared/model/memory.ts';
import { NO_POLICY } from '../../shared/model/policy.ts';
import { byOrder, orderOf, type OrderKey } from '../../shared/model/order.ts';
import type { MemoryStore } from '../../shared/model/store.ts';
import { keyOf, type Subject } from '../../shared/model/subject.ts';
import { dayOf } from '../../shared/model/time.ts';
import { believedDays, heightsOf, seenOf, spreadOf, type Days, type Heights } from './laws.ts';

const ACTIVE_DAYS = 90;

interface Remembered {
  readonly subject: Subject;
  readonly active: Days;
  readonly habits: Map<string, Map<string, Days>>;
  readonly peaks: Map<string, Heights>;
  readonly windows: Map<string, (Row<unknown> & { readonly order: OrderKey })[]>;
}

/** A memory as plain as can be: no cache, no bound on values, nothing worked out in advance. */
export interface PlainMemory extends MemoryStore {
  readonly subjects: () => Iterable<Subject>;
  /** Every day on which a subject was active or showed a value of a habit: `country SE 20514`. */
  readonly daysOf: (subject: Subject) => ReadonlySet<string>;
}

export function plainMemory(declared: Declared, ownDomains: ReadonlySet<string>): PlainMemory {
  const all = new Map<string, Remembered>();
  let now: { readonly order: OrderKey; readonly day: number } | undefined;

  function remember(subject: Subject): Remembered {
    const key = keyOf(subject);
    const one = all.get(key) ?? {
      subject,
      active: new Map<number, boolean>(),
      habits: new Map<string, Map<string, Days>>(),
      peaks: new Map<string, Heights>(),
      windows: new Map<string, (Row<unknown> & { readonly order: OrderKey })[]>(),
    };
    all.set(key, one);
    return one;
  }

  function today(): number {
    return now?.day ?? Number.NaN;
  }

  function users(fits: (one: Remembered) => boolean): number {
    return [...all.values()].filter((one) => one.subject.kind === 'user' && fits(one)).length;
  }

  function has(
    one: Remembered | undefined,
    { id, keepDays, sharedFromDays = 1 }: Habit,
    value: string,
  ): boolean {
    const days = one?.habits.get(id)?.get(value);
    return days !== undefined && believedDays(days, today(), keepDays).length >= sharedFromDays;
  }

  function knownOf(subject: Subject): Known {
    const one = all.get(keyOf(subject));
    const active = one === undefined ? 0 : believedDays(one.active, today(), ACTIVE_DAYS).length;
    return {
      activeDays: active === 0 ? undefined : active,
      habit(habit) {
        const values = [...(one?.habits.get(habit.id) ?? [])];
        const seen = new Map(values.flatMap(([value, days]) => seenOf(value, days, habit, today())));
        return Object.assign(seen, { spread: () => spreadOf([...seen.values()]) });
      },
      colleagues: (habit, value) =>
        users((other) => has(other, habit, value)) -
        (subject.kind === 'user' && has(one, habit, value) ? 1 : 0),
      settled: (_sight, settle) => settle(),
      peak: ({ id, keepDays }) => heightsOf(one?.peaks.get(id), today(), keepDays),
      recent<R>({ id, keepMinutes }: Window<R>) {
        const rows = one?.windows.get(id) ?? [];
        if (now === undefined) return [];
        const { order } = now;
        const oldest = order.second - keepMinutes * 60;
        return rows.filter(
          (row) => row.order.second >= oldest && byOrder(row.order, order) < 0,
        ) as readonly Row<R>[];
      },
    };
  }

  function values(event: AuditEvent, each: (days: Days) => void): void {
    for (const habit of declared.habits) {
      const subject = habit.by(event);
      if (subject === undefined) continue;
      for (const value of habit.of(event)) {
        const { habits } = remember(subject);
        const ofHabit = habits.get(habit.id) ?? new Map<string, Days>();
        habits.set(habit.id, ofHabit);
        const days = ofHabit.get(value) ?? new Map<number, boolean>();
        each(days);
        ofHabit.set(value, days);
      }
    }
  }

  function heights(peak: Peak, subject: Subject): Heights {
    const { peaks } = remember(subject);
    const known = peaks.get(peak.id) ?? (new Map() as Heights);
    peaks.set(peak.id, known);
    return known;
  }

  const memory: Memory = {
    tenant: {
      get activeUsers() {
        return users(({ active }) => believedDays(active, today(), ACTIVE_DAYS).length > 0);
      },
      ownDomains,
      policy: NO_POLICY,
    },
    of: knownOf,
  };

  return {
    before(event) {
      now = { order: orderOf(event), day: dayOf(event.at) };
      return memory;
    },
    learn(event) {
      const day = dayOf(event.at);
      remember(event.actor).active.set(day, false);
      values(event, (days) => days.set(day, days.get(day) ?? false));
      for (const window of declared.windows) addRow(window, event, remember);
    },
    flag(event) {
      const day = dayOf(event.at);
      values(event, (days) => days.set(day, true));
      for (const peak of declared.peaks) {
        const subject = peak.of(event, memory) > 0 ? peak.by(event) : undefined;
        if (subject === undefined) continue;
        const known = heights(peak, subject);
        known.set(day, { height: known.get(day)?.height ?? 0, flagged: true });
      }
    },
    rise(peak, event) {
      const [subject, day] = [peak.by(event), dayOf(event.at)];
      if (subject === undefined) return;
      const known = heights(peak, subject);
      const { height, flagged } = known.get(day) ?? { height: 0, flagged: false };
      known.set(day, { height: Math.max(height, peak.of(event, memory)), flagged });
    },
    subjects: () => [...all.values()].map(({ subject }) => subject),
    daysOf(subject) {
      const one = all.get(keyOf(subject));
      if (one === undefined) return new Set();
      const seen = [...one.habits].flatMap(([id, ofHabit]) =>
        [...ofHabit].flatMap(([value, days]) => [...days.keys()].map((day) => `${id} ${value} ${day}`)),
      );
      return new Set([...[...one.active.keys()].map((day) => `active ${day}`), ...seen]);
    },
  };
}

function addRow(
  window: Window<unknown>,
  event: AuditEvent,
  remember: (subject: Subject) => Remembered,
): void {
  const row = window.row(event);
  const subject = row === undefined ? undefined : window.by(event);
  if (row === undefined || subject === undefined) return;
  const { windows } = remember(subject);
  const order = orderOf(event);
  const rows = [
    ...(windows.get(window.id) ?? []),
    { source: event.source, id: event.id, at: event.at, order, row },
  ];
  const oldest = order.second - window.keepMinutes * 60;
  windows.set(window.id, rows.filter((other) => other.order.second >= oldest).slice(-window.most));
}
