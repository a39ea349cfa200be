import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mostBits, strangenessOf, type Strangeness } from '../../shared/model/familiarity.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import { userOf } from '../../shared/model/habits.ts';
import type { Habit } from '../../shared/model/memory.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { before, DANA, MONDAY, signIn, user } from '../support/events.ts';

/** So long a half-life that a day weighs one, to twelve digits. */
const apps: Habit = {
  id: 'apps',
  by: userOf,
  keepDays: 90,
  halfLifeDays: 1e15,
  most: 1_000,
  of: (event) => (event.kind === 'sign-in' && event.app !== undefined ? [event.app] : []),
};
const P0 = 0.01;

/** Some days of one app. */
function days(app: string, count: number, actor = DANA): readonly AuditEvent[] {
  return Array.from({ length: count }, (_, at) => signIn({ at: before(MONDAY, 2 + at, 'days'), app, actor }));
}

function strangeness(past: readonly AuditEvent[], value: string, p0 = P0): Strangeness {
  const store = memoryStore({ habits: [apps], peaks: [], windows: [] }, () => undefined);
  for (const event of past) store.learn(event);
  return strangenessOf(store.before(signIn()), DANA, apps, value, p0);
}

/** Users who all have one app. */
function crowd(count: number, app: string): readonly AuditEvent[] {
  return Array.from({ length: count }, (_, at) => days(app, 1, user(`user${at}`))).flat();
}

describe('how strange a value is', () => {
  it.each([
    {
      name: 'one’s own for 30 days: nothing beyond the allowance',
      past: days('Word', 30),
      value: 'Word',
      expected: { bits: 0, days: 30, colleagues: 0 },
    },
    {
      // tenant (0 + 0.2) / 3; user 3 × that / 33; less 1, for one habit has no entropy
      name: 'new to the user and to the tenant',
      past: days('Word', 30),
      value: 'Tor',
      p0: 0.1,
      expected: { bits: -Math.log2((3 * (0.2 / 3)) / 33) - 1, days: 0, colleagues: 0 },
    },
    {
      // tenant (9 + 0.02) / (10 + 2)
      name: 'new to the user, usual in the tenant',
      past: [...days('Word', 30), ...crowd(9, 'Teams')],
      value: 'Teams',
      expected: { bits: -Math.log2((3 * (9.02 / 12)) / 33) - 1, days: 0, colleagues: 9 },
    },
    {
      // four values of equal weight have two bits of entropy
      name: 'new to somebody of four habits: two bits are allowed',
      past: ['A', 'B', 'C', 'D'].flatMap((app) => days(app, 10)),
      value: 'Tor',
      p0: 0.1,
      expected: { bits: -Math.log2((3 * (0.2 / 3)) / 43) - 2, days: 0, colleagues: 0 },
    },
    {
      name: 'of somebody nobody has watched, by the tenant alone',
      past: crowd(8, 'Teams'),
      value: 'Teams',
      expected: { bits: 0, days: 0, colleagues: 8 },
    },
    {
      name: 'in a tenant nobody has watched, by the base rate',
      past: [],
      value: 'Word',
      expected: { bits: -Math.log2(P0) - 1, days: 0, colleagues: 0 },
    },
    {
      name: 'at most ten bits, less the allowance',
      past: days('Word', 80),
      value: 'Tor',
      p0: 1e-9,
      expected: { bits: 9, days: 0, colleagues: 0 },
    },
    {
      name: 'where nobody can have it, as strange as can be',
      past: days('Word', 80),
      value: 'Tor',
      p0: 0,
      expected: { bits: 9, days: 0, colleagues: 0 },
    },
  ])('$name', ({ past, value, p0, expected }) => {
    const { bits, ...rest } = strangeness(past, value, p0);

    expect({ bits: Number(bits.toFixed(6)), ...rest }).toEqual({
      ...expected,
      bits: Number(expected.bits.toFixed(6)),
    });
  });

  it('falls with each day of one’s own and with each colleague, and is 0 to 9', () => {
    const count = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 30 }), (own, colleagues, others) => {
        const past = (mine: number, theirs: number): readonly AuditEvent[] => [
          ...days('Word', others),
          ...days('Teams', mine),
          ...crowd(theirs, 'Teams'),
          // Somebody without it, so that the number of active users is the same.
          ...Array.from({ length: 21 - theirs }, (_, at) => days('Excel', 1, user(`else${at}`))).flat(),
        ];
        const { bits } = strangeness(past(own, colleagues), 'Teams');

        expect(bits).toBeGreaterThanOrEqual(0);
        expect(bits).toBeLessThanOrEqual(9);
        expect(strangeness(past(own, colleagues + 1), 'Teams').bits).toBeLessThanOrEqual(bits);
        // One's own variety allows more, too, up to the day on which a second value is as usual as the first.
        const more = Math.min(own + 1, others);
        expect(strangeness(past(more, colleagues), 'Teams').bits).toBeLessThanOrEqual(more > own ? bits : 9);
      }),
      { numRuns: 50 },
    );
  });

  it('is never more than what the user’s own days allow', () => {
    const count = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(count, count, count, fc.constantFrom(0.0005, 0.01, 0.02), (own, other, colleagues, p0) => {
        const store = memoryStore({ habits: [apps], peaks: [], windows: [] }, () => undefined);
        for (const event of [...days('Word', other), ...days('Teams', own), ...crowd(colleagues, 'Teams')])
          store.learn(event);
        const memory = store.before(signIn());
        const { bits } = strangenessOf(memory, DANA, apps, 'Teams', p0);

        expect(bits).toBeLessThanOrEqual(mostBits(memory, DANA, apps, 'Teams') + 1e-9);
      }),
    );
  });

  it('counts weights, not days: what is long ago or flagged is stranger', () => {
    const store = memoryStore(
      { habits: [{ ...apps, halfLifeDays: 30 }], peaks: [], windows: [] },
      () => undefined,
    );
    const habit = { ...apps, halfLifeDays: 30 };
    for (const event of [...days('Word', 60), signIn({ at: before(MONDAY, 60, 'days'), app: 'Old' })])
      store.learn(event);
    const recent = signIn({ at: before(MONDAY, 6, 'days'), app: 'Recent' });
    const flagged = signIn({ at: before(MONDAY, 6, 'days'), app: 'Flagged' });
    for (const event of [recent, flagged]) store.learn(event);
    store.flag(flagged);

    const memory = store.before(signIn());
    const [old, late, half] = ['Old', 'Recent', 'Flagged'].map(
      (value) => strangenessOf(memory, DANA, habit, value, P0).bits,
    );
    expect(late).toBeLessThan(half ?? 0);
    expect(half).toBeLessThan(old ?? 0);
  });
});
