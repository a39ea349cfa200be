import { describe, expect, it } from '@jest/globals';
import type { TenantOptions } from '../../../local/tenant/index.ts';
import { readPosture } from '../../../shared/sources/posture/index.ts';
import { inTenant } from './opened.ts';

const MFA_FOR_ALL = {
  id: 'p1',
  displayName: 'MFA for all',
  state: 'enabled',
  conditions: {
    users: { includeUsers: ['All'], excludeUsers: ['emergency'], excludeGroups: [], excludeRoles: [] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
    signInRiskLevels: [],
    userRiskLevels: [],
    platforms: null,
    locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], authenticationStrength: null },
};
const { conditions, grantControls } = MFA_FOR_ALL;

const SOUND: TenantOptions = {
  conditionalAccess: [MFA_FOR_ALL],
  allowInvitesFrom: 'adminsAndGuestInviters',
  userConsent: false,
};

async function postureOf(options: TenantOptions) {
  const { graph, now } = inTenant({ ...SOUND, ...options });
  return readPosture(graph, { now });
}

describe('the posture', () => {
  it('of a sound tenant has no gap', async () => {
    const { gaps, unread, ...posture } = await postureOf({});

    expect({ gaps, unread }).toEqual({ gaps: [], unread: [] });
    expect(posture).toMatchObject({
      securityDefaults: false,
      mfaForAll: true,
      policies: [{ name: 'MFA for all', state: 'enabled', asksAllForMfa: true, leavesOut: 1 }],
      invitesFrom: 'adminsAndGuestInviters',
      guestRole: 'guest',
      userConsent: 'none',
    });
  });

  it.each([
    { what: 'nothing asks for MFA', options: { conditionalAccess: [] }, gap: 'mfa-not-required' },
    { what: 'no licence for Conditional Access', options: { licence: 'free' }, gap: 'mfa-not-required' },
    {
      what: 'security defaults',
      options: { conditionalAccess: [], securityDefaults: true },
      gap: 'mfa-not-always',
    },
    {
      what: 'a policy that only reports',
      options: { conditionalAccess: [{ ...MFA_FOR_ALL, state: 'enabledForReportingButNotEnforced' }] },
      gap: 'mfa-only-reported',
    },
    {
      what: 'a policy that is off',
      options: { conditionalAccess: [{ ...MFA_FOR_ALL, state: 'disabled' }] },
      gap: 'mfa-not-required',
    },
    { what: 'guests that invite', options: { allowInvitesFrom: 'everyone' }, gap: 'guests-invite' },
    {
      what: 'members that invite',
      options: { allowInvitesFrom: 'adminsGuestInvitersAndAllMembers' },
      gap: 'members-invite',
    },
    {
      what: 'guests that see all',
      options: { guestUserRoleId: 'a0b1b346-4d3e-4e8b-98f8-753987be4970' },
      gap: 'guests-see-all',
    },
    { what: 'users that consent', options: { userConsent: true }, gap: 'users-consent' },
  ] as const)('of a tenant with $what names that gap alone, with its place', async ({ options, gap }) => {
    const { gaps } = await postureOf(options);

    expect(gaps.map(({ id }) => id)).toEqual([gap]);
    expect(gaps[0]?.what).toMatch(/^[A-Z].*\.$/);
    expect(gaps[0]?.where).toMatch(/^entra\.microsoft\.com > /);
  });

  it.each([
    {
      what: 'some users',
      policy: { conditions: { ...conditions, users: { includeUsers: ['a'] } } },
      asks: false,
    },
    {
      what: 'some apps',
      policy: { conditions: { ...conditions, applications: { includeApplications: ['a'] } } },
      asks: false,
    },
    {
      what: 'risky sign-ins',
      policy: { conditions: { ...conditions, signInRiskLevels: ['high'] } },
      asks: false,
    },
    {
      what: 'some places',
      policy: { conditions: { ...conditions, locations: { includeLocations: ['a'] } } },
      asks: false,
    },
    {
      what: 'some devices',
      policy: { conditions: { ...conditions, platforms: { includePlatforms: ['iOS'] } } },
      asks: false,
    },
    { what: 'browsers', policy: { conditions: { ...conditions, clientAppTypes: ['browser'] } }, asks: false },
    {
      what: 'every modern client',
      policy: { conditions: { ...conditions, clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] } },
      asks: true,
    },
    {
      what: 'MFA or a known device',
      policy: { grantControls: { ...grantControls, builtInControls: ['mfa', 'compliantDevice'] } },
      asks: false,
    },
    {
      what: 'MFA and a known device',
      policy: { grantControls: { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] } },
      asks: true,
    },
    {
      what: 'a strength of MFA',
      policy: { grantControls: { operator: 'OR', builtInControls: [], authenticationStrength: { id: 's' } } },
      asks: true,
    },
    { what: 'nothing', policy: { grantControls: null }, asks: false },
  ])('reads a policy for $what', async ({ policy, asks }) => {
    const { mfaForAll } = await postureOf({ conditionalAccess: [{ ...MFA_FOR_ALL, ...policy }] });

    expect(mfaForAll).toBe(asks);
  });

  it.each([
    { path: '/policies/identitySecurityDefaultsEnforcementPolicy', part: 'security defaults' },
    { path: '/identity/conditionalAccess/policies', part: 'Conditional Access policies' },
    { path: '/policies/authorizationPolicy', part: 'who may invite and consent' },
  ])('goes on without the $part, and guesses nothing of it', async ({ path, part }) => {
    const { graph, now, tenant } = inTenant(SOUND);
    tenant.set({ conditionalAccess: [], allowInvitesFrom: 'everyone' });
    tenant.faults.next({ path, status: 403, code: 'AccessDenied', message: 'required scopes are missing' });

    const { gaps, unread } = await readPosture(graph, { now });

    expect(unread).toMatchObject([{ part, problem: { kind: 'permission-missing' } }]);
    expect(gaps.map(({ id }) => id)).toEqual([part.startsWith('who') ? 'mfa-not-required' : 'guests-invite']);
  });

  it('takes a refusal for want of a licence for no policies', async () => {
    const { graph, now, tenant } = inTenant(SOUND);
    tenant.faults.next({
      path: '/conditionalAccess/',
      status: 403,
      code: 'AccessDenied',
      message: 'not licensed',
    });

    expect(await readPosture(graph, { now })).toMatchObject({ policies: [], unread: [] });
  });

  it('says which apps users may let in', async () => {
    const consents = [
      ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
      ['ManagePermissionGrantsForOwnedResource.x'],
    ];
    const read = consents.map(async (granted) => {
      const body = {
        allowInvitesFrom: 'none',
        defaultUserRolePermissions: { permissionGrantPoliciesAssigned: granted },
      };
      const get = async (link: string) => ({
        status: 200,
        headers: new Headers(),
        body: link.includes('authorization') ? body : { value: [], isEnabled: true },
      });
      return (await readPosture({ get }, { now: Date.now })).userConsent;
    });

    expect(await Promise.all(read)).toEqual(['some', 'none']);
  });
});
