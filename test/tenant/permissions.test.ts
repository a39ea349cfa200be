import { describe, expect, it } from '@jest/globals';
import { FEED, started } from './started.ts';

const NO_REPORT = { status: 403, code: 'Authentication_MSGraphPermissionMissing' };
const NOT_ENOUGH = { status: 403, code: 'Authorization_RequestDenied' };
const NO_SCOPE = { status: 403, code: 'AccessDenied' };

const CASES = [
  { path: '/v1.0/auditLogs/signIns', needs: 'AuditLog.Read.All', without: NO_REPORT },
  { path: '/beta/auditLogs/signIns', needs: 'AuditLog.Read.All', without: NO_REPORT },
  { path: '/v1.0/auditLogs/directoryAudits', needs: 'AuditLog.Read.All', without: NO_REPORT },
  { path: '/v1.0/auditLogs/directoryAudits', needs: 'Directory.Read.All', without: NO_REPORT },
  {
    path: '/v1.0/admin/exchange/tracing/messageTraces',
    needs: 'ExchangeMessageTrace.Read.All',
    without: NOT_ENOUGH,
  },
  { path: '/v1.0/subscribedSkus', needs: 'LicenseAssignment.Read.All', without: NOT_ENOUGH },
  { path: '/v1.0/subscribedSkus', needs: 'Directory.Read.All', without: NOT_ENOUGH },
  { path: '/v1.0/organization', needs: 'Organization.Read.All', without: NOT_ENOUGH },
  { path: '/v1.0/users', needs: 'User.Read.All', without: NOT_ENOUGH },
  { path: '/v1.0/users', needs: 'Directory.Read.All', without: NOT_ENOUGH },
  {
    path: '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
    needs: 'Policy.Read.All',
    without: NO_SCOPE,
  },
  { path: '/v1.0/policies/authorizationPolicy', needs: 'Policy.Read.All', without: NO_SCOPE },
  { path: '/v1.0/identity/conditionalAccess/policies', needs: 'Policy.Read.All', without: NO_SCOPE },
  { path: '/v1.0/identity/conditionalAccess/namedLocations', needs: 'Policy.Read.All', without: NO_SCOPE },
  {
    path: `${FEED}/subscriptions/list`,
    needs: 'ActivityFeed.Read',
    without: { status: 401, code: 'AF10001' },
  },
];

describe('permissions', () => {
  it.each(CASES)('$path is open to $needs alone', async ({ path, needs, without }) => {
    const { get, tenant } = await started({ permissions: [] });

    const refused = await get(path);
    tenant.set({ permissions: [needs] });
    const answered = await get(path);

    expect({ status: refused.status, code: refused.body.error.code }).toEqual(without);
    expect(answered.status).toBe(200);
  });
});
