import { describe, expect, it } from '@jest/globals';
import type { AuditEvent } from '../../../shared/model/events.ts';
import type { Peak } from '../../../shared/model/memory.ts';
import type { MemoryStore } from '../../../shared/model/store.ts';
import { addressSubject } from '../../../shared/model/subject.ts';
import { after, before, mailSent, MONDAY } from '../../support/events.ts';
import { codes, DECLARED, known, LEE, mailsAnHour, type OpenMemoryStore, used } from './declared.ts';

export function peaksContract(open: OpenMemoryStore): void {
  function rise(store: MemoryStore, peak: Peak, event: AuditEvent): void {
    store.before(event);
    store.rise(peak, event);
  }

  describe('a peak', () => {
    it('is the highest of each day, whatever the order', async () => {
      const store = await open(DECLARED);
      for (const [daysAgo, errorCode] of [
        [9, 3],
        [9, 7],
        [9, 5],
        [4, 2],
      ] as const)
        rise(store, codes, used('Word', daysAgo, { errorCode }));

      expect(
        known(store)
          .peak(codes)
          .toSorted((a, b) => a - b),
      ).toEqual([2, 7]);
      expect(known(store, LEE).peak(codes)).toEqual([]);
    });

    it.each([
      { daysAgo: 0, expected: [] },
      { daysAgo: 1, expected: [] },
      { daysAgo: 2, expected: [6] },
      { daysAgo: 60, expected: [6] },
      { daysAgo: 61, expected: [] },
    ])('of $daysAgo days ago is believed: $expected', async ({ daysAgo, expected }) => {
      const store = await open(DECLARED);
      rise(store, codes, used('Word', daysAgo, { errorCode: 6 }));

      expect(known(store).peak(codes)).toEqual(expected);
    });

    it.each([
      { daysAgo: 2, expected: [] },
      { daysAgo: 4, expected: [] },
      { daysAgo: 5, expected: [6] },
    ])('flagged $daysAgo days ago is believed: $expected', async ({ daysAgo, expected }) => {
      const store = await open(DECLARED);
      const event = used('Word', daysAgo, { errorCode: 6 });
      store.before(event);
      store.flag(event);
      rise(store, codes, event);

      expect(known(store).peak(codes)).toEqual(expected);
    });

    it('is nothing where the event shows none, or belongs to nobody', async () => {
      const store = await open(DECLARED);
      rise(store, codes, used('Word', 9, { errorCode: 0 }));
      rise(store, codes, used('Word', 9, { errorCode: 6, actor: addressSubject('203.0.113.9') }));

      expect(known(store).peak(codes)).toEqual([]);
      expect(known(store, addressSubject('203.0.113.9')).peak(codes)).toEqual([]);
    });

    it('is measured with the memory before its event', async () => {
      const store = await open(DECLARED);
      const events = [0, 1, 2].map((minute) => mailSent({ at: after(before(MONDAY, 9, 'days'), minute) }));
      for (const event of events) {
        rise(store, mailsAnHour, event);
        store.learn(event);
      }

      expect(known(store).peak(mailsAnHour)).toEqual([3]);
    });
  });
}
