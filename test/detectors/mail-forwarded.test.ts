import { mailForwarded } from '../../shared/detectors/mail-forwarded.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { DANA, mailRule } from '../support/events.ts';

const outside = mailRule({ sendsTo: ['thief@evil.example'] });
const inside = mailRule({ sendsTo: ['lee@contoso.example'] });

detectorCases(mailForwarded, [
  {
    name: 'an inbox rule sends mail outside',
    event: outside,
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        severity: 'high',
        opens: true,
        stage: 'staying',
        title: 'Forwards the mail of dana@contoso.example to thief@evil.example, outside, by an inbox rule',
        facts: { outside: ['thief@evil.example'] },
      },
    ],
  },
  { name: 'an inbox rule that sends nothing on', event: mailRule({ deletes: true }), expected: 'usual' },
  {
    name: 'to a colleague',
    event: inside,
    expected: 'anomalous',
    seen: [
      {
        severity: 'low',
        opens: false,
        title:
          'Forwards the mail of dana@contoso.example to lee@contoso.example, inside your own domains, by an inbox rule',
      },
    ],
  },
  {
    name: 'to a domain whose name ends like ours',
    event: mailRule({ sendsTo: ['lee@evilcontoso.example'] }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'to a subdomain that is not verified as ours',
    event: mailRule({ sendsTo: ['lee@mail.contoso.example'] }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'to the second domain of the tenant, in other letters',
    event: mailRule({ sendsTo: ['lee@Contoso.onmicrosoft.example'] }),
    ownDomains: ['contoso.example', 'contoso.onmicrosoft.example'],
    expected: 'anomalous',
    seen: [{ severity: 'low' }],
  },
  {
    name: 'to a colleague and outside',
    event: mailRule({ sendsTo: ['lee@contoso.example', 'thief@evil.example'], deletes: true }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'high',
        size: 2,
        facts: {
          outside: ['thief@evil.example'],
          keepsCopy: 'no: the owner does not see the mail',
        },
      },
    ],
  },
  {
    name: 'a mailbox setting sends mail outside',
    event: mailRule({ scope: 'mailbox', name: undefined, everyMail: true, sendsTo: ['thief@evil.example'] }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'high',
        title:
          'Forwards the mail of dana@contoso.example to thief@evil.example, outside, by a mailbox setting',
        undo: [
          {
            what: 'Switch off the forwarding of dana@contoso.example',
            command:
              "Set-Mailbox 'dana@contoso.example' -ForwardingSmtpAddress $null -ForwardingAddress $null",
          },
        ],
      },
    ],
  },
  {
    name: 'a rule for all mail copies it outside',
    event: mailRule({ scope: 'transport', mailbox: 'contoso.example', sendsTo: ['thief@evil.example'] }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'high',
        title: 'Forwards the mail of contoso.example to thief@evil.example, outside, by a rule for all mail',
      },
    ],
  },
  {
    name: 'no own domain is known',
    event: inside,
    ownDomains: null,
    expected: 'undecided',
    because: /own domains are not known/,
  },
  {
    name: 'to a contact of which the record shows the name only',
    event: mailRule({ scope: 'mailbox', sendsTo: ['lee home'] }),
    expected: 'undecided',
    because: /without its address/,
  },
  {
    name: 'to a colleague and to a name without an address',
    event: mailRule({ sendsTo: ['lee@contoso.example', 'lee home'] }),
    expected: 'undecided',
  },
  {
    name: 'outside and to a name without an address',
    event: mailRule({ sendsTo: ['thief@evil.example', 'lee home'] }),
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'the mailbox of somebody else, in other letters',
    event: { ...outside, mailbox: 'Lee@contoso.example' },
    expected: 'anomalous',
    seen: [
      { about: DANA, others: [{ kind: 'user', id: 'lee@contoso.example', name: 'Lee@contoso.example' }] },
    ],
  },
  {
    name: 'the actor’s own mailbox',
    event: { ...outside, mailbox: 'Dana@contoso.example' },
    expected: 'anomalous',
    seen: [{ others: [] }],
  },
  {
    name: 'a mailbox that is not named by an address',
    event: { ...outside, mailbox: 'Lee Example' },
    expected: 'anomalous',
    seen: [{ others: [] }],
  },
]);
