import { describe, expect, it } from '@jest/globals';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

const pairs = (values: Readonly<Record<string, string>>): readonly object[] =>
  Object.entries(values).map(([Name, Value]) => ({ Name, Value }));

/** Ann signs in. */
const signedIn = {
  CreationTime: '2026-03-02T09:00:00',
  Id: '44444444-0000-4000-8000-000000000001',
  Operation: 'UserLoggedIn',
  OrganizationId: GUIDS.tenant,
  RecordType: 15,
  ResultStatus: 'Success',
  UserKey: GUIDS.ann,
  UserType: 0,
  ClientIP: '192.0.2.7',
  UserId: 'Ann@example.com',
  ExtendedProperties: pairs({
    UserAgent: 'Mozilla/5.0 (Windows NT 10.0) Edg/120',
    RequestType: 'Login:login',
  }),
  Actor: [
    { ID: GUIDS.ann, Type: 0 },
    { ID: 'Ann@example.com', Type: 5 },
  ],
  ActorContextId: GUIDS.tenant,
  Target: [{ ID: GUIDS.app, Type: 0 }],
  ApplicationId: GUIDS.app,
  DeviceProperties: pairs({ OS: 'Windows 10', BrowserType: 'Edge', SessionId: 'x' }),
  ErrorNumber: '0',
};
const failed = {
  ...signedIn,
  Operation: 'UserLoginFailed',
  ErrorNumber: '50126',
  LogonError: 'InvalidUserNameOrPassword',
};

describe('a sign-in of the unified audit log', () => {
  it('is in one stream with Graph’s, under the same id', () => {
    expect(readingOf(signedIn)).toEqual({
      source: 'unified-audit',
      id: signedIn.Id,
      stream: 'sign-in',
      people: [['ann@example.com', GUIDS.ann]],
      ownDomains: ['example.com'],
      event: {
        kind: 'sign-in',
        id: signedIn.Id,
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'unified-audit',
        actor: { kind: 'user', id: 'ann@example.com', name: 'Ann@example.com' },
        ip: '192.0.2.7',
        errorCode: 0,
        interactive: true,
        app: GUIDS.app,
        family: 'windows/edge',
        userAgent: 'Mozilla/5.0 (Windows NT 10.0) Edg/120',
      },
    });
  });

  it.each<[string, object, number | undefined]>([
    ['a success', signedIn, 0],
    ['a success without a code', { ...signedIn, ErrorNumber: undefined }, 0],
    ['a success with a broken code', { ...signedIn, ErrorNumber: 'none' }, 0],
    ['a success that says it failed', { ...signedIn, ResultStatus: 'Failed' }, 0],
    ['a question in between', { ...signedIn, ErrorNumber: '50140' }, 50140],
    ['a failure that says Success', { ...failed, ResultStatus: 'Success' }, 50126],
    ['a failure that says Failed', { ...failed, ResultStatus: 'Failed' }, 50126],
    ['a failure with its code as a number', { ...failed, ErrorNumber: 50053 }, 50053],
    [
      'a failure with the code of the documentation',
      { ...failed, ErrorNumber: undefined, ErrorCode: '50055' },
      50055,
    ],
    ['a failure without a code', { ...failed, ErrorNumber: undefined }, 50126],
    ['a lock-out without a code', { ...failed, ErrorNumber: undefined, LogonError: 'IdsLocked' }, 50053],
    ['a failure with the code of a success', { ...failed, ErrorNumber: '0', LogonError: undefined }, -1],
    [
      'a failure named like a property of JavaScript',
      { ...failed, ErrorNumber: null, LogonError: 'constructor' },
      -1,
    ],
    [
      'another step of a sign-in',
      { ...signedIn, Operation: 'ForeignRealmIndexLogonCookieCopyUsingDAToken' },
      undefined,
    ],
  ])('is decided by operation and code: %s', (_name, record, errorCode) => {
    const event = eventOf(record);

    expect(event?.kind === 'sign-in' ? event.errorCode : undefined).toBe(errorCode);
  });

  it.each<[string, object, object]>([
    [
      'whose token was renewed',
      { ExtendedProperties: pairs({ RequestType: 'OAuth2:Token' }) },
      { interactive: false },
    ],
    ['whose kind is not said', { ExtendedProperties: [] }, { interactive: undefined, userAgent: undefined }],
    [
      'on a known device',
      { DeviceProperties: pairs({ Id: 'device-1', OS: 'Ios', BrowserType: 'Safari' }) },
      { deviceId: 'device-1', family: 'ios/safari' },
    ],
    ['on a device without an id', { DeviceProperties: pairs({ Id: '' }) }, { deviceId: undefined }],
    ['of somebody of another tenant', { ActorContextId: GUIDS.app }, { guest: true }],
    ['of a guest', { UserId: 'cy_partner.example#EXT#@example.onmicrosoft.com' }, { guest: true }],
    [
      'by a client with basic authentication, which only its agent tells',
      { ExtendedProperties: pairs({ UserAgent: 'BAV2ROPC', RequestType: 'OAuth2:Token' }) },
      { userAgent: 'BAV2ROPC', interactive: false, client: undefined, protocol: undefined },
    ],
    [
      'as the log has it: no client, protocol, factor, risk or place',
      {},
      {
        client: undefined,
        protocol: undefined,
        requirement: undefined,
        mfaDetail: undefined,
        risk: undefined,
        reported: undefined,
      },
    ],
    ['with a port', { ClientIP: '192.0.2.7:52378' }, { ip: '192.0.2.7' }],
    [
      'with an address elsewhere',
      { ClientIP: '<null>', ActorIpAddress: '[2001:db8::7]:443' },
      { ip: '2001:db8::7' },
    ],
    ['from nowhere', { ClientIP: '', ActorIpAddress: null }, { ip: undefined }],
    ['with the type by name', { RecordType: 'AzureActiveDirectoryStsLogon' }, { kind: 'sign-in' }],
    ['with the type as text', { RecordType: '15' }, { kind: 'sign-in' }],
    [
      'with a time in the other spelling',
      { CreationTime: '2026-03-02 09:00:00Z' },
      { at: new Date('2026-03-02T09:00:00Z') },
    ],
  ])('%s', (_name, given, expected) => {
    expect(eventOf({ ...signedIn, ...given })).toMatchObject(expected);
  });

  it.each<[string, object, object]>([
    [
      'for an account that does not exist',
      { UserId: '', UserKey: '', Actor: [] },
      { kind: 'address', id: '192.0.2.7' },
    ],
    [
      'of nobody from nowhere',
      { UserId: 'Not Available', UserKey: 'Not Available', Actor: null, ClientIP: null },
      { kind: 'tenant', id: 'tenant' },
    ],
    [
      'of somebody by object id',
      { UserId: GUIDS.ann.toUpperCase(), Actor: [] },
      { kind: 'user', id: GUIDS.ann },
    ],
  ])('%s', (_name, given, actor) => {
    expect(eventOf({ ...failed, ...given })).toMatchObject({ actor });
  });

  it.each<[string, object]>([
    ['that failed', failed],
    ['of somebody of another tenant', { ...signedIn, ActorContextId: GUIDS.app }],
    ['of a guest', { ...signedIn, UserId: 'cy_partner.example#EXT#@example.com' }],
  ])('%s makes no domain the tenant’s own', (_name, record) => {
    expect(readingOf(record).ownDomains).toEqual([]);
  });

  it.each<[string, object]>([
    ['texts where lists belong', { Actor: 'x', DeviceProperties: 'x', ExtendedProperties: {} }],
    [
      'texts in lists of objects',
      { Actor: ['x', null], DeviceProperties: [null, 7], ExtendedProperties: ['x'] },
    ],
    ['objects where texts belong', { UserKey: {}, ApplicationId: [], LogonError: 7, ActorContextId: 7 }],
    ['a name of JavaScript as a key', { ['__proto__']: { Operation: 'x' }, constructor: 'x' }],
  ])('with %s is read without them', (_name, given) => {
    expect(eventOf({ ...failed, ...given })).toMatchObject({
      kind: 'sign-in',
      errorCode: 50126,
      actor: { id: 'ann@example.com' },
    });
  });
});
