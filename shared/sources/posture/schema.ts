import * as z from 'zod';

const text = z.string().nullish().catch(undefined);
const texts = z.array(z.string()).nullish().catch(undefined);

/** GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy */
export const securityDefaults = z.object({ isEnabled: z.boolean() });

/** GET /v1.0/policies/authorizationPolicy. Source: graph-docs resources/authorizationpolicy.md. */
export const authorizationPolicy = z.object({
  allowInvitesFrom: text,
  guestUserRoleId: text,
  defaultUserRolePermissions: z.object({ permissionGrantPoliciesAssigned: texts }).nullish(),
});

/** The rows of GET /v1.0/identity/conditionalAccess/policies. Source: graph-docs resources/conditionalaccesspolicy.md. */
const conditionalAccessPolicy = z.object({
  displayName: text,
  state: z.string(),
  conditions: z
    .object({
      users: z
        .object({ includeUsers: texts, excludeUsers: texts, excludeGroups: texts, excludeRoles: texts })
        .nullish(),
      applications: z.object({ includeApplications: texts }).nullish(),
      clientAppTypes: texts,
      signInRiskLevels: texts,
      userRiskLevels: texts,
      platforms: z.object({ includePlatforms: texts }).nullish(),
      locations: z.object({ includeLocations: texts }).nullish(),
    })
    .nullish(),
  grantControls: z
    .object({ operator: text, builtInControls: texts, authenticationStrength: z.unknown().optional() })
    .nullish(),
});

export const conditionalAccessPolicies = z.array(conditionalAccessPolicy);

export type ConditionalAccessPolicy = z.infer<typeof conditionalAccessPolicy>;
export type AuthorizationPolicy = z.infer<typeof authorizationPolicy>;

/**
 * A row of GET /v1.0/identity/conditionalAccess/namedLocations: an ipNamedLocation or a countryNamedLocation, which has neither
 * `isTrusted` nor `ipRanges`. Source: learn.microsoft.com/graph/api/conditionalaccessroot-list-namedlocations and
 * /graph/api/resources/ipnamedlocation.
 */
export const namedLocation = z.object({
  '@odata.type': text,
  isTrusted: z.boolean().nullish(),
  ipRanges: z.array(z.object({ cidrAddress: text }).nullish().catch(undefined)).nullish(),
});

export type NamedLocation = z.infer<typeof namedLocation>;
