import { describe, expect, it } from '@jest/globals';
import { ann, audit, change, details, guestTarget } from './an-audit.ts';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

describe('a directory record', () => {
  it.each(['Add member to role', 'Invite external user', 'Add user', 'User registered security info'])(
    'of a failed "%s" is no event',
    (activity) => {
      for (const result of ['failure', 'timeout', 'unknownFutureValue']) {
        expect(
          eventOf(
            change(activity, [{ displayName: 'Role.DisplayName', newValue: '"Global Administrator"' }], {
              result,
            }),
          ),
        ).toBeUndefined();
      }
    },
  );

  it.each(['Add user', 'ADD USER', ' Add  user. ', 'Add user '])(
    'is known by its activity, written %p',
    (activity) => {
      expect(readingOf(audit(activity))).toMatchObject({
        stream: 'audit|add user',
        event: { kind: 'account-created' },
      });
    },
  );

  it('of an activity that is not judged is known, whatever its dash and its blank', () => {
    const [dash, hyphen] = ['–', '-'].map((mark) =>
      readingOf(audit(`Update application ${mark} Certificates and secrets management `)),
    );

    expect(dash).toEqual(hyphen);
    expect(dash).toMatchObject({
      event: undefined,
      stream: 'audit|update application - certificates and secrets management',
    });
  });

  it.each<[string, object, readonly string[]]>([
    ['a member', {}, ['example.com']],
    ['a guest', { userPrincipalName: 'cy_partner.example#EXT#@example.onmicrosoft.com' }, []],
    [
      'a service of Microsoft’s without an object',
      {
        id: '00000000-0000-0000-0000-000000000000',
        userPrincipalName: 'fim_password_service@support.onmicrosoft.com',
      },
      [],
    ],
    ['somebody without an id', { id: null }, []],
  ])('by %s shows the tenant’s own domains: %p', (_name, given, domains) => {
    expect(readingOf(audit('Add user', { initiatedBy: { user: { ...ann, ...given } } })).ownDomains).toEqual(
      domains,
    );
  });

  it.each<[string, object]>([
    ['texts where lists belong', { targetResources: 'x', additionalDetails: 'x' }],
    ['a text where an object belongs', { initiatedBy: 'x', resultReason: 7 }],
    ['texts in lists of objects', { targetResources: ['x', null, 7], additionalDetails: [null, 'x'] }],
    ['lists in lists', { targetResources: [{ modifiedProperties: [[], null, { displayName: 7 }] }] }],
    [
      'names of JavaScript',
      {
        targetResources: [
          {
            type: '__proto__',
            id: 'constructor',
            modifiedProperties: [{ displayName: '__proto__', newValue: 'x' }],
          },
        ],
      },
    ],
  ])('with %s is read', (_name, given) => {
    expect(readingOf(audit('Update user', given))).toMatchObject({
      source: 'directory-audits',
      event: undefined,
    });
  });

  it('keeps what is whole beside what is broken', () => {
    const invitation = audit('Invite external user', {
      targetResources: [null, guestTarget],
      additionalDetails: [null, { key: 'oid', value: GUIDS.ann }],
    });

    expect(eventOf(invitation)).toMatchObject({ kind: 'invited', guest: 'cy@partner.example' });
  });

  it.each<[string, string | null, string | undefined]>([
    ['a quoted text', '"Some Role"', 'Some Role'],
    ['plain text', 'Some Role', 'Some Role'],
    ['a list of one', '["Some Role"]', 'Some Role'],
    ['a list over lines', '[\r\n  "Some Role"\r\n]', 'Some Role'],
    ['a number', '7', '7'],
    ['an empty text', '""', undefined],
    ['an empty list', '[]', undefined],
    ['a list of two', '["a","b"]', undefined],
    ['nothing', null, undefined],
  ])('says a value that is %s', (_name, newValue, role) => {
    const event = eventOf(change('Add member to role', [{ displayName: 'Role.DisplayName', newValue }]));

    expect(event?.kind === 'role-granted' ? event.role : undefined).toBe(role);
  });
});

describe('a directory record in an Azure Monitor row', () => {
  const record = audit('Add user');
  const row = {
    time: '2026-03-02T09:05:00Z',
    category: 'AuditLogs',
    operationName: 'Add user',
    resultSignature: 'None',
    properties: record,
  };

  it.each(['AuditLogs', 'UserManagement', 'auditlogs'])('of the category %s is the record', (category) => {
    expect(readingOf({ ...row, category })).toEqual(readingOf(record));
  });

  it('gets from the row what it lacks', () => {
    const bare = {
      ...record,
      activityDisplayName: undefined,
      activityDateTime: undefined,
      result: undefined,
    };

    expect(eventOf({ ...row, properties: bare })).toMatchObject({
      kind: 'account-created',
      at: new Date('2026-03-02T09:05:00Z'),
    });
    expect(eventOf({ ...row, properties: bare, result: 'FAILURE' })).toBeUndefined();
    expect(
      eventOf({ ...row, operationName: 'x', properties: { ...bare, operationName: 'Add user' } }),
    ).toMatchObject({ kind: 'account-created' });
  });
});

describe('a directory record as a row of the table AuditLogs', () => {
  const record = audit('Invite external user', {
    targetResources: [guestTarget],
    ...details({ ipaddr: '192.0.2.8' }),
  });
  const row = {
    TimeGenerated: '2026-03-02T09:06:00Z',
    OperationName: 'Invite external user',
    Category: 'UserManagement',
    AdditionalDetails: '[{"key":"ipaddr","value":"192.0.2.8"}]',
    Id: 'Directory_1',
    InitiatedBy: JSON.stringify({ user: ann }),
    Result: 'success',
    ResultReason: '',
    TargetResources: JSON.stringify([guestTarget]),
    ActivityDisplayName: 'Invite external user',
    ActivityDateTime: '2026-03-02T09:00:00.5Z',
    Type: 'AuditLogs',
  };

  it('is the record', () => {
    expect(readingOf(row)).toEqual(readingOf(record));
    expect(readingOf({ ...row, InitiatedBy: { user: ann }, TargetResources: [guestTarget] })).toEqual(
      readingOf(record),
    );
  });

  it('with a column cut off is read without it', () => {
    expect(eventOf({ ...row, InitiatedBy: '{"user":{"id"' })).toMatchObject({
      kind: 'invited',
      actor: { kind: 'tenant' },
    });
  });
});
