import { guestInvited } from '../../shared/detectors/guest-invited.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { before, invited, MONDAY, ordinaryDays, user } from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);

detectorCases(guestInvited, [
  {
    name: 'a first invitation, to a new domain',
    past: watched,
    event: invited(),
    expected: 'anomalous',
    seen: [{ severity: 'low', opens: false, key: 'domain:fabrikam.example' }],
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
]);
