import { massSend } from '../../shared/detectors/mass-send.ts';
import type { MailSent } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { before, DANA, mailSent, MONDAY, ordinaryDays, after } from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);

/** One mail to so many people, as trace rows a second apart, the last a minute before a time. */
function traces(count: number, given: Partial<MailSent> = {}, until = MONDAY): readonly MailSent[] {
  return Array.from({ length: count }, (_, index) =>
    mailSent({
      recipients: [`person${index}@fabrikam.example`],
      at: new Date(until.getTime() - 60_000 - (count - 1 - index) * 1000),
      ...given,
    }),
  );
}

/** So many people, none of them in `traces`. */
function others(count: number, given: Partial<MailSent> = {}, until = MONDAY): readonly MailSent[] {
  return traces(count, given, until).map((mail, index) => ({
    ...mail,
    recipients: [`other${index}@partner.example`],
    subject: given.subject ?? `Matter ${'abcdefghij'.charAt(index % 10)}${'abcdefghij'.charAt(index / 10)}`,
  }));
}

/** One mail to so many people of the tenant. */
function colleagues(count: number): readonly MailSent[] {
  return traces(count, { subject: 'Summer party' }).map((mail, index) => ({
    ...mail,
    recipients: [`colleague${index}@contoso.example`],
  }));
}

/** A mail as the mailbox audit has it, without the names of those who got it. */
function sendRecord(given: Partial<MailSent> = {}): MailSent {
  return mailSent({ source: 'unified-audit', recipients: [], recipientCount: 1, ...given });
}

/** New people on each of so many days, all within one hour of it. */
function eachDay(days: number, people: number, from = 3): readonly MailSent[] {
  return Array.from({ length: days }, (_, day) =>
    traces(people, {}, before(MONDAY, from + day, 'days')).map((mail, index) => ({
      ...mail,
      recipients: [`day${from + day}-${index}@fabrikam.example`],
    })),
  ).flat();
}

const last = mailSent({ recipients: ['last@fabrikam.example'] });

detectorCases(massSend, [
  {
    name: 'one mail to 25 people who were never mailed',
    past: [...watched, ...traces(24)],
    event: last,
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        key: 'surge',
        severity: 'medium',
        opens: true,
        stage: 'spreading',
        size: 25,
        title: 'Mailed 25 people, never mailed before, within an hour and with one subject',
        facts: {
          recipientCount: 25,
          domains: ['fabrikam.example (25)'],
          usual: 'at most 0 new people in an hour',
        },
      },
    ],
  },
  {
    name: 'one mail to 24 people who were never mailed',
    past: [...watched, ...traces(23)],
    event: last,
    expected: 'usual',
  },
  {
    name: 'a newsletter to those who got it last week',
    past: [...watched, ...traces(300, {}, before(MONDAY, 7, 'days')), ...traces(300, { subject: 'News' })],
    event: mailSent({ recipients: ['person0@fabrikam.example'], subject: 'News' }),
    expected: 'usual',
  },
  {
    name: 'a newsletter to those who got one yesterday',
    past: [...watched, ...traces(30, {}, before(MONDAY, 1, 'days')), ...traces(30, { subject: 'News' })],
    event: mailSent({ recipients: ['person0@fabrikam.example'], subject: 'News' }),
    expected: 'usual',
  },
  {
    name: 'a change of address to thirty people who were mailed one by one',
    past: [...watched, ...eachDay(30, 1)],
    event: sendRecord({
      recipients: eachDay(30, 1).flatMap(({ recipients }) => recipients),
      recipientCount: 30,
    }),
    expected: 'usual',
  },
  {
    name: 'one person mailed 25 times',
    past: [...watched, ...traces(24, { recipients: ['last@fabrikam.example'] })],
    event: last,
    expected: 'usual',
  },
  {
    name: 'a hundred people',
    past: [...watched, ...traces(99)],
    event: last,
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 100, opens: true }],
  },
  {
    name: 'ninety-nine people',
    past: [...watched, ...traces(98)],
    event: last,
    expected: 'anomalous',
    seen: [{ severity: 'medium', size: 99 }],
  },
  {
    name: 'a hundred people, by a user watched on three days',
    past: [...ordinaryDays(4, MONDAY), ...traces(99)],
    event: last,
    expected: 'anomalous',
    seen: [{ severity: 'high' }],
  },
  {
    name: 'two hundred people, by a user watched on two days',
    past: [...ordinaryDays(3, MONDAY), ...traces(199)],
    event: last,
    expected: 'anomalous',
    seen: [
      {
        severity: 'medium',
        size: 200,
        title: 'Mailed 200 people, within an hour and with one subject',
        facts: { usual: 'not known: dana was watched for fewer than 3 days' },
      },
    ],
  },
  {
    name: 'sixty of a hundred new people in one subject',
    past: [...watched, ...others(40), ...traces(59)],
    event: last,
    expected: 'anomalous',
    seen: [{ size: 60 }],
  },
  {
    name: 'fifty-nine of a hundred new people in one subject',
    past: [...watched, ...others(41), ...traces(58)],
    event: last,
    expected: 'usual',
  },
  {
    name: 'replies and numbers in the subject do not make it another',
    past: [
      ...watched,
      ...traces(24).map((mail, index) => ({
        ...mail,
        subject: [`RE: Invoice ${4711 + index}`, `Aw: FW: invoice  ${index}`, `Invoice ${index}`][index % 3],
      })),
    ],
    event: mailSent({ ...last, subject: 'INVOICE 9' }),
    expected: 'anomalous',
    seen: [{ size: 25 }],
  },
  {
    name: 'the first of 25 an hour ago',
    past: [...watched, ...traces(1, {}, before(MONDAY, 59)), ...others(23, { subject: 'Invoice' })],
    event: last,
    expected: 'anomalous',
  },
  {
    name: 'the first of 25 an hour and a minute ago',
    past: [...watched, ...traces(1, {}, before(MONDAY, 60)), ...others(23, { subject: 'Invoice' })],
    event: last,
    expected: 'usual',
  },
  {
    name: 'across midnight, records in another order',
    past: [...watched, ...traces(24, {}, new Date('2026-03-02T00:01:00Z')).toReversed()],
    event: { ...last, at: new Date('2026-03-02T00:20:00Z') },
    expected: 'anomalous',
  },
  {
    name: 'the other 24 come later',
    past: [...watched, ...traces(24, {}, after(MONDAY, 10))],
    event: last,
    expected: 'usual',
  },
  {
    name: 'forty people, by a user who reaches ten new ones every day',
    past: [...watched, ...eachDay(10, 10), ...traces(39)],
    event: last,
    expected: 'anomalous',
    seen: [{ facts: { usual: 'at most 10 new people in an hour' } }],
  },
  {
    name: 'thirty-nine people, by a user who reaches ten new ones every day',
    past: [...watched, ...eachDay(10, 10), ...traces(38)],
    event: last,
    expected: 'usual',
  },
  {
    name: 'one busy day in twenty is no custom',
    past: [...watched, ...eachDay(19, 1), ...eachDay(1, 20, 30), ...traces(24)],
    event: last,
    expected: 'anomalous',
  },
  {
    name: 'two busy days in twenty are a custom',
    past: [...watched, ...eachDay(18, 1), ...eachDay(2, 20, 30), ...traces(24)],
    event: last,
    expected: 'usual',
  },
  {
    name: 'the second day: yesterday’s mass send is not yet usual',
    past: [...watched, ...others(200, { subject: 'Urgent' }, before(MONDAY, 1, 'days')), ...traces(24)],
    event: last,
    expected: 'anomalous',
    seen: [{ size: 25 }],
  },
  {
    name: 'one record of the mailbox audit that counts 25',
    past: watched,
    event: sendRecord({ recipientCount: 25 }),
    expected: 'anomalous',
    seen: [
      {
        severity: 'medium',
        size: 25,
        title: 'Mailed 25 people whom the log does not name, within an hour and with one subject',
        facts: { recipients: [], notNamed: 25 },
      },
    ],
  },
  {
    name: 'one record of the mailbox audit that counts 24',
    past: watched,
    event: sendRecord({ recipientCount: 24 }),
    expected: 'usual',
  },
  {
    name: '25 records of the mailbox audit that count nothing',
    past: [
      ...watched,
      ...Array.from({ length: 24 }, (_, index) =>
        sendRecord({ messageId: `<m${index}>`, at: before(MONDAY, 1) }),
      ),
    ],
    event: sendRecord({ messageId: '<last>' }),
    expected: 'anomalous',
    seen: [
      {
        size: 25,
        title: 'Sent 25 mails whose recipients the log does not name, within an hour and with one subject',
      },
    ],
  },
  {
    name: '24 records of the mailbox audit, one of them written twice',
    past: [
      ...watched,
      ...Array.from({ length: 24 }, (_, index) =>
        sendRecord({ messageId: `<m${index}>`, at: before(MONDAY, 1) }),
      ),
    ],
    event: sendRecord({ messageId: '<m0>' }),
    expected: 'usual',
  },
  {
    name: 'a record of the mailbox audit that names 25',
    past: watched,
    event: sendRecord({ recipients: traces(25).flatMap(({ recipients }) => recipients), recipientCount: 25 }),
    expected: 'anomalous',
    seen: [{ size: 25, title: 'Mailed 25 people, never mailed before, within an hour and with one subject' }],
  },
  {
    name: 'a trace and a mailbox audit record of one mail to twenty',
    past: [...watched, ...traces(20)],
    event: sendRecord({ messageId: '<m1@contoso.example>', recipientCount: 20 }),
    expected: 'usual',
  },
  {
    name: 'a trace of one mail to twenty and a mailbox audit record of another',
    past: [...watched, ...traces(20)],
    event: sendRecord({ messageId: '<m2@contoso.example>', recipientCount: 20 }),
    expected: 'anomalous',
    seen: [
      {
        size: 40,
        title:
          'Mailed 20 people, never mailed before, and mailed 20 people whom the log does not name, within an hour and with one subject',
      },
    ],
  },
  {
    name: 'a mailbox audit record without the subject hides no traced mail',
    past: [...watched, ...traces(30)],
    event: sendRecord({ messageId: '<m1@contoso.example>', recipientCount: 30, subject: undefined }),
    expected: 'anomalous',
    seen: [{ size: 30 }],
  },
  {
    name: 'an app that sends invoices',
    past: [],
    event: sendRecord({ actor: { kind: 'app', id: 'crm', name: 'CRM' }, recipientCount: 500 }),
    expected: 'usual',
  },
  {
    name: 'a trace, where no own domain is known',
    past: [...watched, ...traces(24)],
    event: last,
    ownDomains: null,
    expected: 'undecided',
    because: /own domains are not known/,
  },
  {
    name: 'a mailbox audit record, where no own domain is known',
    past: watched,
    event: sendRecord({ recipientCount: 25 }),
    ownDomains: null,
    expected: 'anomalous',
  },
  {
    name: 'all two hundred colleagues',
    past: [...watched, ...colleagues(199)],
    event: mailSent({ recipients: ['last@Contoso.example'], subject: 'Summer party' }),
    expected: 'usual',
  },
  {
    name: 'all colleagues, and 24 people outside',
    past: [...watched, ...colleagues(199), ...traces(23, { subject: 'Summer party' })],
    event: { ...last, subject: 'Summer party' },
    expected: 'usual',
  },
  {
    name: 'all colleagues, and 25 people outside',
    past: [...watched, ...colleagues(199), ...traces(24, { subject: 'Summer party' })],
    event: { ...last, subject: 'Summer party' },
    expected: 'anomalous',
    seen: [{ size: 25, facts: { domains: ['fabrikam.example (25)'] } }],
  },
]);
