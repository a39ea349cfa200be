import type { Answer, Call } from './exchange.ts';
import { linkTo, questionOf } from './page.ts';
import { Refusal } from './refusal.ts';
import { guidOf, unseal } from './seal.ts';
import type { TenantSettings } from './settings.ts';

const V1 = 'https://graph.microsoft.com/v1.0/$metadata';

/** GET /v1.0/subscribedSkus */
export function subscribedSkus({ world }: Call): Answer {
  const { tenantId, licence } = world.settings();
  const skuPartNumber = { free: 'O365_BUSINESS_ESSENTIALS', p1: 'SPB', p2: 'SPE_E5' }[licence];
  const sku = {
    accountId: tenantId,
    accountName: 'Fjordline',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: 12,
    id: `${tenantId}_${guidOf(skuPartNumber)}`,
    skuId: guidOf(skuPartNumber),
    skuPartNumber,
    subscriptionIds: [guidOf(`subscription ${skuPartNumber}`)],
    prepaidUnits: { enabled: 15, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plansOf(licence).map((servicePlanName) => ({
      servicePlanId: guidOf(servicePlanName),
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
  return { status: 200, body: { '@odata.context': `${V1}#subscribedSkus`, value: [sku] } };
}

function plansOf(licence: TenantSettings['licence']): readonly string[] {
  const everybody = ['EXCHANGE_S_STANDARD', 'SHAREPOINTSTANDARD'];
  if (licence === 'free') return everybody;
  return [...everybody, 'AAD_PREMIUM', ...(licence === 'p2' ? ['AAD_PREMIUM_P2'] : [])];
}

/** GET /v1.0/organization */
export function organization({ world }: Call): Answer {
  const { tenantId, domains } = world.settings();
  const own = {
    id: tenantId,
    displayName: 'Fjordline',
    tenantType: 'AAD',
    verifiedDomains: domains.map((name, index) => ({
      name,
      type: 'Managed',
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === 0,
      isInitial: name.includes('.onmicrosoft.'),
    })),
  };
  return { status: 200, body: { '@odata.context': `${V1}#organization`, value: [own] } };
}

/** GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy */
export function securityDefaults({ world }: Call): Answer {
  return {
    status: 200,
    body: {
      '@odata.context': `${V1}#policies/identitySecurityDefaultsEnforcementPolicy/$entity`,
      id: '00000000-0000-0000-0000-000000000005',
      displayName: 'Security Defaults',
      description:
        'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
      isEnabled: world.settings().securityDefaults,
    },
  };
}

/** GET /v1.0/policies/authorizationPolicy */
export function authorizationPolicy({ world }: Call): Answer {
  const { allowInvitesFrom, userConsent, guestUserRoleId } = world.settings();
  return {
    status: 200,
    body: {
      '@odata.context': `${V1}#policies/authorizationPolicy/$entity`,
      id: 'authorizationPolicy',
      displayName: 'Authorization Policy',
      allowInvitesFrom,
      guestUserRoleId,
      allowedToSignUpEmailBasedSubscriptions: true,
      allowedToUseSSPR: true,
      allowEmailVerifiedUsersToJoinOrganization: false,
      allowUserConsentForRiskyApps: false,
      blockMsolPowerShell: false,
      defaultUserRolePermissions: {
        allowedToCreateApps: true,
        allowedToCreateSecurityGroups: true,
        allowedToReadOtherUsers: true,
        permissionGrantPoliciesAssigned: userConsent
          ? ['ManagePermissionGrantsForSelf.microsoft-user-default-legacy']
          : [],
      },
    },
  };
}

/** GET /v1.0/identity/conditionalAccess/policies: none where the licence has no Conditional Access. */
export function conditionalAccess({ world }: Call): Answer {
  const { licence, conditionalAccess: policies } = world.settings();
  return {
    status: 200,
    body: {
      '@odata.context': `${V1}#identity/conditionalAccess/policies`,
      value: licence === 'free' ? [] : policies,
    },
  };
}

/** Named locations on a page. Microsoft does not say how many; few, so that even a small tenant has a second page. */
const LOCATIONS_A_PAGE = 2;

/** Where a walk over named locations stands. */
interface Mark {
  readonly of: string;
  readonly offset: number;
}

/** GET /v1.0/identity/conditionalAccess/namedLocations: likewise none, a page at a time. */
export function namedLocations(call: Call): Answer {
  const { world, pageFault } = call;
  const { licence, namedLocations: all } = world.settings();
  const offset = offsetOf(call);
  const most = pageFault === 'empty-page' ? 0 : LOCATIONS_A_PAGE;
  const end = offset + most;
  const shown = licence === 'free' ? [] : all;
  const mark: Mark = { of: questionOf(call.ask), offset: end };
  return {
    status: 200,
    body: {
      '@odata.context': `${V1}#identity/conditionalAccess/namedLocations`,
      ...((end < shown.length || pageFault !== undefined) && { '@odata.nextLink': linkTo(call, mark) }),
      value: shown.slice(offset, end),
    },
  };
}

function offsetOf({ ask }: Call): number {
  const sealed = ask.url.searchParams.get('$skiptoken');
  if (sealed === null) return 0;
  const mark = unseal(sealed) as Mark | undefined;
  if (mark?.of !== questionOf(ask)) throw new Refusal(400, 'BadRequest', 'Invalid skip token.');
  return mark.offset;
}
