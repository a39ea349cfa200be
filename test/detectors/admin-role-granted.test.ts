import { adminRoleGranted } from '../../shared/detectors/admin-role-granted.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { accountCreated, after, before, DANA, MONDAY, roleGranted, user } from '../support/events.ts';

const made = accountCreated({ at: before(MONDAY, 72, 'hours') });
const granted = roleGranted();
const asEvidence = { source: granted.source, id: granted.id, at: granted.at };

detectorCases(
  adminRoleGranted,
  [
    {
      name: 'a second Global Administrator',
      event: roleGranted(),
      expected: 'anomalous',
      seen: [
        {
          about: DANA,
          severity: 'high',
          opens: true,
          stage: 'staying',
          title: 'Made lee Global Administrator',
          others: [user('lee')],
        },
      ],
    },
    { name: 'an account made without a role', event: accountCreated(), expected: 'usual' },
    {
      name: 'a role with which one can take nothing else',
      event: roleGranted({ role: 'Reports Reader', templateId: '4a5d8f65-41da-4de4-8968-e035b65339cf' }),
      expected: 'anomalous',
      seen: [{ severity: 'medium', opens: true }],
    },
    {
      name: 'a privileged role in another language, known by its id',
      event: roleGranted({ role: 'Globaler Administrator' }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'the old name of Global Administrator, without an id',
      event: roleGranted({ role: 'Company Administrator', templateId: undefined }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'Exchange Administrator, who reads every mailbox, without an id',
      event: roleGranted({ role: 'Exchange Administrator', templateId: undefined }),
      expected: 'anomalous',
      seen: [{ severity: 'high' }],
    },
    {
      name: 'a role that was allowed before is switched on',
      event: roleGranted({ how: 'activated', target: DANA }),
      expected: 'anomalous',
      seen: [
        {
          severity: 'low',
          opens: false,
          title: 'Activated the role Global Administrator for dana',
          others: [],
        },
      ],
    },
    {
      name: 'somebody may switch the role on from now on',
      event: roleGranted({ how: 'eligible' }),
      expected: 'anomalous',
      seen: [{ severity: 'high', opens: true, title: 'Allowed lee to become Global Administrator' }],
    },
    {
      name: 'an account made 72 hours before',
      past: [made],
      event: granted,
      expected: 'anomalous',
      seen: [
        {
          title: 'Made the new account lee Global Administrator',
          facts: { accountMade: '2026-02-27T09:00:00.000Z' },
          evidence: [asEvidence],
        },
      ],
    },
    {
      name: 'an account made 72 hours and a minute before',
      past: [accountCreated({ at: before(MONDAY, 72 * 60 + 1) })],
      event: granted,
      expected: 'anomalous',
      seen: [{ title: 'Made lee Global Administrator', evidence: [asEvidence] }],
    },
    {
      name: 'another account made just before',
      past: [accountCreated({ at: before(MONDAY, 1), target: user('max') })],
      event: roleGranted(),
      expected: 'anomalous',
      seen: [{ title: 'Made lee Global Administrator' }],
    },
    {
      name: 'an account of that name made again afterwards, read before',
      past: [accountCreated({ at: after(MONDAY, 1) })],
      event: roleGranted(),
      expected: 'anomalous',
      seen: [{ title: 'Made lee Global Administrator' }],
    },
    {
      name: 'an app is made admin by an app',
      event: roleGranted({
        actor: { kind: 'app', id: 'app-1', name: 'Provisioning' },
        target: { kind: 'app', id: 'app-2', name: 'Backup' },
      }),
      expected: 'anomalous',
      seen: [{ about: { kind: 'app', id: 'app-1', name: 'Provisioning' }, severity: 'high' }],
    },
    ...[
      roleGranted(),
      roleGranted({ role: 'Company Administrator' }),
      roleGranted({ role: 'Company  administrator ', templateId: undefined }),
      roleGranted({ role: 'Global Administrator', templateId: undefined }),
    ].map((event) => ({
      name: `one grant, as ${event.role} ${event.templateId === undefined ? 'without' : 'with'} an id`,
      event,
      expected: 'anomalous' as const,
      seen: [
        { key: 'role:62e90394-69f5-4237-9190-012177145e10|lee@contoso.example', severity: 'high' as const },
      ],
    })),
    {
      name: 'an old name of another privileged role',
      event: roleGranted({ role: 'User Account Administrator', templateId: undefined }),
      expected: 'anomalous',
      seen: [{ key: 'role:fe930be7-5e62-47db-91af-98c3a49a38b1|lee@contoso.example', severity: 'high' }],
    },
    {
      name: 'a role that is not in our list, without an id',
      event: roleGranted({ role: 'Reports Reader', templateId: undefined }),
      expected: 'anomalous',
      seen: [{ key: 'role:reports reader|lee@contoso.example', severity: 'medium' }],
    },
  ],
  { neverUndecided: 'the record names role and account, and every role given is told: no history is asked' },
);
