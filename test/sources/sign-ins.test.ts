import { describe, expect, it } from '@jest/globals';
import { eventOf, GUIDS, readingOf } from './read-one.ts';

const v1 = {
  id: 'Sign-In-1',
  createdDateTime: '2026-03-02T09:00:00Z',
  userDisplayName: 'Ann Example',
  userPrincipalName: 'Ann@Example.com',
  userId: GUIDS.ann,
  appId: GUIDS.app,
  appDisplayName: 'Office 365 Exchange Online',
  ipAddress: '192.0.2.7:50123',
  clientAppUsed: 'Browser',
  isInteractive: true,
  status: { errorCode: 0, failureReason: 'Other.', additionalDetails: null },
  deviceDetail: { deviceId: '', operatingSystem: 'Windows 10', browser: 'Edge 120.0' },
  location: { city: 'Lagos', state: 'Lagos', countryOrRegion: 'NG', geoCoordinates: {} },
  riskLevelDuringSignIn: 'hidden',
};
const beta = {
  ...v1,
  authenticationRequirement: 'multiFactorAuthentication',
  userType: 'member',
  riskLevelDuringSignIn: 'high',
  status: { errorCode: 0, additionalDetails: 'MFA requirement satisfied by claim in the token' },
};

describe('a Graph sign-in', () => {
  it('of v1.0 tells who, where, what and how it ended', () => {
    expect(readingOf(v1)).toEqual({
      source: 'sign-ins',
      id: 'Sign-In-1',
      stream: 'sign-in',
      people: [['ann@example.com', GUIDS.ann]],
      ownDomains: [],
      event: {
        kind: 'sign-in',
        id: 'Sign-In-1',
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'sign-ins',
        actor: { kind: 'user', id: 'ann@example.com', name: 'Ann Example' },
        ip: '192.0.2.7',
        place: undefined,
        errorCode: 0,
        interactive: true,
        guest: undefined,
        app: 'Office 365 Exchange Online',
        client: 'Browser',
        deviceId: undefined,
        family: 'windows/edge',
        userAgent: undefined,
        requirement: undefined,
        mfaDetail: undefined,
        risk: undefined,
        reported: 'Lagos, Lagos, NG',
      },
    });
  });

  it('of beta tells the requirement, the risk and who is a member as well', () => {
    const reading = readingOf(beta);

    expect(reading.ownDomains).toEqual(['example.com']);
    expect(reading.event).toMatchObject({
      guest: false,
      requirement: 'multi',
      risk: 'high',
      mfaDetail: 'MFA requirement satisfied by claim in the token',
    });
  });

  it.each<[string, object, object]>([
    [
      'a single factor',
      { authenticationRequirement: 'singleFactorAuthentication' },
      { requirement: 'single' },
    ],
    [
      'a requirement in other capitals',
      { authenticationRequirement: 'MultifactorAuthentication' },
      { requirement: 'multi' },
    ],
    [
      'an unknown requirement',
      { authenticationRequirement: 'unknownFutureValue' },
      { requirement: undefined },
    ],
    ['a wrong password', { status: { errorCode: 50126 } }, { errorCode: 50126 }],
    ['a code as text', { status: { errorCode: '50053' } }, { errorCode: 50053 }],
    ['no code', { status: { failureReason: 'x' } }, { errorCode: -1 }],
    ['a code that is no number', { status: { errorCode: 'Success' } }, { errorCode: -1 }],
    ['a broken code', { status: { errorCode: 0.5 } }, { errorCode: -1 }],
    ['no status', { status: null }, { errorCode: -1 }],
    ['a guest by type', { userType: 'Guest' }, { guest: true }],
    ['a guest by name', { userPrincipalName: 'cy_partner.example#EXT#@example.com' }, { guest: true }],
    ['a guest by tenant', { homeTenantId: GUIDS.tenant, resourceTenantId: GUIDS.app }, { guest: true }],
    ['a member by tenant', { homeTenantId: GUIDS.tenant, resourceTenantId: GUIDS.tenant }, { guest: false }],
    ['no address', { ipAddress: '' }, { ip: undefined }],
    ['an address half hidden', { ipAddress: '192.0.2.XXX' }, { ip: undefined }],
    ['an address in brackets', { ipAddress: '[2001:DB8::7]:443' }, { ip: '2001:db8::7' }],
    ['a link-local address', { ipAddress: 'FE80::' }, { ip: undefined }],
    [
      'a device',
      { deviceDetail: { deviceId: 'device-1', operatingSystem: 'iOS 17', browser: 'Mobile Safari' } },
      { deviceId: 'device-1', family: 'ios/safari' },
    ],
    [
      'no device, a user agent',
      { deviceDetail: null, userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/120.0' },
      { family: 'linux/firefox' },
    ],
    [
      'a program without a browser',
      { deviceDetail: { operatingSystem: 'MacOs', browser: '' } },
      { family: 'macos/?' },
    ],
    [
      'neither device nor user agent',
      { deviceDetail: { operatingSystem: '', browser: '' } },
      { family: undefined },
    ],
    [
      'a city nobody knows',
      { location: { city: 'Unknown', state: 'Unknown', countryOrRegion: 'NG' } },
      { reported: 'NG' },
    ],
    ['no location', { location: null }, { reported: undefined }],
    ['an app without a name', { appDisplayName: '' }, { app: GUIDS.app }],
    [
      'decimals beyond the millisecond',
      { createdDateTime: '2026-03-02T09:00:00.1234567Z' },
      { at: new Date('2026-03-02T09:00:00.123Z') },
    ],
    ['no protocol', {}, { protocol: undefined }],
    ['a device code', { authenticationProtocol: 'deviceCode' }, { protocol: 'deviceCode' }],
    [
      'a protocol that says none, in a session that began with a device code',
      { authenticationProtocol: 'none', originalTransferMethod: 'deviceCodeFlow' },
      { protocol: 'deviceCodeFlow' },
    ],
    [
      'a token of a device code that is renewed',
      { authenticationProtocol: 'oAuth2', originalTransferMethod: 'deviceCodeFlow' },
      { protocol: 'deviceCodeFlow' },
    ],
    [
      'no protocol, in a session that began with a device code',
      { originalTransferMethod: 'deviceCodeFlow' },
      { protocol: 'deviceCodeFlow' },
    ],
    [
      'a protocol, in a session that was not handed on',
      { authenticationProtocol: 'ropc', originalTransferMethod: 'none' },
      { protocol: 'ropc' },
    ],
    [
      'a protocol that is no text',
      { authenticationProtocol: 7, originalTransferMethod: {} },
      { protocol: undefined },
    ],
    [
      'a risk that is hidden, of which Microsoft tells only that it saw one',
      { riskEventTypes_v2: ['generic'] },
      { risk: 'unnamed' },
    ],
    ['a risk that is hidden, of which nothing is told', { riskEventTypes_v2: [] }, { risk: undefined }],
    [
      'a named risk without a level',
      { riskEventTypes_v2: ['unfamiliarFeatures'], riskLevelDuringSignIn: undefined },
      { risk: undefined },
    ],
    [
      'a level, whatever the kind of risk',
      { riskEventTypes_v2: ['generic'], riskLevelDuringSignIn: 'low' },
      { risk: 'low' },
    ],
    ['no risk', { riskEventTypes_v2: [], riskLevelDuringSignIn: 'none' }, { risk: 'none' }],
    ['kinds of risk that are no texts', { riskEventTypes_v2: [7, null] }, { risk: undefined }],
    ['a risk that is a name of JavaScript', { riskLevelDuringSignIn: 'constructor' }, { risk: undefined }],
    ['a risk that is the other', { riskLevelDuringSignIn: '__proto__' }, { risk: undefined }],
  ])('with %s', (_name, given, expected) => {
    expect(eventOf({ ...v1, ...given })).toMatchObject(expected);
  });

  it.each<[string, object, object]>([
    ['a UPN that is an object id', { userPrincipalName: GUIDS.ann }, { kind: 'user', id: GUIDS.ann }],
    [
      'an object id only',
      { userPrincipalName: '', userId: GUIDS.ann.toUpperCase() },
      { kind: 'user', id: GUIDS.ann },
    ],
    [
      'nobody, as for an account that does not exist',
      { userPrincipalName: '', userId: '' },
      { kind: 'address', id: '192.0.2.7' },
    ],
    [
      'the zero id',
      { userPrincipalName: null, userId: '00000000-0000-0000-0000-000000000000' },
      { kind: 'address', id: '192.0.2.7' },
    ],
    [
      'nobody from nowhere',
      { userPrincipalName: '', userId: '', ipAddress: '<null>' },
      { kind: 'tenant', id: 'tenant' },
    ],
  ])('of %s', (_name, given, actor) => {
    expect(eventOf({ ...v1, ...given })).toMatchObject({ actor });
  });

  it('of a service is known and not needed', () => {
    const service = { ...v1, userPrincipalName: '', userId: '', servicePrincipalId: GUIDS.service };

    expect(readingOf(service)).toMatchObject({ source: 'sign-ins', id: 'Sign-In-1' });
    expect(eventOf(service)).toBeUndefined();
  });

  it.each<[string, object]>([
    ['that failed', { status: { errorCode: 50126 } }],
    ['of a guest', { userType: 'guest' }],
    ['of nobody knows whom', { userType: undefined }],
    ['of a member without an address', { userPrincipalName: GUIDS.ann }],
  ])('%s makes no domain the tenant’s own', (_name, given) => {
    expect(readingOf({ ...beta, ...given }).ownDomains).toEqual([]);
  });

  it.each<[string, object]>([
    ['texts where objects belong', { status: 'x', deviceDetail: 'x', location: 'x' }],
    ['lists where objects belong', { status: [], deviceDetail: [1], location: [null] }],
    [
      'numbers where texts belong',
      { userDisplayName: 7, clientAppUsed: 7, userAgent: 7, appDisplayName: 7, riskLevelDuringSignIn: 7 },
    ],
    ['a text where a flag belongs', { isInteractive: 'yes', authenticationRequirement: {} }],
  ])('with %s is read without them', (_name, given) => {
    expect(eventOf({ ...v1, ...given })).toMatchObject({
      kind: 'sign-in',
      ip: '192.0.2.7',
      actor: { id: 'ann@example.com' },
    });
  });

  it.each([undefined, '', 7])('without an id (%p) is named by its content', (id) => {
    const [one, other] = [readingOf({ ...v1, id }), readingOf({ ...v1, id, appDisplayName: 'x' })];

    expect(one.id).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(other.id).not.toBe(one.id);
    expect(readingOf(Object.fromEntries(Object.entries({ ...v1, id }).reverse())).id).toBe(one.id);
  });
});

const { createdDateTime, ...timeless } = beta;
const row = {
  time: '2026-03-02T09:05:00.0000000Z',
  category: 'SignInLogs',
  operationName: 'Sign-in activity',
  resultType: '50126',
  callerIpAddress: '192.0.2.9',
  properties: beta,
};

describe('a sign-in in an Azure Monitor row', () => {
  it('is the sign-in', () => {
    expect(readingOf(row)).toEqual(readingOf(beta));
  });

  it.each(['SignInLogs', 'NonInteractiveUserSignInLogs', 'ADFSSignInLogs', 'signinlogs'])(
    'of the category %s',
    (category) => {
      expect(eventOf({ ...row, category })).toMatchObject({ kind: 'sign-in', id: 'Sign-In-1' });
    },
  );

  it.each(['ServicePrincipalSignInLogs', 'ManagedIdentitySignInLogs'])(
    'of the category %s is not needed',
    (category) => {
      const properties = {
        ...v1,
        userPrincipalName: undefined,
        userId: undefined,
        servicePrincipalId: GUIDS.service,
      };

      expect(eventOf({ ...row, category, properties })).toBeUndefined();
    },
  );

  it('gets from the row what it lacks', () => {
    const { ipAddress, status, ...rest } = timeless;

    expect([createdDateTime, ipAddress, status.errorCode]).toEqual([
      '2026-03-02T09:00:00Z',
      '192.0.2.7:50123',
      0,
    ]);
    expect(eventOf({ ...row, properties: rest })).toMatchObject({
      at: new Date('2026-03-02T09:05:00Z'),
      ip: '192.0.2.9',
      errorCode: 50126,
    });
  });

  it('is read under lower-case names, with the time its collector gives', () => {
    const { time, ...lower } = Object.fromEntries(
      Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]),
    );
    const properties = { ...timeless, status: { failureReason: 'x' }, ipAddress: undefined };

    expect(time).toBe(row.time);
    expect(eventOf({ ...lower, properties, p_event_time: '2026-03-02 09:05:00.123' })).toMatchObject({
      at: new Date('2026-03-02T09:05:00.123Z'),
      ip: '192.0.2.9',
      errorCode: 50126,
    });
  });

  it('without an id is named by the content of the row', () => {
    const properties = { ...beta, id: undefined };
    const ids = [row, { ...row, time: '2026-03-02T09:06:00Z' }].map(
      (one) => readingOf({ ...one, properties }).id,
    );

    expect(ids).toEqual([expect.stringMatching(/^sha256:/), expect.stringMatching(/^sha256:/)]);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('a sign-in as a row of the table SigninLogs', () => {
  const tableRow = {
    TimeGenerated: '2026-03-02T09:06:00Z',
    Category: 'SignInLogs',
    ResultType: '50126',
    Location: 'NG',
    AppDisplayName: 'Office 365 Exchange Online',
    ClientAppUsed: 'Browser',
    CreatedDateTime: '2026-03-02T09:00:00Z',
    DeviceDetail: '{"deviceId":"","operatingSystem":"Windows 10","browser":"Edge 120.0"}',
    Id: 'Sign-In-1',
    IPAddress: '192.0.2.7',
    IsInteractive: true,
    LocationDetails: '{"city":"Lagos","state":"Lagos","countryOrRegion":"NG"}',
    Status: '{"errorCode":50126,"failureReason":"x"}',
    UserDisplayName: 'Ann Example',
    UserId: GUIDS.ann,
    UserPrincipalName: 'ann@example.com',
    Type: 'SigninLogs',
  };

  it('is the sign-in', () => {
    expect(readingOf(tableRow)).toEqual(
      readingOf({ ...v1, status: { errorCode: 50126 }, riskLevelDuringSignIn: undefined }),
    );
  });

  it.each<[string, object, object]>([
    [
      'a risk that is not named, as text',
      { RiskEventTypes_V2: '["generic"]', RiskLevelDuringSignIn: 'hidden' },
      { risk: 'unnamed' },
    ],
    [
      'columns of JSON as objects',
      { Status: { errorCode: 50053 }, LocationDetails: { city: 'Oslo' } },
      { errorCode: 50053, reported: 'Oslo' },
    ],
    ['no status', { Status: undefined }, { errorCode: 50126 }],
    ['a status cut off', { Status: '{"errorCo' }, { errorCode: 50126 }],
  ])('with %s', (_name, given, expected) => {
    expect(eventOf({ ...tableRow, ...given })).toMatchObject(expected);
  });
});
