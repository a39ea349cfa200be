import { describe, expect, it } from '@jest/globals';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

const pairs = (values: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** Ann does something in Exchange. */
function record(Operation: string, given: object = {}): object {
  return {
    CreationTime: '2026-03-02T09:00:00',
    Id: '44444444-0000-4000-8000-000000000002',
    Operation,
    OrganizationId: GUIDS.tenant,
    OrganizationName: 'example.onmicrosoft.com',
    RecordType: 1,
    ResultStatus: 'True',
    UserKey: '1003200100000A0A',
    UserType: 2,
    ClientIP: '[2001:db8::7]:52378',
    ObjectId: 'EURPR01A001.example/Hosted Organizations/example.onmicrosoft.com/ann\\My Rule',
    UserId: 'Ann@example.com',
    ...given,
  };
}

/** With these parameters of the cmdlet. */
function cmdlet(operation: string, parameters: Readonly<Record<string, string>>, given: object = {}): object {
  return record(operation, { Parameters: pairs(parameters), ...given });
}

describe('an inbox rule', () => {
  it('tells what it does, with what and where', () => {
    expect(
      readingOf(
        cmdlet('New-InboxRule', {
          AlwaysDeleteOutlookRulesBlob: 'False',
          Force: 'False',
          Name: '..',
          SubjectOrBodyContainsWords: 'invoice; payment',
          BodyContainsWords: 'IBAN',
          ForwardTo: '"Cy" [SMTP:Cy@Partner.example];smtp:di@partner.example',
          RedirectTo: 'Eve Example',
          MarkAsRead: 'True',
          DeleteMessage: 'True',
          MoveToFolder: 'RSS Feeds',
        }),
      ),
    ).toEqual({
      source: 'unified-audit',
      id: '44444444-0000-4000-8000-000000000002',
      stream: 'unified|new-inboxrule',
      people: [['ann@example.com', '1003200100000a0a']],
      ownDomains: ['example.com', 'example.onmicrosoft.com'],
      event: {
        kind: 'mail-rule',
        id: '44444444-0000-4000-8000-000000000002',
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'unified-audit',
        actor: { kind: 'user', id: 'ann@example.com', name: 'Ann@example.com' },
        ip: '2001:db8::7',
        scope: 'inbox',
        mailbox: 'ann',
        name: '..',
        sendsTo: ['cy@partner.example', 'di@partner.example', 'eve example'],
        deletes: true,
        movesTo: 'RSS Feeds',
        marksRead: true,
        keywords: ['IBAN', 'invoice', 'payment'],
        everyMail: false,
      },
    });
  });

  it.each<[string, string, Readonly<Record<string, string>>, object, object]>([
    [
      'without a condition',
      'New-InboxRule',
      { Name: 'x', DeleteMessage: 'True' },
      {},
      { everyMail: true, deletes: true, sendsTo: [] },
    ],
    ['with an empty condition', 'New-InboxRule', { Name: 'x', From: '' }, {}, { everyMail: true }],
    ['for one sender', 'New-InboxRule', { Name: 'x', From: 'cy@partner.example' }, {}, { everyMail: false }],
    [
      'changed',
      'Set-InboxRule',
      { Identity: 'x', ForwardAsAttachmentTo: 'cy@partner.example' },
      {},
      { everyMail: undefined, sendsTo: ['cy@partner.example'], name: 'My Rule' },
    ],
    [
      'in capitals and with a dollar',
      'New-InboxRule',
      { NAME: 'x', deletemessage: '$True', softdeletemessage: 'False' },
      {},
      { name: 'x', deletes: true },
    ],
    ['that deletes softly', 'New-InboxRule', { Name: 'x', SoftDeleteMessage: 'true' }, {}, { deletes: true }],
    [
      'that does nothing of the kind',
      'New-InboxRule',
      { Name: 'x', DeleteMessage: 'False', MarkAsRead: 'False' },
      {},
      { deletes: false, marksRead: false, movesTo: undefined },
    ],
    [
      'of a named mailbox',
      'New-InboxRule',
      { Mailbox: 'example.onmicrosoft.com/bob', Name: 'x' },
      {},
      { mailbox: 'bob' },
    ],
    ['without an object', 'New-InboxRule', { Name: 'x' }, { ObjectId: null }, { mailbox: 'Ann@example.com' }],
    [
      'with a plain object',
      'New-InboxRule',
      {},
      { ObjectId: 'ann' },
      { mailbox: 'Ann@example.com', name: undefined },
    ],
    [
      'without parameters',
      'Set-InboxRule',
      {},
      { Parameters: null },
      { kind: 'mail-rule', sendsTo: [], keywords: [] },
    ],
  ])('%s', (_name, operation, parameters, given, expected) => {
    expect(eventOf(cmdlet(operation, parameters, given))).toMatchObject({
      kind: 'mail-rule',
      scope: 'inbox',
      ...expected,
    });
  });

  it.each(['False', 'Failed'])('that was not made (%s) is no event', (ResultStatus) => {
    expect(
      eventOf(cmdlet('New-InboxRule', { Name: 'x', DeleteMessage: 'True' }, { ResultStatus })),
    ).toBeUndefined();
  });
});

describe('a rule that Outlook itself writes', () => {
  const outlook = {
    RecordType: 2,
    ResultStatus: 'Succeeded',
    UserType: 0,
    MailboxOwnerUPN: 'ann@example.com',
    ClientIP: '<null>',
    ClientIPAddress: '192.0.2.7',
  };

  /** With these operation properties; a property without a value has none in the record either. */
  function rule(values: Readonly<Record<string, string | undefined>>): object {
    const properties = {
      RuleOperation: 'AddMailboxRule',
      RuleState: 'Enabled',
      RuleName: 'x',
      RuleCondition: '{(Exists(ItemClass))}',
      ...values,
    };
    return record('UpdateInboxRules', {
      ...outlook,
      OperationProperties: Object.entries(properties).map(([Name, Value]) => ({ Name, Value })),
    });
  }

  const forward =
    '[{"ActionType":"Forward","Recipients":["Cy@partner.example","di@partner.example"],"ForwardFlags":"None"}]';

  it.each<[string, Readonly<Record<string, string | undefined>>, object]>([
    [
      'forwards every mail',
      { RuleActions: forward },
      {
        sendsTo: ['cy@partner.example', 'di@partner.example'],
        everyMail: true,
        mailbox: 'ann@example.com',
        ip: '192.0.2.7',
      },
    ],
    [
      'is changed',
      { RuleOperation: 'ModifyMailboxRule', RuleActions: forward },
      { sendsTo: ['cy@partner.example', 'di@partner.example'] },
    ],
    [
      'redirects',
      { RuleActions: '[{"ActionType":"Redirect","Recipients":["cy@partner.example"]}]' },
      { sendsTo: ['cy@partner.example'] },
    ],
    [
      'deletes and marks',
      { RuleActions: '[{"ActionType":"Delete"},{"ActionType":"MarkAsRead"}]' },
      { deletes: true, marksRead: true, sendsTo: [] },
    ],
    [
      'moves',
      { RuleActions: '[{"ActionType":"MoveToFolder","FolderName":"Archive"}]' },
      { movesTo: 'Archive', deletes: false },
    ],
    ['moves nobody knows where', { RuleActions: '[{"ActionType":"Move"}]' }, { movesTo: '?' }],
    [
      'looks for words',
      {
        RuleActions: forward,
        RuleCondition:
          '{(&((SubString IgnoreCase(SubjectProperty)=Invoice)(SubString IgnoreCase(BodyProperty)= IBAN )))}',
      },
      { keywords: ['Invoice', 'IBAN'], everyMail: false },
    ],
    ['has no name', { RuleName: undefined, RuleActions: forward }, { name: undefined }],
    ['hides its condition', { RuleCondition: undefined, RuleActions: forward }, { kind: 'mail-rule' }],
    [
      'has its actions cut off',
      { RuleActions: '[{"ActionType":"Forward","Recip' },
      { sendsTo: [], deletes: false },
    ],
    ['has actions of another kind', { RuleActions: '{"ActionType":"Forward"}' }, { sendsTo: [] }],
    ['has no actions', { RuleActions: undefined }, { sendsTo: [] }],
    [
      'has recipients of another kind',
      { RuleActions: '[{"ActionType":"Forward","Recipients":"x","FolderName":7}]' },
      { sendsTo: [] },
    ],
  ])('%s', (_name, values, expected) => {
    expect(eventOf(rule(values))).toMatchObject({ kind: 'mail-rule', scope: 'inbox', ...expected });
  });

  it.each(['RemoveMailboxRule', 'DeleteMailboxRule'])('and takes away (%s) is no event', (RuleOperation) => {
    expect(eventOf(rule({ RuleOperation, RuleActions: forward }))).toBeUndefined();
  });

  it('shows the domains of the tenant and of the mailbox’s owner', () => {
    expect(new Set(readingOf(rule({ RuleActions: forward })).ownDomains)).toEqual(
      new Set(['example.com', 'example.onmicrosoft.com']),
    );
  });
});

describe('a forwarding of a mailbox', () => {
  it.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'to an address',
      {
        Identity: 'EURPR01A001/example.onmicrosoft.com/bob',
        ForwardingSmtpAddress: 'smtp:Cy@partner.example',
        DeliverToMailboxAndForward: 'False',
      },
      { mailbox: 'bob', sendsTo: ['cy@partner.example'], deletes: true, everyMail: true },
    ],
    [
      'that keeps a copy',
      { Identity: 'bob', ForwardingSmtpAddress: 'cy@partner.example', DeliverToMailboxAndForward: 'True' },
      { deletes: false },
    ],
    [
      'to somebody in the directory',
      { Identity: 'bob', ForwardingAddress: 'Eve Example' },
      { sendsTo: ['eve example'] },
    ],
    ['without an identity', { ForwardingSmtpAddress: 'cy@partner.example' }, { mailbox: 'ann\\My Rule' }],
  ])('%s', (_name, parameters, expected) => {
    expect(eventOf(cmdlet('Set-Mailbox', parameters))).toMatchObject({
      kind: 'mail-rule',
      scope: 'mailbox',
      ...expected,
    });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['taken away', { Identity: 'bob', ForwardingSmtpAddress: '', DeliverToMailboxAndForward: 'False' }],
    ['that is another setting', { Identity: 'bob', AuditEnabled: 'True' }],
  ])('%s is no event', (_name, parameters) => {
    expect(eventOf(cmdlet('Set-Mailbox', parameters))).toBeUndefined();
  });
});

describe('a rule for all mail', () => {
  it.each<[string, string, Readonly<Record<string, string>>, object]>([
    [
      'that copies',
      'New-TransportRule',
      { Name: 'Archive', BlindCopyTo: 'cy@partner.example' },
      { name: 'Archive', sendsTo: ['cy@partner.example'], mailbox: 'example.onmicrosoft.com' },
    ],
    [
      'that redirects',
      'Set-TransportRule',
      { RedirectMessageTo: 'cy@partner.example' },
      { name: 'My Rule', sendsTo: ['cy@partner.example'] },
    ],
    [
      'that adds recipients',
      'Set-TransportRule',
      { CopyTo: 'cy@partner.example', AddToRecipients: 'di@partner.example' },
      { sendsTo: ['cy@partner.example', 'di@partner.example'] },
    ],
    [
      'that deletes',
      'New-TransportRule',
      { Name: 'x', DeleteMessage: 'True', SubjectOrBodyContainsWords: 'phishing' },
      { deletes: true, keywords: ['phishing'] },
    ],
  ])('%s', (_name, operation, parameters, expected) => {
    expect(eventOf(cmdlet(operation, parameters))).toMatchObject({
      kind: 'mail-rule',
      scope: 'transport',
      ...expected,
    });
  });

  it('that only marks is no event', () => {
    expect(eventOf(cmdlet('New-TransportRule', { Name: 'x', PrependSubject: 'External' }))).toBeUndefined();
  });
});

describe('a mail sent', () => {
  const sent = {
    RecordType: 2,
    ResultStatus: 'Succeeded',
    UserType: 0,
    ClientIP: '192.0.2.7',
    MailboxOwnerUPN: 'ann@example.com',
    Item: {
      Id: 'x',
      InternetMessageId: '<m1@example.com>',
      Subject: 'Invoice',
      ParentFolder: { Path: '\\Drafts' },
    },
  };

  it('tells its subject and, of old, nobody whom it went to', () => {
    expect(eventOf(record('Send', sent))).toEqual({
      kind: 'mail-sent',
      id: '44444444-0000-4000-8000-000000000002',
      at: new Date('2026-03-02T09:00:00Z'),
      source: 'unified-audit',
      actor: { kind: 'user', id: 'ann@example.com', name: 'Ann@example.com' },
      ip: '192.0.2.7',
      messageId: '<m1@example.com>',
      recipients: [],
      recipientCount: 1,
      subject: 'Invoice',
    });
  });

  it.each<[string, object, object]>([
    ['how many', { recipientCount: 250 }, { recipientCount: 250, recipients: [] }],
    ['how many, in the other spelling', { RecipientCount: 250 }, { recipientCount: 250 }],
    ['how many, as text', { recipientCount: '250' }, { recipientCount: 250 }],
    [
      'to whom',
      { recipientList: ['Cy@partner.example', 'di@partner.example'] },
      { recipients: ['cy@partner.example', 'di@partner.example'], recipientCount: 2 },
    ],
    [
      'to whom, in the other spelling',
      { RecipientList: ['Cy@partner.example'] },
      { recipients: ['cy@partner.example'] },
    ],
    [
      'both',
      { recipientCount: 1_200, recipientList: ['cy@partner.example'] },
      { recipients: ['cy@partner.example'], recipientCount: 1_200 },
    ],
    [
      'neither, in words',
      { recipientCount: 'many', recipientList: 'all' },
      { recipients: [], recipientCount: 1 },
    ],
    [
      'fewer than it names',
      { recipientCount: 0, recipientList: ['cy@partner.example'] },
      { recipientCount: 1 },
    ],
    ['nothing of the mail', { Item: null }, { messageId: undefined, subject: undefined }],
  ])('may tell %s', (_name, given, expected) => {
    expect(eventOf(record('Send', { ...sent, ...given }))).toMatchObject({ kind: 'mail-sent', ...expected });
  });

  it.each(['SendAs', 'SendOnBehalf'])('by %s counts as well', (operation) => {
    expect(eventOf(record(operation, sent))).toMatchObject({ kind: 'mail-sent' });
  });

  it('that did not leave is no event', () => {
    expect(eventOf(record('Send', { ...sent, ResultStatus: 'Failed' }))).toBeUndefined();
  });
});
