import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRead, read, type RawRecord } from '../../shared/sources/index.ts';
import { asideOf, GUIDS } from './read-one.ts';

/** A record of each kind with a time under test, and the field it stands in. */
const timed: readonly (readonly [string, string, (time: unknown) => object])[] = [
  [
    'a sign-in',
    'createdDateTime',
    (createdDateTime) => ({
      id: 'r-1',
      createdDateTime,
      userPrincipalName: 'ann@example.com',
      userId: GUIDS.ann,
      status: { errorCode: 0 },
    }),
  ],
  [
    'a directory audit',
    'activityDateTime',
    (activityDateTime) => ({ id: 'r-1', activityDateTime, activityDisplayName: 'Add user' }),
  ],
  [
    'a unified audit record',
    'CreationTime',
    (CreationTime) => ({ Id: 'r-1', CreationTime, Operation: 'UserLoggedIn', RecordType: 15 }),
  ],
  [
    'a message trace',
    'receivedDateTime',
    (receivedDateTime) => ({
      id: 'r-1',
      receivedDateTime,
      senderAddress: 'ann@example.com',
      recipientAddress: 'cy@partner.example',
    }),
  ],
  [
    'an older message trace',
    'Received',
    (Received) => ({
      MessageTraceId: 'r-1',
      Received,
      SenderAddress: 'ann@example.com',
      RecipientAddress: 'cy@partner.example',
    }),
  ],
  [
    'a sign-in row',
    'time',
    (time) => ({
      time,
      category: 'SignInLogs',
      properties: { id: 'r-1', userPrincipalName: 'ann@example.com' },
    }),
  ],
  [
    'an audit row',
    'time',
    (time) => ({ time, category: 'AuditLogs', properties: { id: 'r-1', activityDisplayName: 'Add user' } }),
  ],
];

const noTimes: readonly (readonly [string, unknown])[] = [
  ['a 65th second', '2026-03-02T09:00:65Z'],
  ['a 24th hour', '2026-03-02T24:00:00Z'],
  ['a 30th of February', '2026-02-30T09:00:00Z'],
  ['a 13th month', '2026-13-02T09:00:00Z'],
  ['the first year', '0001-01-01T00:00:00Z'],
  ['the first year of Windows', '1601-01-01T00:00:00Z'],
  ['the first day of Unix', '1970-01-01T00:00:00Z'],
  ['a year to come', '2100-01-01T00:00:00Z'],
  ['the last year', '9999-12-31T23:59:59Z'],
  ['now', 'now'],
  ['no zone of the earth', '2026-03-02T09:00:00+99:99'],
  ['a day without a time', '2026-03-02'],
  ['the American spelling', '3/2/2026 9:00:00 AM'],
  ['nothing', ''],
  ['blanks', '   '],
  ['the word for nothing', '<null>'],
  ['null', null],
  ['a number', 1_772_442_000_000],
  ['an object', { at: '2026-03-02T09:00:00Z' }],
  ['a list', ['2026-03-02T09:00:00Z']],
];

describe.each(timed)('%s', (_name, _field, record) => {
  it.each(noTimes)('with %s as its time is set aside with its id', (_case, time) => {
    const { why, recordId } = asideOf(record(time));

    expect(why).toMatch(/^no time /);
    expect(why.length).toBeLessThan(120);
    expect(recordId).toBe('r-1');
  });

  it('with a time is read', () => {
    expect(isRead(read(record('2026-03-02T09:00:00Z') as RawRecord))).toBe(true);
  });
});

describe('a record whose time is missing', () => {
  it.each(timed.filter(([, field]) => field === 'time'))('%s is set aside', (_name, _field, record) => {
    expect(asideOf(record(undefined))).toEqual({
      why: expect.stringMatching(/: missing$/),
      recordId: 'r-1',
    });
  });
});

describe('a record of no known kind', () => {
  it.each<[string, object, string, string | undefined]>([
    ['empty', {}, 'an empty record', undefined],
    [
      'of a shape nobody knows',
      { a: 1, b: 2, c: 3, d: 4, e: 5 },
      'a shape Vigil does not know (it begins with a, b, c, d)',
      undefined,
    ],
    [
      'of such a shape with an id',
      { Identity: 'x', ResultIndex: 1 },
      'a shape Vigil does not know (it begins with Identity, ResultIndex)',
      'x',
    ],
    ['with an id that is no text', { id: 7 }, 'a shape Vigil does not know (it begins with id)', undefined],
    [
      'with a long name',
      { ['x'.repeat(500)]: 1 },
      `a shape Vigil does not know (it begins with ${'x'.repeat(80)})`,
      undefined,
    ],
    [
      'of a category that is not read',
      { category: 'MicrosoftGraphActivityLogs', properties: { id: 'x' } },
      'Vigil does not read the category MicrosoftGraphActivityLogs',
      'x',
    ],
    [
      'of a row without a category',
      { time: '2026-03-02T09:00:00Z', properties: {} },
      'a shape Vigil does not know (it begins with time, properties)',
      undefined,
    ],
    [
      'of a row with its properties as text',
      { category: 'SignInLogs', properties: '{}' },
      'a shape Vigil does not know (it begins with category, properties)',
      undefined,
    ],
    [
      'of a row with its properties as a list',
      { category: 'SignInLogs', properties: [{ id: 'x' }] },
      'a shape Vigil does not know (it begins with category, properties)',
      undefined,
    ],
    [
      'of a row without properties',
      { category: 'SignInLogs', properties: null },
      'a shape Vigil does not know (it begins with category, properties)',
      undefined,
    ],
    [
      'of a row of another table',
      { TimeGenerated: '2026-03-02T09:00:00Z', Type: 'Heartbeat' },
      'a shape Vigil does not know (it begins with TimeGenerated, Type)',
      undefined,
    ],
    [
      'that is a security alert',
      {
        id: 'x',
        title: 'Anonymous IP address',
        category: 'AnonymousLogin',
        createdDateTime: '2026-03-02T09:00:00Z',
        status: 'new',
      },
      'a shape Vigil does not know (it begins with id, title, category, createdDateTime)',
      'x',
    ],
    [
      'that is a user',
      { id: 'x', userPrincipalName: 'ann@example.com', createdDateTime: '2026-03-02T09:00:00Z' },
      'a shape Vigil does not know (it begins with id, userPrincipalName, createdDateTime)',
      'x',
    ],
    [
      'named like properties of JavaScript',
      JSON.parse('{"__proto__":{"createdDateTime":"x"},"constructor":1}') as object,
      'a shape Vigil does not know (it begins with __proto__, constructor)',
      undefined,
    ],
  ])('%s is set aside', (_name, record, why, recordId) => {
    expect(asideOf(record)).toEqual({ why, recordId });
  });

  it.each<[string, object]>([
    [
      'an audit record with an empty operation',
      { Id: 'x', CreationTime: '2026-03-02T09:00:00', Operation: '', RecordType: 8 },
    ],
    [
      'an audit record with a list as operation',
      { Id: 'x', CreationTime: '2026-03-02T09:00:00', Operation: ['Add user.'], RecordType: 8 },
    ],
    ['a directory audit without an activity', { id: 'x', activityDateTime: '2026-03-02T09:00:00Z' }],
    [
      'a directory audit with a blank activity',
      { id: 'x', activityDateTime: '2026-03-02T09:00:00Z', activityDisplayName: ' . ' },
    ],
  ])('%s is set aside', (_name, record) => {
    expect(asideOf(record)).toEqual({ why: expect.stringMatching(/named$/), recordId: 'x' });
  });
});

/** Any JSON under the names the readers look at. */
const names = [
  'id',
  'Id',
  'createdDateTime',
  'ipAddress',
  'userId',
  'activityDateTime',
  'activityDisplayName',
  'initiatedBy',
  'targetResources',
  'additionalDetails',
  'CreationTime',
  'Operation',
  'RecordType',
  'Actor',
  'Target',
  'ModifiedProperties',
  'Parameters',
  'senderAddress',
  'recipientAddress',
  'receivedDateTime',
  'category',
  'properties',
  'time',
  'status',
  'deviceDetail',
  'CreatedDateTime',
  'IPAddress',
  'ActivityDateTime',
  'TargetResources',
  '__proto__',
];
const times = fc.constantFrom('2026-03-02T09:00:00Z', '2026-03-02T09:00:65Z');
const operations = fc.constantFrom(
  'Add user.',
  'UserLoggedIn',
  'New-InboxRule',
  'Send',
  'Consent to application',
  8,
  15,
  'SignInLogs',
  'AuditLogs',
);
const anyRecord = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.oneof(times, operations, fc.jsonValue({ maxDepth: 4 }))), {
    maxLength: 12,
  })
  .map(
    (entries) =>
      JSON.parse(
        `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',')}}`,
      ) as RawRecord,
  );

describe('any record', () => {
  it('is read or set aside with a reason, and no event has a made-up time', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const one = read(record);
        const told = isRead(one) ? (one.event?.at.toISOString() ?? 'not needed') : `aside: ${one.why}`;
        expect(told).toMatch(/^(?:2026-03-02T09:00:00\.000Z|not needed|aside: .+)$/s);
      }),
      { numRuns: 2_000 },
    );
  });
});
