import { describe, expect, it } from '@jest/globals';
import { addressSubject, type Subject } from '../../../shared/model/subject.ts';
import { after, before, DANA, mailSent, MONDAY, signIn, user } from '../../support/events.ts';
import {
  anybodysApps,
  apps,
  DECLARED,
  known,
  learnAll,
  LEE,
  type OpenMemoryStore,
  regularApps,
  SAM,
  used,
} from './declared.ts';

export function usersContract(open: OpenMemoryStore): void {
  describe('colleagues', () => {
    it.each([
      { name: 'nobody', events: [], expected: 0 },
      { name: 'the user alone', events: [used('Word', 9)], expected: 0 },
      { name: 'one other', events: [used('Word', 9, { actor: LEE })], expected: 1 },
      {
        name: 'the user and two others, one of them twice',
        events: [
          used('Word', 9),
          used('Word', 9, { actor: LEE }),
          used('Word', 8, { actor: LEE }),
          used('Word', 7, { actor: SAM }),
        ],
        expected: 2,
      },
      { name: 'another of yesterday', events: [used('Word', 1, { actor: LEE })], expected: 0 },
      { name: 'another too long ago', events: [used('Word', 91, { actor: LEE })], expected: 0 },
      { name: 'another value', events: [used('Excel', 9, { actor: LEE })], expected: 0 },
    ])('$name: $expected', async ({ events, expected }) => {
      const store = await open(DECLARED);
      learnAll(store, events);

      expect(known(store).colleagues(apps, 'Word')).toBe(expected);
    });

    it.each([
      { daysAgo: 4, expected: 0 },
      { daysAgo: 5, expected: 1 },
    ])('flagged $daysAgo days ago: $expected', async ({ daysAgo, expected }) => {
      const store = await open(DECLARED);
      store.learn(used('Word', daysAgo, { actor: LEE }));
      store.flag(used('Word', daysAgo, { actor: LEE }));

      expect(known(store).colleagues(apps, 'Word')).toBe(expected);
    });

    it('are users: an app that has the value is none', async () => {
      const store = await open(DECLARED);
      const app: Subject = { kind: 'app', id: 'sync', name: 'Sync' };
      learnAll(store, [used('Word', 9, { actor: app }), used('Word', 9, { actor: LEE })]);

      expect(known(store, app).habit(anybodysApps).size).toBe(1);
      expect(known(store).colleagues(anybodysApps, 'Word')).toBe(1);
    });

    it.each([
      { name: 'a colleague of one day', events: [used('Word', 9, { actor: LEE })], expected: 0 },
      {
        name: 'a colleague of two days',
        events: [used('Word', 9, { actor: LEE }), used('Word', 8, { actor: LEE })],
        expected: 1,
      },
      {
        name: 'a colleague of two days, and the user’s own one day',
        events: [used('Word', 9, { actor: LEE }), used('Word', 8, { actor: LEE }), used('Word', 9)],
        expected: 1,
      },
      {
        name: 'a colleague of two days, and the user’s own two',
        events: [8, 9].flatMap((day) => [used('Word', day, { actor: LEE }), used('Word', day)]),
        expected: 1,
      },
    ])('of a habit that is shared from two days on: $name: $expected', async ({ events, expected }) => {
      const store = await open(DECLARED);
      learnAll(store, events);

      expect(known(store).colleagues(regularApps, 'Word')).toBe(expected);
    });

    it('count anew on each day', async () => {
      const store = await open(DECLARED);
      learnAll(store, [used('Word', 9, { actor: LEE }), used('Word', 1, { actor: SAM })]);

      expect(known(store).colleagues(apps, 'Word')).toBe(1);
      expect(known(store, DANA, after(MONDAY, 1, 'days')).colleagues(apps, 'Word')).toBe(2);
      expect(known(store).colleagues(apps, 'Word')).toBe(1);
    });
  });

  describe('the active', () => {
    it('days are undefined for somebody nobody watched, and for who came yesterday', async () => {
      const store = await open(DECLARED);
      store.learn(used('Word', 1, { actor: LEE }));

      expect(known(store).activeDays).toBeUndefined();
      expect(known(store, LEE).activeDays).toBeUndefined();
    });

    it('days are those on which the subject did anything, each once', async () => {
      const store = await open(DECLARED);
      learnAll(store, [
        used('Word', 9),
        used('Excel', 9, { errorCode: 50_126 }),
        mailSent({ at: before(MONDAY, 8, 'days') }),
        used('Word', 1),
        used('Word', 7, { actor: LEE }),
      ]);

      expect(known(store).activeDays).toBe(2);
    });

    it('users are the users of the last 90 believed days', async () => {
      const store = await open(DECLARED);
      learnAll(store, [
        used('Word', 9),
        used('Word', 3),
        used('Word', 90, { actor: LEE }),
        used('Word', 91, { actor: user('gone') }),
        used('Word', 1, { actor: SAM }),
        used('Word', 9, { actor: { kind: 'app', id: 'sync', name: 'Sync' } }),
        used('Word', 9, { actor: addressSubject('203.0.113.9') }),
      ]);

      expect(store.before(signIn()).tenant.activeUsers).toBe(2);
      expect(store.before(signIn({ at: after(MONDAY, 1, 'days') })).tenant.activeUsers).toBe(2);
      expect(store.before(signIn({ at: before(MONDAY, 1, 'days') })).tenant.activeUsers).toBe(3);
    });

    it('tenant has the own domains it was given', async () => {
      const ownDomains = new Set(['contoso.example']);

      expect((await open(DECLARED, ownDomains)).before(signIn()).tenant.ownDomains).toEqual(ownDomains);
      expect((await open(DECLARED)).before(signIn()).tenant.ownDomains).toBeUndefined();
    });
  });
}
