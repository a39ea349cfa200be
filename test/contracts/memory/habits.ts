import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DANA } from '../../support/events.ts';
import {
  apps,
  appsForEver,
  codes,
  DECLARED,
  fewApps,
  known,
  learnAll,
  LEE,
  mails,
  type OpenMemoryStore,
  TODAY,
  undeclared,
  used,
} from './declared.ts';

export function habitsContract(open: OpenMemoryStore): void {
  describe('a habit', () => {
    it.each([
      { daysAgo: 0, believed: false },
      { daysAgo: 1, believed: false },
      { daysAgo: 2, believed: true },
      { daysAgo: 90, believed: true },
      { daysAgo: 91, believed: false },
    ])('seen $daysAgo days ago is believed: $believed', async ({ daysAgo, believed }) => {
      const store = await open(DECLARED);
      store.learn(used('Word', daysAgo));

      expect(known(store).habit(apps).has('Word')).toBe(believed);
    });

    it.each([
      { daysAgo: 2, weight: 0 },
      { daysAgo: 4, weight: 0 },
      { daysAgo: 5, weight: 0.5 * 2 ** (-5 / 30) },
      { daysAgo: 30, weight: 0.25 },
      { daysAgo: 91, weight: 0 },
    ])('flagged $daysAgo days ago has the weight $weight', async ({ daysAgo, weight }) => {
      const store = await open(DECLARED);
      store.learn(used('Word', daysAgo));
      store.flag(used('Word', daysAgo));

      expect(known(store).habit(apps).get('Word')?.weight ?? 0).toBeCloseTo(weight, 12);
    });

    it('is believed by UTC days, not by hours', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word', 0, { at: new Date('2026-03-02T23:59:59.999Z') }));

      expect(known(store, DANA, new Date('2026-03-03T23:59:59.999Z')).habit(apps).size).toBe(0);
      expect(known(store, DANA, new Date('2026-03-04T00:00:00Z')).habit(apps).size).toBe(1);
    });

    it('weighs each day by its half-life, and tells the first, the last and how many', async () => {
      const store = await open(DECLARED);
      learnAll(store, [used('Word', 60), used('Word', 30), used('Word', 3), used('Word', 1)]);

      const seen = known(store).habit(apps).get('Word');
      expect(seen).toMatchObject({ first: TODAY - 60, last: TODAY - 3, days: 3 });
      expect(seen?.weight).toBeCloseTo(0.25 + 0.5 + 2 ** -0.1, 12);
    });

    it('counts a day with a flag half and the others whole', async () => {
      const store = await open(DECLARED);
      learnAll(store, [used('Word', 30), used('Word', 60)]);
      store.flag(used('Word', 60));

      expect(known(store).habit(apps).get('Word')?.weight).toBeCloseTo(0.5 + 0.125, 12);
    });

    it('keeps every value of an event, for its subject alone', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word Excel', 9));

      expect([...known(store).habit(apps).keys()].toSorted()).toEqual(['Excel', 'Word']);
      expect(known(store, LEE).habit(apps).size).toBe(0);
    });

    it('is one for two objects that name one subject', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word', 9, { actor: { ...DANA } }));
      store.learn(used('Excel', 9, { actor: { ...DANA, name: 'Dana Example' } }));

      expect(known(store, { ...DANA }).habit(apps).size).toBe(2);
    });

    it.each([
      ['of somebody watched', DANA],
      ['of a stranger', LEE],
    ])('that was not declared throws, %s', async (_case, subject) => {
      const store = await open(DECLARED);
      store.learn(used('Word', 9));

      expect(() => known(store, subject).habit(undeclared)).toThrow('undeclared');
      expect(() => known(store, subject).colleagues(undeclared, 'Word')).toThrow('undeclared');
      expect(() => known(store, subject).peak({ ...codes, id: 'no-peak' })).toThrow('no-peak');
      expect(() => known(store, subject).recent({ ...mails, id: 'no-window' })).toThrow('no-window');
    });
  });
}

export function boundsContract(open: OpenMemoryStore): void {
  describe('bounds', () => {
    it('keep the values seen last, whatever the order of learning, and at most a quarter more', async () => {
      const values = Array.from({ length: 40 }, (_, at) => ({ app: `app${at}`, daysAgo: 3 + at }));
      const order = fc.shuffledSubarray(values, { minLength: values.length });
      await fc.assert(
        fc.asyncProperty(order, async (shuffled) => {
          const store = await open(DECLARED);
          learnAll(
            store,
            shuffled.map(({ app, daysAgo }) => used(app, daysAgo)),
          );

          const kept = [...known(store).habit(fewApps).keys()];
          expect(kept).toEqual(expect.arrayContaining(values.slice(0, 8).map(({ app }) => app)));
          expect(kept.length).toBeLessThanOrEqual(10);
        }),
        { numRuns: 50 },
      );
    });

    it('keep, of values seen last on one day, the first of the alphabet', async () => {
      const values = 'abcdefghijklmnopqrstuvwxyz'.split('');
      const order = fc.shuffledSubarray(values, { minLength: values.length });
      await fc.assert(
        fc.asyncProperty(order, async (shuffled) => {
          const store = await open(DECLARED);
          learnAll(
            store,
            shuffled.map((app) => used(app, 3)),
          );

          const kept = [...known(store).habit(fewApps).keys()].toSorted();
          expect(kept.slice(0, 8)).toEqual(values.slice(0, 8));
          expect(kept.length).toBeLessThanOrEqual(10);
        }),
        { numRuns: 50 },
      );
    });

    it('keep what was seen again', async () => {
      const store = await open(DECLARED);
      learnAll(store, [used('old', 80), used('old', 3)]);
      learnAll(
        store,
        Array.from({ length: 30 }, (_, at) => used(`app${at}`, 40 - at)),
      );

      expect(known(store).habit(fewApps).get('old')?.days).toBe(2);
    });

    it('let go of what colleagues had, too', async () => {
      const store = await open(DECLARED);
      store.learn(used('old', 80, { actor: LEE }));
      expect(known(store).colleagues(fewApps, 'old')).toBe(1);
      learnAll(
        store,
        Array.from({ length: 30 }, (_, at) => used(`app${at}`, 40 - at, { actor: LEE })),
      );

      expect(known(store).colleagues(fewApps, 'old')).toBe(0);
      expect(known(store, LEE).habit(fewApps).has('old')).toBe(false);
    });

    it('let go of a value at once, also where it was just read', async () => {
      const store = await open(DECLARED);
      store.learn(used('old', 80));
      expect(known(store).habit(fewApps).has('old')).toBe(true);
      for (let at = 0; at < 30; at += 1) store.learn(used(`app${at}`, 40 - at));

      expect(known(store).habit(fewApps).has('old')).toBe(false);
    });

    it('keep the latest 192 days of a value, whatever their order', async () => {
      const days = Array.from({ length: 200 }, (_, at) => at + 2);
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray(days, { minLength: days.length }), async (shuffled) => {
          const store = await open(DECLARED);
          for (const daysAgo of shuffled) store.learn(used('Word', daysAgo));

          expect(known(store).habit(appsForEver).get('Word')).toMatchObject({
            first: TODAY - 193,
            last: TODAY - 2,
            days: 192,
          });
        }),
        { numRuns: 20 },
      );
    });
  });
}
