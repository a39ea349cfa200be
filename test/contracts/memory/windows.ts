import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditEvent, MailSent } from '../../../shared/model/events.ts';
import { byOrder, orderOf } from '../../../shared/model/order.ts';
import type { MemoryStore } from '../../../shared/model/store.ts';
import { addressSubject } from '../../../shared/model/subject.ts';
import { after, before, DANA, mailSent, MONDAY, signIn } from '../../support/events.ts';
import {
  DECLARED,
  fromAddress,
  learnAll,
  LEE,
  mails,
  type OpenMemoryStore,
  SAM,
  shuffledWithRepeats,
  used,
} from './declared.ts';

export function windowsContract(open: OpenMemoryStore): void {
  const mail = (id: string, minutesAgo: number, to = id): MailSent =>
    mailSent({ id, at: before(MONDAY, minutesAgo), recipients: [to] });
  const recent = (store: MemoryStore, event: AuditEvent): readonly string[] =>
    store
      .before(event)
      .of(event.actor)
      .recent(mails)
      .map(({ row }) => row);
  const now = mailSent({ id: 'now' });

  describe('a window', () => {
    it('has what came before the event, in event order, whatever the order of arrival', async () => {
      const store = await open(DECLARED);
      learnAll(store, [mail('c', 5), mail('b', 10), now, mail('d', -5), mail('a', 30)]);

      expect(recent(store, now)).toEqual(['a', 'b', 'c']);
      expect(recent(store, mail('a2', 10))).toEqual(['a']);
    });

    it('tells within a second by rank, then by id', async () => {
      const store = await open(DECLARED);
      learnAll(store, [
        mailSent({ id: 'Z', at: new Date('2026-03-02T09:00:00.001Z'), recipients: ['z'] }),
        mailSent({ id: 'A', at: new Date('2026-03-02T09:00:00.900Z'), recipients: ['a'] }),
      ]);

      const at = new Date('2026-03-02T09:00:00.500Z');
      expect(recent(store, mailSent({ id: 'b', at }))).toEqual(['a']);
      expect(recent(store, signIn({ id: 'zz', at }))).toEqual([]);
    });

    it.each([
      { name: 'of an hour ago', seconds: 3600, expected: ['a'] },
      { name: 'of an hour and a second ago', seconds: 3601, expected: [] },
    ])('keeps a row $name: $expected', async ({ seconds, expected }) => {
      const store = await open(DECLARED);
      store.learn(mail('a', seconds / 60));
      expect(recent(store, now)).toEqual(expected);
      store.learn(mail('last', 0));

      expect(recent(store, now)).toEqual([...expected, 'last']);
    });

    it.each([
      ['in order', ['A', 'B']],
      ['late', ['B', 'A']],
    ])('counts its minutes in whole seconds, as the order of events does: %s', async (_case, arrival) => {
      const at = { A: '09:00:00.900', B: '09:00:00.100' } as const;
      const store = await open(DECLARED);
      store.learn(mailSent({ at: new Date('2026-03-02T08:00:00.500Z'), recipients: ['hour'] }));
      for (const id of arrival)
        store.learn(mailSent({ id, at: new Date(`2026-03-02T${at[id as 'A' | 'B']}Z`), recipients: [id] }));

      expect(recent(store, mailSent({ id: 'c', at: MONDAY }))).toEqual(['hour', 'A', 'B']);
      expect(recent(store, mailSent({ id: 'c', at: after(MONDAY, 0.999 / 60) }))).toEqual(['hour', 'A', 'B']);
    });

    it('keeps the newest in event order, not those that came last', async () => {
      const store = await open(DECLARED);
      learnAll(
        store,
        [1, 3, 5, 7, 9, 11, 2, 30].map((ago) => mail(`m${ago}`, ago)),
      );

      expect(recent(store, now)).toEqual(['m7', 'm5', 'm3', 'm2', 'm1']);
    });

    it('has an event once, however often it comes', async () => {
      const store = await open(DECLARED);
      learnAll(store, [mail('a', 9), mail('b', 8), mail('a', 9), mail('b', 8)]);

      expect(recent(store, now)).toEqual(['a', 'b']);
    });

    it('has a row a recipient where message traces have one', async () => {
      const store = await open(DECLARED);
      learnAll(store, [mail('m', 9, 'cy'), mail('m', 9, 'ann'), mail('m', 9, 'bob'), mail('m', 9, 'ann')]);

      expect(recent(store, now)).toEqual(['ann', 'bob', 'cy']);
    });

    it('tells of each row which record shows it', async () => {
      const store = await open(DECLARED);
      const event = mail('MixedCase', 9);
      store.learn(event);

      expect(store.before(now).of(DANA).recent(mails)).toMatchObject([
        { id: 'MixedCase', source: 'message-traces', at: event.at, row: 'MixedCase' },
      ]);
    });

    it('belongs to whom it says: an address has what every user did from it', async () => {
      const store = await open(DECLARED);
      learnAll(store, [
        used('Word', 0.1, { ip: '203.0.113.9', actor: LEE }),
        used('Word', 0.2, { ip: '203.0.113.9', actor: SAM }),
        used('Word', 0.1, { ip: '203.0.113.8' }),
      ]);

      const address = store.before(signIn()).of(addressSubject('203.0.113.9'));
      expect(address.recent(fromAddress).map(({ row }) => row)).toEqual([SAM.id, LEE.id]);
      expect(store.before(signIn()).of(LEE).recent(fromAddress)).toEqual([]);
    });

    it('is a function of the set of events', async () => {
      const anyMail = fc.record({
        id: fc.constantFrom('a', 'b', 'C'),
        to: fc.constantFrom('x', 'y', 'z'),
        // Up to two hours, to the tenth of a second and often in one second.
        ago: fc.oneof(fc.integer({ min: 0, max: 72_000 }), fc.integer({ min: 35_970, max: 36_040 })),
      });
      const set = fc
        .uniqueArray(anyMail, {
          selector: ({ id, to, ago }) => `${id} ${to} ${Math.ceil(ago / 10)}`,
          maxLength: 12,
        })
        .map((list) =>
          list.map(({ id, to, ago }) =>
            mailSent({ id, recipients: [to], at: new Date(MONDAY.getTime() - ago * 100) }),
          ),
        )
        .chain((list) => fc.tuple(fc.constant(list), shuffledWithRepeats(list)));
      await fc.assert(
        fc.asyncProperty(set, fc.integer({ min: 0, max: 120 }), async ([list, shuffled], minutesAgo) => {
          const [one, other] = [await open(DECLARED), await open(DECLARED)];
          for (const event of list) one.learn(event);
          for (const event of shuffled) other.learn(event);

          const asked = mailSent({ id: 'b', at: before(MONDAY, minutesAgo) });
          const rows = other.before(asked).of(DANA).recent(mails);
          expect(rows).toEqual(one.before(asked).of(DANA).recent(mails));
          const places = rows.map((row) =>
            orderOf(mailSent({ id: row.id, at: row.at, recipients: [row.row] })),
          );
          expect(places).toEqual(places.toSorted(byOrder));
        }),
        { numRuns: 300 },
      );
    });
  });
}
