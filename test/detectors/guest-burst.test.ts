import { guestBurst } from '../../shared/detectors/guest-burst.ts';
import type { Invited } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { after, before, DANA, invited, MONDAY, user } from '../support/events.ts';

/** Invitations of different people, so many minutes apart, the last at a time. */
function invitations(count: number, apart: number, last: Date, name = 'guest'): readonly Invited[] {
  return Array.from({ length: count }, (_, index) =>
    invited({
      guest: `${name}${index}@fabrikam.example`,
      at: before(last, (count - 1 - index) * apart),
    }),
  );
}

const PORTAL = { kind: 'app', id: 'app-1', name: 'Portal' } as const;
const justBefore = before(MONDAY, 1);
const event = invited({ guest: 'last@fabrikam.example' });

/** So many guests on each of four days of the last weeks. */
function everyWeek(count: number): readonly Invited[] {
  return [7, 14, 21, 28].flatMap((days) =>
    invitations(count, 30, before(MONDAY, days, 'days'), `week${days}-`),
  );
}

detectorCases(
  guestBurst,
  [
    {
      name: 'five guests within an hour',
      past: invitations(4, 1, justBefore),
      event,
      expected: 'anomalous',
      seen: [
        {
          about: DANA,
          severity: 'medium',
          opens: true,
          stage: 'spreading',
          size: 5,
          title: 'Made 5 guests in your directory within a day',
          facts: { guestCount: 5, usual: 'no guests on any day before' },
        },
      ],
    },
    { name: 'four guests within an hour', past: invitations(3, 1, justBefore), event, expected: 'usual' },
    {
      name: 'five within exactly an hour',
      past: invitations(4, 1, before(MONDAY, 57)),
      event,
      expected: 'anomalous',
    },
    {
      name: 'the first of five 61 minutes ago',
      past: invitations(4, 1, before(MONDAY, 58)),
      event,
      expected: 'usual',
    },
    {
      name: 'across a full hour and midnight',
      past: invitations(4, 10, new Date('2026-03-01T23:55:00Z')),
      event: { ...event, at: new Date('2026-03-02T00:20:00Z') },
      expected: 'anomalous',
    },
    {
      name: 'ten guests within a day, two hours apart',
      past: invitations(9, 120, before(MONDAY, 120)),
      event,
      expected: 'anomalous',
      seen: [{ size: 10, title: 'Made 10 guests in your directory within a day' }],
    },
    {
      name: 'nine guests within a day, two hours apart',
      past: invitations(8, 120, before(MONDAY, 120)),
      event,
      expected: 'usual',
    },
    {
      name: 'the first of ten a day and a minute ago',
      past: [
        invited({ guest: 'first@fabrikam.example', at: before(MONDAY, 24 * 60 + 1) }),
        ...invitations(8, 120, before(MONDAY, 120)),
      ],
      event,
      expected: 'usual',
    },
    {
      name: 'one guest whose invitation is written five times',
      past: invitations(4, 1, justBefore).map((invitation) => ({ ...invitation, guest: event.guest })),
      event,
      expected: 'usual',
    },
    {
      name: 'four guests, one of them written twice',
      past: [...invitations(3, 1, justBefore), invited({ guest: event.guest, at: before(MONDAY, 2) })],
      event,
      expected: 'usual',
    },
    {
      name: 'five guests of two inviters',
      past: invitations(4, 1, justBefore).map((invitation) => ({ ...invitation, actor: user('lee') })),
      event,
      expected: 'usual',
    },
    {
      name: 'somebody who makes five guests a day every week',
      past: [...everyWeek(5), ...invitations(4, 1, justBefore)],
      event,
      expected: 'usual',
    },
    {
      name: 'one more than on the highest day',
      past: [...everyWeek(5), ...invitations(5, 1, justBefore)],
      event,
      expected: 'anomalous',
      seen: [{ facts: { usual: 'at most 5 on a day before' } }],
    },
    {
      name: 'seven slow ones, more than three times the highest day',
      past: [...everyWeek(2), ...invitations(6, 120, before(MONDAY, 120))],
      event,
      expected: 'anomalous',
      seen: [{ size: 7 }],
    },
    {
      name: 'six slow ones, three times the highest day',
      past: [...everyWeek(2), ...invitations(5, 120, before(MONDAY, 120))],
      event,
      expected: 'usual',
    },
    {
      name: 'four slow ones, four times the highest day',
      past: [...everyWeek(1), ...invitations(3, 120, before(MONDAY, 120))],
      event,
      expected: 'usual',
    },
    {
      name: 'the second day of a burst: yesterday is not usual',
      past: [
        ...invitations(20, 1, before(MONDAY, 25, 'hours'), 'yesterday'),
        ...invitations(4, 1, justBefore),
      ],
      event,
      expected: 'anomalous',
    },
    {
      name: 'the other four come later',
      past: invitations(4, 1, after(MONDAY, 10)),
      event,
      expected: 'usual',
    },
    {
      name: 'five guests within an hour by an app that acts for nobody',
      past: invitations(4, 1, justBefore).map((one) => ({ ...one, actor: PORTAL })),
      event: { ...event, actor: PORTAL },
      expected: 'anomalous',
      seen: [{ about: PORTAL, size: 5 }],
    },
    {
      name: 'five guests of an app, which makes six on other days',
      past: [...everyWeek(6), ...invitations(4, 1, justBefore)].map((one) => ({ ...one, actor: PORTAL })),
      event: { ...event, actor: PORTAL },
      expected: 'usual',
    },
  ],
  { neverUndecided: 'five guests within an hour are told whatever is known of the inviter' },
);
