import { describe, expect, it } from '@jest/globals';
import { subjectsOf } from '../../shared/model/events.ts';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

type Names = readonly { ID: string; Type: number }[];

const PUIDS = { ann: '1003200100000A0A', bob: '1003200100000B0B' };
const annNames: Names = [
  { ID: 'Ann@example.com', Type: 5 },
  { ID: PUIDS.ann, Type: 3 },
  { ID: `User_${GUIDS.ann}`, Type: 2 },
  { ID: GUIDS.ann, Type: 2 },
  { ID: 'User', Type: 2 },
];
const bobNames: Names = [
  { ID: `User_${GUIDS.bob}`, Type: 2 },
  { ID: GUIDS.bob, Type: 2 },
  { ID: 'User', Type: 2 },
  { ID: 'Bob@example.com', Type: 5 },
  { ID: PUIDS.bob, Type: 3 },
];
const toolNames: Names = [
  { ID: `ServicePrincipal_${GUIDS.service}`, Type: 2 },
  { ID: GUIDS.service, Type: 2 },
  { ID: 'ServicePrincipal', Type: 2 },
  { ID: 'Some Tool', Type: 1 },
  { ID: GUIDS.app, Type: 2 },
];

/** Ann does something to Bob, as the unified audit log has it. */
function record(Operation: string, given: object = {}): object {
  return {
    CreationTime: '2026-03-02T09:00:00',
    Id: '44444444-0000-4000-8000-000000000008',
    Operation,
    OrganizationId: GUIDS.tenant,
    RecordType: 8,
    ResultStatus: 'Success',
    UserKey: `${PUIDS.ann}@example.onmicrosoft.com`,
    UserType: 0,
    ClientIP: '<null>',
    ObjectId: 'Bob@example.com',
    UserId: 'Ann@example.com',
    Actor: annNames,
    ActorContextId: GUIDS.tenant,
    Target: bobNames,
    ModifiedProperties: [],
    ExtendedProperties: [{ Name: 'additionalDetails', Value: '{"User-Agent":"x"}' }],
    ...given,
  };
}

function properties(values: Readonly<Record<string, string>>): object {
  return {
    ModifiedProperties: Object.entries(values).map(([Name, NewValue]) => ({
      Name,
      NewValue,
      OldValue: '[]',
    })),
  };
}

const ANN = { kind: 'user', id: 'ann@example.com', name: 'Ann@example.com' };
const BOB = { kind: 'user', id: 'bob@example.com', name: 'Bob@example.com' };
const lines = (text: string): string => `[\r\n  "${text}"\r\n]`;

describe('a directory record of the unified audit log', () => {
  it('tells who did what to whom', () => {
    expect(readingOf(record('Add user.'))).toEqual({
      source: 'unified-audit',
      id: '44444444-0000-4000-8000-000000000008',
      stream: 'unified|add user.',
      people: [
        ['ann@example.com', PUIDS.ann.toLowerCase(), GUIDS.ann],
        [GUIDS.bob, 'bob@example.com', PUIDS.bob.toLowerCase()],
      ],
      ownDomains: ['example.com'],
      event: {
        kind: 'account-created',
        id: '44444444-0000-4000-8000-000000000008',
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'unified-audit',
        actor: ANN,
        target: BOB,
      },
    });
  });

  const guest = {
    ObjectId: 'cy_partner.example#EXT#@example.onmicrosoft.com',
    Target: [
      { ID: 'User', Type: 2 },
      { ID: 'cy_partner.example#EXT#@example.onmicrosoft.com', Type: 5 },
    ],
  };

  it.each<[string, object, object]>([
    [
      'a guest',
      { ...guest, ...properties({ UserType: lines('Guest'), CreationType: lines('Invitation') }) },
      { kind: 'invited', guest: 'cy@partner.example', domain: 'partner.example' },
    ],
    ['a guest by name only', guest, { kind: 'invited', guest: 'cy@partner.example' }],
    [
      'a guest by type only',
      properties({ UserType: lines('Guest') }),
      { kind: 'invited', guest: 'bob@example.com' },
    ],
    [
      'a guest by the way it was made',
      properties({ CreationType: lines('Invitation') }),
      { kind: 'invited' },
    ],
    ['a member', properties({ UserType: lines('Member') }), { kind: 'account-created', target: BOB }],
    ['an account named by the object only', { Target: undefined }, { kind: 'account-created', target: BOB }],
  ])('adds %s', (_name, given, expected) => {
    expect(eventOf(record('Add user.', given))).toMatchObject({ actor: ANN, ...expected });
  });

  it('adds nobody where it names nobody', () => {
    expect(eventOf(record('Add user.', { Target: [], ObjectId: 'Not Available' }))).toBeUndefined();
  });

  it.each(['Failure', 'failed', 'Failed'])('does not count where it says %p', (ResultStatus) => {
    expect(eventOf(record('Add user.', { ResultStatus }))).toBeUndefined();
  });

  it.each(['Success', 'success', undefined, ''])('counts where it says %p', (ResultStatus) => {
    expect(eventOf(record('Add user.', { ResultStatus }))).toMatchObject({ kind: 'account-created' });
  });

  it('gives a role', () => {
    const given = properties({
      'Role.DisplayName': lines('Company Administrator'),
      'Role.TemplateId': '62e90394-69f5-4237-9190-012177145e10',
    });

    expect(eventOf(record('Add member to role.', given))).toMatchObject({
      kind: 'role-granted',
      role: 'Company Administrator',
      templateId: '62e90394-69f5-4237-9190-012177145e10',
      target: BOB,
      how: 'assigned',
    });
  });

  it('gives a role to an app', () => {
    expect(
      eventOf(
        record('Add member to role.', { Target: toolNames, ...properties({ 'Role.DisplayName': 'x' }) }),
      ),
    ).toMatchObject({
      target: { kind: 'app', id: GUIDS.service, name: 'Some Tool' },
    });
  });

  it.each([
    ['Success', undefined],
    ['Failure', 'Risky application detected'],
  ])('tells a consent (%s)', (ResultStatus, refused) => {
    const given = {
      ResultStatus,
      ObjectId: GUIDS.app,
      Target: toolNames,
      ExtendedProperties: [{ Name: 'additionalDetails', Value: `{"AppId":"${GUIDS.app.toUpperCase()}"}` }],
      ...properties({
        'ConsentContext.IsAdminConsent': 'False',
        'ConsentAction.Permissions':
          '[] => [[Id: a, ConsentType: Principal, Scope: Mail.Read offline_access]];',
        'ConsentAction.Reason': 'Risky application detected',
      }),
    };

    expect(eventOf(record('Consent to application.', given))).toMatchObject({
      kind: 'consented',
      actor: ANN,
      app: 'Some Tool',
      appId: GUIDS.app,
      scopes: ['Mail.Read', 'offline_access'],
      forWhom: 'self',
      ...(refused === undefined ? {} : { refused }),
    });
  });

  it.each(['', '{"AppId":', '7', 'null'])('is read with additional details that are %p', (Value) => {
    expect(
      eventOf(
        record('Consent to application.', {
          Target: toolNames,
          ExtendedProperties: [{ Name: 'additionalDetails', Value }],
        }),
      ),
    ).toMatchObject({
      kind: 'consented',
      appId: GUIDS.service,
    });
  });

  const mfaService = {
    UserId: `ServicePrincipal_${GUIDS.service}`,
    UserKey: 'Not Available',
    UserType: 4,
    Actor: [
      { ID: 'Azure MFA StrongAuthenticationService', Type: 1 },
      { ID: GUIDS.app, Type: 2 },
      { ID: `ServicePrincipal_${GUIDS.service}`, Type: 2 },
    ],
  };

  it.each<[string, string, string, string | undefined]>([
    ['adds', '[]', '[{"MethodType":7,"Default":true}]', 'codes of an authenticator app'],
    ['removes', '[{"MethodType":7}]', '[]', undefined],
    ['repeats', '[{"MethodType":7}]', '[\r\n  {\r\n    "MethodType": 7\r\n  }\r\n]', undefined],
  ])('%s a method', (_name, OldValue, NewValue, method) => {
    const given = {
      ...mfaService,
      ModifiedProperties: [{ Name: 'StrongAuthenticationMethod', OldValue, NewValue }],
    };

    const event = eventOf(record('Update user.', given));

    expect(event?.kind === 'method-added' ? event.method : undefined).toBe(method);
    expect(event === undefined ? [BOB] : subjectsOf(event).slice(1)).toEqual([BOB]);
    expect(event?.actor ?? BOB).toEqual(BOB);
  });
});

describe('who acted', () => {
  it.each<[string, object, object, readonly string[]]>([
    ['a person by all names', {}, ANN, ['ann@example.com', PUIDS.ann.toLowerCase(), GUIDS.ann]],
    [
      'a person by PUID and object id',
      { UserId: `${PUIDS.ann}@example.onmicrosoft.com`, Actor: annNames.slice(1) },
      { kind: 'user', id: GUIDS.ann },
      [PUIDS.ann.toLowerCase(), GUIDS.ann],
    ],
    [
      'a person behind an app',
      { Actor: [...annNames, ...toolNames] },
      ANN,
      ['ann@example.com', PUIDS.ann.toLowerCase(), GUIDS.ann],
    ],
    [
      'an app',
      { UserId: `ServicePrincipal_${GUIDS.service.toUpperCase()}`, Actor: toolNames },
      { kind: 'app', id: GUIDS.service, name: 'Some Tool' },
      [],
    ],
    [
      'an app without a name',
      { UserId: `ServicePrincipal_${GUIDS.service}`, Actor: [] },
      { kind: 'app', id: GUIDS.service, name: GUIDS.service },
      [],
    ],
    [
      'an address',
      { UserId: 'Not Available', UserKey: '', Actor: [], ClientIP: '192.0.2.7:443' },
      { kind: 'address', id: '192.0.2.7' },
      [],
    ],
    [
      'nobody in particular',
      { UserId: 'Not Available', UserKey: 'Not Available', Actor: [] },
      { kind: 'tenant', id: 'tenant' },
      [],
    ],
  ])('%s', (_name, given, actor, names) => {
    const { event, people } = readingOf(record('Add user.', given));

    expect(event).toMatchObject({ actor });
    expect(people).toEqual(
      [names, [GUIDS.bob, 'bob@example.com', PUIDS.bob.toLowerCase()]].filter((group) => group.length > 1),
    );
  });

  it('the service of self-service resets is nobody’s other name, and makes no domain the tenant’s own', () => {
    const service = {
      UserId: 'fim_password_service@support.onmicrosoft.com',
      UserKey: 'fim_password_service@support.onmicrosoft.com',
      Actor: [
        { ID: 'fim_password_service@support.onmicrosoft.com', Type: 5 },
        { ID: 'User_00000000-0000-0000-0000-000000000000', Type: 2 },
        { ID: '00000000-0000-0000-0000-000000000000', Type: 2 },
        { ID: 'User', Type: 2 },
      ],
    };

    expect(readingOf(record('Reset user password.', service))).toMatchObject({
      event: undefined,
      people: [[GUIDS.bob, 'bob@example.com', PUIDS.bob.toLowerCase()]],
      ownDomains: [],
    });
  });

  it.each<[string, object]>([
    ['NT AUTHORITY\\SYSTEM', { UserId: 'NT AUTHORITY\\SYSTEM (Microsoft.Exchange.ServiceHost)' }],
    ['NT SERVICE', { UserId: 'NT Service\\MSExchangeAdminApiNetCore' }],
    ['a datacentre administrator', { UserType: 3 }],
    ['a datacentre administrator, as text', { UserType: '3' }],
  ])('%s is Microsoft: known and not needed', (_name, given) => {
    const forwarding = {
      RecordType: 1,
      Parameters: [{ Name: 'ForwardingSmtpAddress', Value: 'smtp:x@partner.example' }],
    };

    expect(readingOf(record('Add user.', given))).toMatchObject({
      event: undefined,
      people: [],
      ownDomains: [],
    });
    expect(readingOf(record('Set-Mailbox', { ...forwarding, ...given }))).toMatchObject({
      event: undefined,
      people: [],
      ownDomains: [],
    });
  });

  it.each<[string, object, readonly string[]]>([
    ['a member', {}, ['example.com']],
    ['somebody of another tenant', { ActorContextId: GUIDS.app }, []],
    ['a guest', { UserId: 'cy_partner.example#EXT#@example.com' }, []],
    ['somebody without an object', { Actor: [{ ID: 'Ann@example.com', Type: 5 }] }, []],
  ])('%s shows the tenant’s own domains: %p', (_name, given, domains) => {
    expect(readingOf(record('Add user.', given)).ownDomains).toEqual(domains);
  });
});

describe('a record of a type or operation that is not judged', () => {
  it.each<[string, number, object]>([
    ['FileAccessed', 6, {}],
    ['AddedToSecureLink', 14, { TargetUserOrGroupType: 'Guest', EventData: '<Type>Edit</Type>' }],
    [
      'MailItemsAccessed',
      50,
      { OperationProperties: [{ Name: 'MailAccessType', Value: 'Bind' }], ClientIPAddress: 'FE80::' },
    ],
    ['AlertTriggered', 40, { Data: '{"f3u":"x"}' }],
    ['TeamsSessionStarted', 25, {}],
    ['Search', 9999, {}],
    ['Update device.', 8, {}],
  ])('%s is known', (operation, RecordType, given) => {
    expect(readingOf(record(operation, { RecordType, ...given }))).toMatchObject({
      source: 'unified-audit',
      stream: `unified|${operation.toLowerCase()}`,
      event: undefined,
    });
  });
});
