import { accountCreated as detector } from '../../shared/detectors/account-created.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { accountCreated, invited, user } from '../support/events.ts';

detectorCases(
  detector,
  [
    {
      name: 'a new account',
      event: accountCreated({ target: user('newcomer') }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'low',
          opens: false,
          key: 'account:newcomer@contoso.example',
          title: 'Made the account newcomer',
        },
      ],
    },
    { name: 'a guest, who is no account of one’s own', event: invited(), expected: 'usual' },
  ],
  { neverUndecided: 'the record names the account and who made it' },
);
