import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Habit, Seen, Spread } from '../../shared/model/memory.ts';
import { userOf } from '../../shared/model/habits.ts';
import { believed, flag, noDays, see, type Days } from '../../shared/store/days.ts';
import { BelievedValues, type Clock } from '../../shared/store/values.ts';

const HABIT: Habit = { id: 'any', by: userOf, keepDays: 30, halfLifeDays: 20, most: 10, of: () => [] };
const NAMES = ['a', 'b', 'c', 'd'];
const LAST_DAY = 60;

const anyDay = fc.nat({ max: LAST_DAY });
const anySeen = fc.record({ name: fc.constantFrom(...NAMES), day: anyDay, isFlagged: fc.boolean() });

/** What is believed on a day, as plainly as it can be said: all of it, in one map. */
function whole(values: ReadonlyMap<string, Days>, today: number): ReadonlyMap<string, Seen> {
  const all = new Map<string, Seen>();
  for (const [name, days] of values) {
    const seen = believed(days, today, HABIT.keepDays, HABIT.halfLifeDays);
    if (seen !== undefined) all.set(name, seen);
  }
  return all;
}

function spreadOf(values: ReadonlyMap<string, Seen>): Spread {
  let [all, logs] = [0, 0];
  for (const { weight } of values.values()) {
    all += weight;
    logs += weight * Math.log2(weight);
  }
  return { all, entropy: all === 0 ? 0 : Math.log2(all) - logs / all };
}

describe('believed values', () => {
  it('answer one by one, to the bit, what the map of all of them would', () => {
    const days = fc.array(anyDay, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(anySeen, { maxLength: 40 }), days, (shown, asked) => {
        const clock: Clock = { today: 0 };
        const values = new Map<string, Days>();
        const view = new BelievedValues(HABIT, clock, values);
        for (const { name, day, isFlagged } of shown) {
          const known = values.get(name) ?? noDays();
          values.set(name, known);
          see(known, day);
          if (isFlagged) flag(known, day);
        }
        for (const today of asked) {
          clock.today = today;
          const all = whole(values, today);
          expect([...view.keys()]).toEqual([...all.keys()]);
          expect([...view.values()]).toEqual([...all.values()]);
          expect(view.size).toBe(all.size);
          expect(NAMES.map((name) => view.get(name))).toEqual(NAMES.map((name) => all.get(name)));
          expect(NAMES.map((name) => view.has(name))).toEqual(NAMES.map((name) => all.has(name)));
          expect([view.spread(), view.spread()]).toEqual([spreadOf(all), spreadOf(all)]);
        }
      }),
    );
  });

  it('make their spread anew once they are told to forget it', () => {
    const values = new Map<string, Days>();
    const view = new BelievedValues(HABIT, { today: LAST_DAY }, values);
    expect(view.spread()).toEqual({ all: 0, entropy: 0 });
    values.set('late', { seen: [LAST_DAY - 20], flagged: undefined, answered: undefined });
    view.forget();

    expect(view.spread()).toEqual({ all: 0.5, entropy: 0 });
  });
});
