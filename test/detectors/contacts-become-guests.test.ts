import { contactsBecomeGuests } from '../../shared/detectors/contacts-become-guests.ts';
import type { Invited, MailSent } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { after, before, DANA, invited, mailSent, MONDAY, ordinaryDays, user } from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);

/** Dana mails so many people, one trace row each. */
function mails(count: number, given: Partial<MailSent> = {}): readonly MailSent[] {
  return Array.from({ length: count }, (_, index) =>
    mailSent({
      at: before(MONDAY, 10, 'days'),
      recipients: [`contact${index}@fabrikam.example`],
      ...given,
    }),
  );
}

/** Invitations a minute apart, the last a minute before Monday's: of people who were mailed, then of strangers. */
function invitations(contacts: number, strangers = 0): readonly Invited[] {
  const guests = [
    ...Array.from({ length: contacts }, (_, index) => `contact${index}@fabrikam.example`),
    ...Array.from({ length: strangers }, (_, index) => `stranger${index}@partner.example`),
  ];
  return guests.map((guest, index) => invited({ guest, at: before(MONDAY, guests.length - index) }));
}

const fifth = invited({ guest: 'contact4@fabrikam.example' });

detectorCases(contactsBecomeGuests, [
  {
    name: 'five people who were mailed become guests',
    past: [...watched, ...mails(5), ...invitations(4)],
    event: fifth,
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        severity: 'high',
        opens: true,
        stage: 'spreading',
        size: 5,
        title: 'Made guests of 5 people whom dana had mailed',
        facts: { guestCount: 5, contacts: 5 },
      },
    ],
  },
  {
    name: 'four people who were mailed become guests',
    past: [...watched, ...mails(5), ...invitations(3)],
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'the address book was mailed an hour ago for the first time',
    past: [...watched, ...mails(5, { at: before(MONDAY, 60) }), ...invitations(4)],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'the address book was mailed the evening before',
    past: [...watched, ...mails(5, { at: before(MONDAY, 14, 'hours') }), ...invitations(4)],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'half of fifty guests were mailed',
    past: [...watched, ...mails(25), ...invitations(24, 25)],
    event: invited({ guest: 'contact24@fabrikam.example' }),
    expected: 'anomalous',
    seen: [{ size: 25, facts: { guestCount: 50, contacts: 25 } }],
  },
  {
    name: '49 of 99 guests, 49 %, were mailed',
    past: [...watched, ...mails(49), ...invitations(48, 50)],
    event: invited({ guest: 'contact48@fabrikam.example' }),
    expected: 'usual',
  },
  {
    name: 'partners whom nobody mailed, by somebody who mails others',
    past: [...watched, ...mails(5), ...invitations(0, 9)],
    event: invited({ guest: 'stranger9@partner.example' }),
    expected: 'usual',
  },
  {
    name: 'a colleague mailed them, the inviter did not',
    past: [
      ...watched,
      mailSent({ at: before(MONDAY, 10, 'days') }),
      ...mails(5, { actor: user('lee') }),
      ...invitations(4),
    ],
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'the same four guests, one invited twice',
    past: [...watched, ...mails(5), ...invitations(4)],
    event: invited({ guest: 'contact0@fabrikam.example' }),
    expected: 'usual',
  },
  {
    name: 'one of the five was invited a day and a minute before',
    past: [
      ...watched,
      ...mails(5),
      invited({ guest: 'contact0@fabrikam.example', at: before(MONDAY, 24 * 60 + 1) }),
      ...invitations(4).slice(1),
    ],
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'one of the five was invited a day before',
    past: [
      ...watched,
      ...mails(5),
      invited({ guest: 'contact0@fabrikam.example', at: before(MONDAY, 24 * 60) }),
      ...invitations(4).slice(1),
    ],
    event: fifth,
    expected: 'anomalous',
  },
  {
    name: 'across midnight, records in another order',
    past: [
      ...watched,
      ...mails(5, { at: new Date('2026-03-01T23:00:00Z') }).toReversed(),
      ...invitations(4).map((invitation, minute) => ({
        ...invitation,
        at: new Date(Date.UTC(2026, 2, 1, 23, 59 - minute)),
      })),
    ],
    event: invited({ guest: 'contact4@fabrikam.example', at: new Date('2026-03-02T00:05:00Z') }),
    expected: 'anomalous',
  },
  {
    name: 'the other invitations come later',
    past: [
      ...watched,
      ...mails(5),
      ...invitations(4).map((invitation) => ({ ...invitation, at: after(MONDAY, 5) })),
    ],
    event: fifth,
    expected: 'usual',
  },
  {
    name: 'nobody knows whom the inviter mails',
    past: [...watched, ...invitations(4)],
    event: fifth,
    expected: 'undecided',
    because: /mailed is not known/,
  },
  {
    name: 'the log counts the recipients and does not name them',
    past: [
      ...watched,
      mailSent({ at: before(MONDAY, 60), source: 'unified-audit', recipients: [], recipientCount: 40 }),
      ...invitations(4),
    ],
    event: fifth,
    expected: 'undecided',
    because: /mailed is not known/,
  },
]);
