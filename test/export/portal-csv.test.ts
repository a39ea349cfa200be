import { describe, expect, it } from '@jest/globals';
import { readText, table, valuesOf } from './read-text.ts';

describe('a sign-in of the Entra portal', () => {
  const row = {
    'Date (UTC)': '2026-11-02T09:00:00Z',
    'Request ID': 'r1',
    'User agent': 'Mozilla/5.0',
    'Correlation ID': 'c1',
    'User ID': 'u1',
    User: 'Ann Example',
    Username: 'ann@example.com',
    'User type': 'Member',
    'Cross tenant access type': 'B2B collaboration',
    'Incoming token type': 'Primary refresh token',
    'Authentication Protocol': 'Device code',
    Application: 'Example Mail',
    'Application ID ': 'app1',
    'Resource ID ': 'res1',
    'Home tenant ID': 'ten1',
    'IP address': '192.0.2.7',
    Location: 'Washington, D.C., Example State, US',
    Status: 'Success',
    'Sign-in error code': '',
    'Failure reason': 'Other.',
    'Client app': 'Browser',
    'Device ID': '',
    Browser: 'Edge 130',
    'Operating System': 'Windows10',
    Compliant: 'No',
    Managed: 'Yes',
    'Join Type': 'Azure AD joined',
    'Multifactor authentication auth method': 'Text message',
    'Authentication requirement': 'Multifactor authentication',
    'Session ID': 's1',
    'Autonomous system  number': '64500',
    'Conditional Access': 'Not Applied',
  };

  it('has the shape of a Graph signIn', async () => {
    expect(valuesOf(await readText(table(row)))).toEqual([
      {
        id: 'r1',
        createdDateTime: '2026-11-02T09:00:00Z',
        correlationId: 'c1',
        userId: 'u1',
        userDisplayName: 'Ann Example',
        userPrincipalName: 'ann@example.com',
        userType: 'member',
        appDisplayName: 'Example Mail',
        appId: 'app1',
        resourceId: 'res1',
        homeTenantId: 'ten1',
        crossTenantAccessType: 'b2bCollaboration',
        ipAddress: '192.0.2.7',
        autonomousSystemNumber: 64500,
        location: { city: 'Washington, D.C.', state: 'Example State', countryOrRegion: 'US' },
        clientAppUsed: 'Browser',
        userAgent: 'Mozilla/5.0',
        sessionId: 's1',
        incomingTokenType: 'primaryRefreshToken',
        authenticationProtocol: 'deviceCode',
        authenticationRequirement: 'multiFactorAuthentication',
        conditionalAccessStatus: 'notApplied',
        status: { errorCode: 0, failureReason: 'Other.' },
        deviceDetail: {
          browser: 'Edge 130',
          operatingSystem: 'Windows10',
          isCompliant: false,
          isManaged: true,
          trustType: 'Azure AD joined',
        },
        mfaDetail: { authMethod: 'Text message' },
      },
    ]);
  });

  it.each([
    ['50126', 'Failure', { errorCode: 50126 }],
    ['', 'Failure', undefined],
    ['None', 'Interrupted', undefined],
    ['0', 'Success', { errorCode: 0 }],
  ])('with the code "%s" and the status %s', async (code, status, expected) => {
    const [value] = valuesOf(
      await readText(table({ ...row, 'Sign-in error code': code, Status: status, 'Failure reason': '' })),
    );
    expect(value?.['status']).toEqual(expected);
  });

  it.each([
    ['', undefined],
    ['NO', { countryOrRegion: 'NO' }],
    [', , NO', { countryOrRegion: 'NO' }],
    ['Oslo, Oslo, NO', { city: 'Oslo', state: 'Oslo', countryOrRegion: 'NO' }],
  ])('from "%s"', async (place, expected) => {
    const [value] = valuesOf(await readText(table({ ...row, Location: place })));
    expect(value?.['location']).toEqual(expected);
  });

  it.each([
    ['11/2/2026 9:05:06 AM', '2026-11-02T09:05:06Z'],
    ['7/11/2026, 12:05:06 AM', '2026-07-11T00:05:06Z'],
    ['7/11/2026 12:05:06 PM', '2026-07-11T12:05:06Z'],
    ['2026-11-02T09:05:06.1234567Z', '2026-11-02T09:05:06.1234567Z'],
    ['2026-11-02T09:05:06+02:00', '2026-11-02T09:05:06+02:00'],
    ['2026-11-02 09:05:06', '2026-11-02T09:05:06Z'],
    ['13/07/2026 9:05:06 AM', '13/07/2026 9:05:06 AM'],
    ['2/30/2026 9:05:06 AM', '2/30/2026 9:05:06 AM'],
    ['02/11/2026 09:05:06', '02/11/2026 09:05:06'],
    ['2.11.2026 09:05', '2.11.2026 09:05'],
  ])('at %s', async (text, expected) => {
    const [value] = valuesOf(await readText(table({ ...row, 'Date (UTC)': text })));
    expect(value?.['createdDateTime']).toBe(expected);
  });
});

describe('a directory change of the Entra portal', () => {
  const row = {
    'Date (UTC)': '2026-11-02T09:00:00Z',
    CorrelationId: 'c1',
    Service: 'Core Directory',
    Category: 'UserManagement',
    Activity: 'Invite external user',
    Result: 'Success',
    ResultReason: '',
    'User Agent': 'Mozilla/5.0',
    ActorType: 'User',
    ActorDisplayName: 'Ann Example',
    ActorObjectId: 'u1',
    ActorUserPrincipalName: 'ann@example.com',
    IPAddress: '192.0.2.7',
    ActorServicePrincipalId: '',
    Target1Type: 'User',
    Target1DisplayName: 'Guest',
    Target1ObjectId: 'g1',
    Target1UserPrincipalName: 'guest_example.net#EXT#@example.com',
    Target1ModifiedProperty1Name: 'UserType',
    Target1ModifiedProperty1OldValue: '[]',
    Target1ModifiedProperty1NewValue: '["Guest"]',
    Target1ModifiedProperty2Name: '',
    Target1ModifiedProperty2OldValue: '',
    Target1ModifiedProperty2NewValue: '',
    Target2Type: '',
    Target2DisplayName: '',
    AdditionalDetail1Key: 'InvitationId',
    AdditionalDetail1Value: 'i1',
    AdditionalDetail2Key: '',
    AdditionalDetail2Value: '',
  };

  it('has the shape of a Graph directoryAudit, without an id', async () => {
    expect(valuesOf(await readText(table(row)))).toEqual([
      {
        activityDateTime: '2026-11-02T09:00:00Z',
        correlationId: 'c1',
        loggedByService: 'Core Directory',
        category: 'UserManagement',
        activityDisplayName: 'Invite external user',
        result: 'success',
        initiatedBy: {
          user: {
            id: 'u1',
            displayName: 'Ann Example',
            userPrincipalName: 'ann@example.com',
            ipAddress: '192.0.2.7',
          },
        },
        targetResources: [
          {
            id: 'g1',
            displayName: 'Guest',
            type: 'User',
            userPrincipalName: 'guest_example.net#EXT#@example.com',
            modifiedProperties: [{ displayName: 'UserType', oldValue: '[]', newValue: '["Guest"]' }],
          },
        ],
        additionalDetails: [
          { key: 'InvitationId', value: 'i1' },
          { key: 'User-Agent', value: 'Mozilla/5.0' },
        ],
      },
    ]);
  });

  it('may be made by an app', async () => {
    const [value] = valuesOf(
      await readText(
        table({ ...row, ActorType: 'Application', ActorDisplayName: 'Sync', ActorServicePrincipalId: 'sp1' }),
      ),
    );
    expect(value?.['initiatedBy']).toEqual({ app: { displayName: 'Sync', servicePrincipalId: 'sp1' } });
  });
});
