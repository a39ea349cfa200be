import { guestInvited } from '../../shared/detectors/guest-invited.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { after, before, invited, MONDAY, ordinaryDays, user } from '../support/events.ts';

const PORTAL = { kind: 'app', id: 'app-1', name: 'Portal' } as const;
const watched = ordinaryDays(40, MONDAY);

detectorCases(guestInvited, [
  {
    name: 'a first invitation, to a new domain',
    past: watched,
    event: invited(),
    expected: 'anomalous',
    seen: [
      {
        severity: 'low',
        opens: false,
        key: 'new-inviter',
        size: 1,
        title: 'Invited a guest for the first time, from the new domain fabrikam.example',
      },
    ],
  },
  {
    name: 'a partner who is already here',
    past: [...watched, invited({ at: before(MONDAY, 9, 'days'), actor: user('lee') })],
    event: invited({ guest: 'bob@fabrikam.example' }),
    expected: 'usual',
  },
  {
    name: 'somebody who invites every month',
    past: [...watched, invited({ at: before(MONDAY, 30, 'days'), guest: 'cy@partner.example' })],
    event: invited(),
    expected: 'usual',
  },
  {
    name: 'watched since last week',
    past: ordinaryDays(7, MONDAY),
    event: invited(),
    expected: 'undecided',
    because: /fewer than 14 days/,
  },
  {
    name: 'a third guest of a day, from a third new domain, beside one of a partner',
    past: [
      ...watched,
      invited({ at: before(MONDAY, 9, 'days'), actor: user('lee'), guest: 'bob@partner.example' }),
      invited(),
      invited({ at: after(MONDAY, 1), guest: 'bea@partner.example' }),
      invited({ at: after(MONDAY, 2), guest: 'cy@tailspin.example' }),
    ],
    event: invited({ at: after(MONDAY, 3), guest: 'di@wingtip.example' }),
    expected: 'anomalous',
    seen: [
      {
        key: 'new-inviter',
        size: 3,
        title: 'Invited 3 guests for the first time, from the new domain fabrikam.example and 2 others',
        facts: {
          guests: ['ann@fabrikam.example', 'cy@tailspin.example', 'di@wingtip.example'],
          domains: ['fabrikam.example', 'tailspin.example', 'wingtip.example'],
        },
      },
    ],
  },
  {
    name: 'an app that invites every month',
    past: [
      ...ordinaryDays(40, MONDAY, { actor: PORTAL }),
      invited({ at: before(MONDAY, 30, 'days'), actor: PORTAL, guest: 'cy@partner.example' }),
    ],
    event: invited({ actor: PORTAL }),
    expected: 'usual',
  },
]);
