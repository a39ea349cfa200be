import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AuditEvent } from '../../shared/model/events.ts';
import { byOrder, byText, orderOf, secondOf } from '../../shared/model/order.ts';
import {
  accountCreated,
  after,
  consented,
  invited,
  mailRule,
  mailSent,
  methodAdded,
  MONDAY,
  roleGranted,
  signIn,
} from '../support/events.ts';
import { anyEvent } from './arbitrary-events.ts';

function sorted(events: readonly AuditEvent[]): readonly AuditEvent[] {
  return events.toSorted((a, b) => byOrder(orderOf(a), orderOf(b)));
}

const id = 'same';

describe('the order of events', () => {
  it('within a second is from causes to effects', () => {
    const story = [
      signIn({ id, errorCode: 50126, at: new Date(MONDAY.getTime() + 900) }),
      signIn({ id, errorCode: 0, at: new Date(MONDAY.getTime() + 500) }),
      roleGranted({ id }),
      mailRule({ id }),
      mailSent({ id }),
      invited({ id }),
    ];

    expect(sorted(story.toReversed())).toEqual(story);
  });

  it('counts a sign-in that proves the password among the successful', () => {
    expect(
      sorted([signIn({ id: 'b', errorCode: 50126 }), signIn({ id: 'a', errorCode: 50074 })]).map(
        (event) => event.id,
      ),
    ).toEqual(['b', 'a']);
  });

  it('is by the second, then by rank, then by the id in lower case, then by the recipient', () => {
    const events = [
      invited({ id: 'z', at: MONDAY }),
      accountCreated({ id: 'c', at: after(MONDAY, 1) }), // before the role it is given in the same second
      consented({ id: 'a', at: after(MONDAY, 1) }),
      methodAdded({ id: 'B', at: after(MONDAY, 1) }),
      mailSent({ id: 'm', at: after(MONDAY, 2), recipients: ['ann@a.example'] }),
      mailSent({ id: 'm', at: after(MONDAY, 2), recipients: ['bob@a.example'] }),
    ];

    expect(sorted(events.toReversed())).toEqual(events);
  });

  it('tells rows of one traced mail apart, and nothing else', () => {
    expect(orderOf(mailSent({ recipients: ['ann@a.example'] })).part).toBe('ann@a.example');
    expect(orderOf(mailSent({ recipients: [] })).part).toBe('');
    expect(orderOf(mailSent({ source: 'unified-audit', recipients: ['ann@a.example'] })).part).toBe('');
    expect(orderOf(signIn()).part).toBe('');
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyEvent, anyEvent, anyEvent, (...events) => {
        const [a, b, c] = events.map((event) => orderOf(event)) as [
          ReturnType<typeof orderOf>,
          ReturnType<typeof orderOf>,
          ReturnType<typeof orderOf>,
        ];
        expect(byOrder(a, a)).toBe(0);
        expect(Math.sign(byOrder(a, b)) + Math.sign(byOrder(b, a))).toBe(0);
        expect(byOrder(a, b) <= 0 && byOrder(b, c) <= 0 && byOrder(a, c) > 0).toBe(false);
        expect(byOrder(a, b) === 0).toBe(isDeepStrictEqual(a, b));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never goes back in seconds, and does not depend on the order given', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        const [forth, back] = [sorted(events), sorted(events.toReversed())];
        const seconds = forth.map(({ at }) => secondOf(at));
        expect(seconds).toEqual(seconds.toSorted((a, b) => a - b));
        expect(back.map((event) => orderOf(event))).toEqual(forth.map((event) => orderOf(event)));
      }),
    );
  });

  it('compares texts by code unit, whatever the language', () => {
    expect(['b', 'B', 'ä', 'a', 'Z'].toSorted(byText)).toEqual(['B', 'Z', 'a', 'b', 'ä']);
  });
});
