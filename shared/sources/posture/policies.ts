import type { ConditionalAccessPolicy } from './schema.ts';

/** A Conditional Access policy, as far as MFA is concerned. */
export interface Policy {
  readonly name: string;
  /** `enabled`, `disabled` or `enabledForReportingButNotEnforced`. */
  readonly state: string;
  /** It asks everybody for MFA, at every app and wherever they are; true of a policy that is not enforced, too. */
  readonly asksAllForMfa: boolean;
  /** Users, groups and roles it leaves out; one or two are the emergency accounts that Microsoft advises. */
  readonly leavesOut: number;
}

/** Reads what a policy asks, and of whom. */
export function policyOf(policy: ConditionalAccessPolicy): Policy {
  const { excludeUsers, excludeGroups, excludeRoles } = policy.conditions?.users ?? {};
  const out = [excludeUsers, excludeGroups, excludeRoles].flatMap((list) => list ?? []);
  return {
    name: policy.displayName ?? '',
    state: policy.state,
    asksAllForMfa: isForAll(policy) && isAlways(policy) && asksForMfa(policy),
    leavesOut: out.length,
  };
}

function isForAll({ conditions }: ConditionalAccessPolicy): boolean {
  const { users, applications } = conditions ?? {};
  return has(users?.includeUsers, 'All') && has(applications?.includeApplications, 'All');
}

/** A policy for risky sign-ins, one place or one kind of device does not ask at the others. */
function isAlways({ conditions }: ConditionalAccessPolicy): boolean {
  const { clientAppTypes, signInRiskLevels, userRiskLevels, platforms, locations } = conditions ?? {};
  return (
    isEmpty(signInRiskLevels) &&
    isEmpty(userRiskLevels) &&
    isAny(platforms?.includePlatforms) &&
    isAny(locations?.includeLocations) &&
    (isAny(clientAppTypes) ||
      (has(clientAppTypes, 'browser') && has(clientAppTypes, 'mobileAppsAndDesktopClients')))
  );
}

/** With OR another way, a known device for example, will do as well. */
function asksForMfa({ grantControls }: ConditionalAccessPolicy): boolean {
  const { operator, builtInControls, authenticationStrength } = grantControls ?? {};
  const strength = typeof authenticationStrength === 'object' && authenticationStrength !== null ? 1 : 0;
  const ways = (builtInControls?.length ?? 0) + strength;
  return (has(builtInControls, 'mfa') || strength === 1) && (ways === 1 || operator === 'AND');
}

function has(list: readonly string[] | null | undefined, wanted: string): boolean {
  return list?.some((entry) => entry.toLowerCase() === wanted.toLowerCase()) === true;
}

function isEmpty(list: readonly string[] | null | undefined): boolean {
  return (list ?? []).length === 0;
}

function isAny(list: readonly string[] | null | undefined): boolean {
  return isEmpty(list) || has(list, 'all');
}
