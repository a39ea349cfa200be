import { describe, expect, it } from '@jest/globals';
import { started, walk } from './started.ts';

describe('what a tenant is set to', () => {
  it.each([
    { licence: 'free', plans: [] },
    { licence: 'p1', plans: ['AAD_PREMIUM'] },
    { licence: 'p2', plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'] },
  ] as const)('says the plans of $licence', async ({ licence, plans }) => {
    const { get } = await started({ licence });

    const { body } = await get('/v1.0/subscribedSkus');
    const held = body.value.flatMap((sku) => sku['servicePlans'] as readonly Record<string, string>[]);

    expect(
      held.map((plan) => plan['servicePlanName']).filter((name) => name?.startsWith('AAD_PREMIUM') === true),
    ).toEqual(plans);
    expect(held.every((plan) => plan['provisioningStatus'] === 'Success')).toBe(true);
  });

  it('says its own domains', async () => {
    const { get } = await started({ domains: ['contoso.example', 'contoso.onmicrosoft.example'] });

    const { body } = await get('/v1.0/organization');

    expect(body.value[0]).toMatchObject({
      verifiedDomains: [
        { name: 'contoso.example', isDefault: true, isInitial: false },
        { name: 'contoso.onmicrosoft.example', isDefault: false, isInitial: true },
      ],
    });
  });

  it('says whether MFA is enforced and who may invite, and changes', async () => {
    const { get, tenant } = await started({ conditionalAccess: [{ id: 'p1', state: 'enabled' }] });
    const look = async () => ({
      defaults: (await get('/v1.0/policies/identitySecurityDefaultsEnforcementPolicy')).body['isEnabled'],
      invites: (await get('/v1.0/policies/authorizationPolicy')).body['allowInvitesFrom'],
      consent: (await get('/v1.0/policies/authorizationPolicy')).body['defaultUserRolePermissions'],
      policies: (await get('/v1.0/identity/conditionalAccess/policies')).body.value.length,
    });

    const before = await look();
    tenant.set({ securityDefaults: true, allowInvitesFrom: 'none', userConsent: false, licence: 'free' });

    expect(before).toMatchObject({ defaults: false, invites: 'everyone', policies: 1 });
    expect(await look()).toMatchObject({
      defaults: true,
      invites: 'none',
      consent: { permissionGrantPoliciesAssigned: [] },
      policies: 0,
    });
  });

  it('says its named locations, a page at a time, and none where the licence has no Conditional Access', async () => {
    const namedLocations = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));
    const { get, tenant } = await started({ namedLocations });
    const link = '/v1.0/identity/conditionalAccess/namedLocations';

    const pages = await walk(get, link);
    const forged = await get(`${link}?$skiptoken=forged`);
    tenant.set({ licence: 'free' });

    expect(pages.flat()).toEqual(namedLocations);
    expect(pages.length).toBeGreaterThan(1);
    expect(forged.status).toBe(400);
    expect(await walk(get, link)).toEqual([[]]);
  });
});
