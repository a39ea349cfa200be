import { Refusal } from './refusal.ts';
import { guidOf } from './seal.ts';

// Codes and texts: mgmt-docs reference, section "Errors"; where it says nothing, the thread named beside.

/** A missing permission is a 401 here, though the token is good: coe-starter-kit#3192. */
export function noFeedPermission(roles: ReadonlySet<string>): Refusal {
  return new Refusal(
    401,
    'AF10001',
    `The permission set (${[...roles].join(' ')}) sent in the request does not include the expected permission.`,
  );
}

/** A parameter is missing. */
export function missingParameter(name: string): Refusal {
  return new Refusal(400, 'AF20001', `Missing parameter: ${name}.`);
}

/** A parameter is of another type. */
export function wrongParameter(name: string, type: string): Refusal {
  return new Refusal(400, 'AF20002', `Invalid parameter type: ${name}. Expected type: ${type}`);
}

/** The tenant of the address is not that of the token. */
export function otherTenant(asked: string, own: string): Refusal {
  return new Refusal(
    400,
    'AF20010',
    `The tenant ID passed in the URL (${asked}) does not match the tenant ID passed in the access token (${own}).`,
  );
}

/** The tenant of the address is no id. */
export function noGuid(asked: string): Refusal {
  return new Refusal(400, 'AF20013', `The tenant ID passed in the URL (${asked}) is not a valid GUID.`);
}

export const noContentType = (): Refusal =>
  new Refusal(400, 'AF20020', 'The specified content type is not valid.');
export const noSubscription = (): Refusal =>
  new Refusal(400, 'AF20022', 'No subscription found for the specified content type.');
/** Undocumented, and no failure: coe-starter-kit#2807. */
export const alreadyOn = (): Refusal =>
  new Refusal(400, 'AF20024', 'The subscription is already enabled. No property change.');
export const halfRange = (): Refusal =>
  new Refusal(
    400,
    'AF20030',
    'Start time and end time must both be specified (or both omitted) and must be less than or equal to 24 hours apart, with the start time no more than 7 days in the past.',
  );
export const badRange = (): Refusal =>
  new Refusal(
    400,
    'AF20055',
    'Start time and end time must both be specified (or both omitted) and must be less than or equal to 24 hours apart, with the start time prior to end time and start time no more than 7 days in the past.',
  );
export const badNextPage = (input: string): Refusal =>
  new Refusal(400, 'AF20031', `Invalid nextPage Input: ${input}.`);
export const noContent = (id: string): Refusal =>
  new Refusal(400, 'AF20050', `The specified content (${id}) does not exist.`);
export const expiredContent = (id: string): Refusal =>
  new Refusal(
    400,
    'AF20051',
    `Content requested with the key ${id} has already expired. Content older than 7 days cannot be retrieved.`,
  );
export const badContentId = (id: string): Refusal =>
  new Refusal(400, 'AF20052', `Content ID ${id} in the URL is invalid.`);

/** Unified audit logging is off; the code is cut in the middle, as Microsoft sends it: o365beat#58, power-platform#184. */
export function auditLogOff(tenantId: string, clientId: string, contentType: string): Refusal {
  const corrId = guidOf(`off ${contentType}`);
  return new Refusal(
    400,
    `StartSubscription [CorrId=${corrId}][TenantId=${tenantId},ContentType=${contentType},ApplicationId=${clientId},PublisherId=${tenantId}][AppId`,
    `${clientId}] failed. Exception: Microsoft.Office.Compliance.Audit.DataServiceException: Tenant ${tenantId} does not exist.\r\n   at Microsoft.Office.Compliance.Audit.API.AzureManager.<GetSubscriptionTableClientForTenantAsync>d__52.MoveNext()`,
  );
}
