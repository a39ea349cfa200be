import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MemoryStore } from '../../../shared/model/store.ts';
import { before, DANA, MONDAY, signIn } from '../../support/events.ts';
import {
  apps,
  DECLARED,
  known,
  learnAll,
  LEE,
  type OpenMemoryStore,
  SAM,
  shuffledWithRepeats,
  used,
} from './declared.ts';

const PEOPLE = [DANA, LEE, SAM];
const VALUES = ['Word', 'Excel', 'Teams'];

interface Act {
  readonly daysAgo: number;
  readonly who: number;
  readonly app: string;
  readonly flagged: boolean;
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  daysAgo: fc.integer({ min: -1, max: 8 }),
  who: fc.integer({ min: 0, max: 2 }),
  app: fc.constantFrom(...VALUES, 'Word Teams'),
  flagged: fc.boolean(),
});

/** Everything a store believes on some days, so many before Monday. */
function beliefs(store: MemoryStore, days: readonly number[]): unknown {
  return days.map((daysAgo) => {
    const memory = store.before(signIn({ at: before(MONDAY, daysAgo, 'days') }));
    const people = PEOPLE.map((subject) => {
      const { activeDays, habit, colleagues } = memory.of(subject);
      return {
        activeDays,
        values: new Map([...habit(apps).keys()].map((value) => [value, habit(apps).get(value)])),
        colleagues: VALUES.map((value) => colleagues(apps, value)),
      };
    });
    return { activeUsers: memory.tenant.activeUsers, people };
  });
}

export function orderContract(open: OpenMemoryStore): void {
  function act(store: MemoryStore, { daysAgo, who, app, flagged }: Act): void {
    const event = used(app, daysAgo, { actor: PEOPLE[who] ?? DANA });
    store.learn(event);
    if (flagged) store.flag(event);
  }

  describe('memory is sets', () => {
    it('twice, late and in another order is the same, whatever was asked in between', async () => {
      const acts = fc
        .array(anyAct, { maxLength: 12 })
        .chain((list) => fc.tuple(fc.constant(list), shuffledWithRepeats(list)));
      await fc.assert(
        fc.asyncProperty(acts, async ([list, shuffled]) => {
          const [one, other] = [await open(DECLARED), await open(DECLARED)];
          for (const each of list) act(one, each);
          for (const each of shuffled) {
            act(other, each);
            beliefs(other, [0]);
          }

          const days = [0, -3, 1, 4];
          expect(beliefs(other, days)).toEqual(beliefs(one, days));
        }),
        { numRuns: 200 },
      );
    });

    it('a late record is believed on the day it is about, though that day was asked before', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word', 9, { actor: LEE }));
      expect(beliefs(store, [0])).toMatchObject([{ activeUsers: 1 }]);
      for (const event of [used('Excel', 6), used('Word', 6, { actor: SAM })]) store.learn(event);

      expect(known(store).habit(apps).has('Excel')).toBe(true);
      expect(known(store).colleagues(apps, 'Word')).toBe(2);
      expect(store.before(signIn()).tenant.activeUsers).toBe(3);
    });

    it('a late flag takes belief back', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word', 3));
      expect(known(store).habit(apps).has('Word')).toBe(true);
      expect(known(store, LEE).colleagues(apps, 'Word')).toBe(1);
      store.flag(used('Word', 3));

      expect(known(store).habit(apps).has('Word')).toBe(false);
      expect(known(store, LEE).colleagues(apps, 'Word')).toBe(0);
    });

    it('sees the past of a day, never more', async () => {
      const store = await open(DECLARED);
      learnAll(store, [used('Word', 9), used('Word', 4), used('Word', 2)]);

      const seen = (daysAgo: number): number | undefined =>
        known(store, DANA, before(MONDAY, daysAgo, 'days'))
          .habit(apps)
          .get('Word')?.days;
      expect([0, 1, 2, 3, 7, 8, 0].map(seen)).toEqual([3, 2, 2, 1, 1, undefined, 3]);
    });
  });
}
