import type { TenantSettings } from './settings.ts';
import type { TenantRecord } from './records.ts';

/** What the v1.0 type has. Source: the CSDL, facts/data-sources.md §1.4. */
export const V1_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'createdDateTime',
  'userId',
  'userPrincipalName',
  'userDisplayName',
  'appId',
  'appDisplayName',
  'ipAddress',
  'clientAppUsed',
  'userAgent',
  'correlationId',
  'isInteractive',
  'resourceId',
  'resourceDisplayName',
  'resourceTenantId',
  'homeTenantId',
  'servicePrincipalId',
  'servicePrincipalName',
  'status',
  'deviceDetail',
  'location',
  'conditionalAccessStatus',
  'appliedConditionalAccessPolicies',
  'riskState',
  'riskDetail',
  'riskLevelDuringSignIn',
  'riskLevelAggregated',
  'riskEventTypes',
  'riskEventTypes_v2',
]);

/** What the beta type has besides. */
export const BETA_FIELDS: ReadonlySet<string> = new Set([
  ...V1_FIELDS,
  'authenticationRequirement',
  'authenticationDetails',
  'authenticationProtocol',
  'originalTransferMethod',
  'incomingTokenType',
  'autonomousSystemNumber',
  'networkLocationDetails',
  'ipAddressFromResourceProvider',
  'sessionId',
  'uniqueTokenIdentifier',
  'signInEventTypes',
  'userType',
  'crossTenantAccessType',
  'homeTenantName',
  'flaggedForReview',
  'clientCredentialType',
]);

/** Hidden without P2. */
const P2_FIELDS: readonly string[] = ['riskDetail', 'riskLevelDuringSignIn', 'riskLevelAggregated'];

/** Values that came after `unknownFutureValue`: who does not ask for them is told that instead. */
const LATER_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  authenticationProtocol: ['authenticationTransfer', 'nativeAuth'],
  incomingTokenType: ['remoteDesktopToken', 'refreshToken'],
};

/** Which kinds of sign-in a record is; old records say it only by isInteractive. */
export function eventTypesOf(record: TenantRecord): readonly unknown[] {
  const types = record['signInEventTypes'];
  if (Array.isArray(types)) return types;
  return [record['isInteractive'] === false ? 'nonInteractiveUser' : 'interactiveUser'];
}

/** A sign-in as an endpoint shows it: v1.0 leaves out what only beta has, and P2's values are hidden from others. */
export function shownSignIn(
  record: TenantRecord,
  version: string,
  licence: TenantSettings['licence'],
  wantsLaterMembers: boolean,
): TenantRecord {
  const entries = Object.entries(record)
    .filter(([name]) => version === 'beta' || V1_FIELDS.has(name))
    .map(([name, value]) => {
      if (licence !== 'p2' && P2_FIELDS.includes(name)) return [name, 'hidden'];
      const isLater = LATER_MEMBERS[name]?.includes(String(value)) === true;
      return [name, isLater && !wantsLaterMembers ? 'unknownFutureValue' : value];
    });
  return Object.fromEntries(entries) as TenantRecord;
}
