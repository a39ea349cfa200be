import { oauthConsent } from '../../shared/detectors/oauth-consent.ts';
import type { Consented } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { before, consented, DANA, MONDAY, user } from '../support/events.ts';

/** So many colleagues let the app in, so many days ago. */
function letIn(colleagues: number, days: number, given: Partial<Consented> = {}): readonly Consented[] {
  const at = before(MONDAY, days, 'days');
  return Array.from({ length: colleagues }, (_, index) =>
    consented({ at, actor: user(`colleague${index}`), ...given }),
  );
}

detectorCases(
  oauthConsent,
  [
    {
      name: 'an unknown app may read mail and come back',
      event: consented(),
      expected: 'anomalous',
      seen: [
        {
          about: DANA,
          severity: 'high',
          opens: true,
          stage: 'staying',
          title: 'Let the app "Some Tool" act in their own name: offline_access, Mail.Read and User.Read',
        },
      ],
    },
    {
      name: 'an app three colleagues let in two days ago',
      past: letIn(3, 2),
      event: consented(),
      expected: 'usual',
    },
    {
      name: 'an app two colleagues let in: a phishing mail reaches several',
      past: letIn(2, 9),
      event: consented(),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'an app three colleagues let in yesterday: not yet usual',
      past: letIn(3, 1),
      event: consented(),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'the same app again by the same user',
      past: [consented({ at: before(MONDAY, 9, 'days') })],
      event: consented(),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'an app that was only refused so far',
      past: letIn(5, 9, { refused: 'admin consent required' }),
      event: consented(),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'another app under a known name',
      past: letIn(5, 9),
      event: consented({ appId: '7c4a8d09-0000-4000-8000-000000000002' }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'mail without coming back',
      event: consented({ scopes: ['Mail.Read'] }),
      expected: 'anomalous',
      seen: [{ severity: 'medium', opens: true }],
    },
    {
      name: 'coming back without anything worth reading',
      event: consented({ scopes: ['offline_access', 'openid', 'User.Read'] }),
      expected: 'anomalous',
      seen: [{ severity: 'low', opens: false }],
    },
    {
      name: 'only the headers of mail',
      event: consented({ scopes: ['offline_access', 'Mail.ReadBasic'] }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'whatever the user may do in the directory',
      event: consented({ scopes: ['offline_access', 'Directory.AccessAsUser.All'] }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'mail by the old protocol',
      event: consented({ scopes: ['offline_access', 'IMAP.AccessAsUser.All'] }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'rights that the record does not show',
      event: consented({ scopes: [] }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'low',
          title: 'Let the app "Some Tool" act in their own name: the log does not say with which rights',
        },
      ],
    },
    {
      name: 'a tool of Microsoft’s own, which a thief takes as gladly',
      event: consented({ app: 'Graph Explorer', scopes: ['offline_access', 'Mail.ReadWrite'] }),
      expected: 'anomalous',
      seen: [{ severity: 'high', opens: true }],
    },
    {
      name: 'an app that asked for little, was let in, and now asks for mail',
      past: letIn(5, 9, { scopes: ['User.Read'] }),
      event: consented(),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'Microsoft refused it',
      event: consented({ refused: 'risky app' }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'low',
          opens: true,
          title: 'Tried to let the app "Some Tool" in; Microsoft refused it',
          facts: { refused: 'risky app' },
          undo: [],
        },
      ],
    },
    {
      name: 'a known app is refused',
      past: letIn(5, 9),
      event: consented({ refused: 'risky app' }),
      expected: 'anomalous',
      seen: [{ severity: 'low' }],
    },
    {
      name: 'an admin lets it in for everybody',
      event: consented({ forWhom: 'everybody', scopes: ['Files.Read.All'] }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'high',
          opens: true,
          title: 'Let the app "Some Tool" act in everybody’s name: Files.Read.All',
        },
      ],
    },
    {
      name: 'an admin lets an app in for everybody, with the sign-in only',
      event: consented({ forWhom: 'everybody', scopes: ['User.Read'] }),
      expected: 'anomalous',
      seen: [{ severity: 'medium' }],
    },
    {
      name: 'a known app, now for everybody',
      past: letIn(5, 9),
      event: consented({ forWhom: 'everybody' }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'an app gets a right of its own',
      event: consented({ forWhom: 'app', scopes: ['full_access_as_app'] }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'high',
          title: 'Let the app "Some Tool" act by itself, for everybody: full_access_as_app',
        },
      ],
    },
  ],
  { neverUndecided: 'an app that nobody is known to use is told, however short the history' },
);
