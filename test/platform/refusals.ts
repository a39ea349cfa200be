import type { ProblemKind } from '../../shared/platform/problem.ts';

export const TENANT = '5b9a99a5-0000-4000-8000-4279ec819ed6';

export const graph = (code: string, message: string): object => ({
  error: {
    code,
    message,
    innerError: { date: '2026-06-10T09:00:00', 'request-id': TENANT, 'client-request-id': TENANT },
  },
});
const management = (code: string, message: string): object => ({ error: { code, message } });

type Case = readonly [name: string, kind: ProblemKind, transient: boolean, status: number, body: unknown];

/** The bodies are Microsoft's: facts/data-sources.md §1.1, 2.1, 3, 4.1, 5.1 and the threads named there. */
export const REFUSALS: readonly Case[] = [
  [
    'no P1',
    'licence-missing',
    false,
    403,
    graph(
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    ),
  ],
  [
    'no P1, in other words',
    'licence-missing',
    false,
    403,
    graph('UnknownError', "Tenant is not a B2C tenant and doesn't have premium licenses"),
  ],
  [
    'a licence check that may not look',
    'permission-missing',
    false,
    403,
    graph(
      'Authentication_ApplicationHasNoDirectoryReadAccess',
      'Failed to do premium license check from ADGraph',
    ),
  ],
  [
    'the same without its code',
    'permission-missing',
    false,
    403,
    graph('UnknownError', 'Failed to do premium license check from ADGraph'),
  ],
  [
    'a Graph permission',
    'permission-missing',
    false,
    403,
    graph('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
  ],
  [
    'a Graph permission, named',
    'permission-missing',
    false,
    403,
    graph(
      'Authentication_MSGraphPermissionMissing',
      'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
    ),
  ],
  [
    'a permission of the Management API',
    'permission-missing',
    false,
    401,
    management(
      'AF10001',
      'The permission set () sent in the request did not include the expected permission ActivityFeed.Read.',
    ),
  ],
  ['any other 403', 'permission-missing', false, 403, graph('accessDenied', 'Access denied.')],
  [
    'throttled reports',
    'throttled',
    true,
    429,
    graph(
      'UnknownError',
      'This request is throttled. Please try again after the value specified in the Retry-After header. CorrelationId: x',
    ),
  ],
  [
    'throttled traces',
    'throttled',
    true,
    429,
    graph('TooManyRequests', 'Your recent queries have surpassed the permitted limit.'),
  ],
  [
    'a throttled Management API, as 403',
    'throttled',
    true,
    403,
    management('AF429', `Too many requests. Method=GetBlob, PublisherId=${TENANT}`),
  ],
  [
    'no service principal for traces',
    'service-principal-missing',
    false,
    401,
    graph(
      'UnknownError',
      'Service principal-less authentication failed: The service principal for App ID 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373 was not found.',
    ),
  ],
  [
    'auditing off, 2019',
    'auditing-off',
    false,
    400,
    management(
      `StartSubscription [TenantId=${TENANT},ContentType=Audit.Exchange,ApplicationId=${TENANT},PublisherId=${TENANT}] failed. Exception`,
      `Microsoft.Office.Compliance.Audit.DataServiceException: Tenant ${TENANT} does not exist.\r\n   at Microsoft.Office.Compliance.Audit.API.AzureManager.GetSubscriptionTableClientForTenant(Guid tenantID)`,
    ),
  ],
  [
    'auditing off, 2021',
    'auditing-off',
    false,
    400,
    management(
      `StartSubscription [CorrId=${TENANT}][TenantId=${TENANT},ContentType=Audit.General][AppId`,
      `${TENANT}] failed. Exception: Microsoft.Office.Compliance.Audit.DataServiceException: Tenant ${TENANT} does not exist.\r\n   at x in d:\\dbs\\sh\\AzureManager.cs:line 1786`,
    ),
  ],
  [
    'auditing off, for searches',
    'auditing-off',
    false,
    400,
    graph('AuditingDisabledTenant', 'The tenant has auditing disabled.'),
  ],
  [
    'no subscription',
    'not-subscribed',
    false,
    400,
    management('AF20022', 'No subscription found for the specified content type'),
  ],
  [
    'a subscription switched off',
    'not-subscribed',
    false,
    400,
    management('AF20023', 'The subscription was disabled by a tenant admin.'),
  ],
  [
    'a range too wide',
    'time-range',
    false,
    400,
    management(
      'AF20030',
      'Start time and end time must both be specified (or both omitted) and must be less than or equal to 24 hours apart.',
    ),
  ],
  [
    'a range too old',
    'time-range',
    false,
    400,
    management(
      'AF20055',
      'Start time and end time must both be specified and must be no more than 7 days in the past.',
    ),
  ],
  [
    'another tenant in the link',
    'tenant-mismatch',
    false,
    400,
    management(
      'AF20010',
      `The tenant ID passed in the URL (${TENANT}) does not match the tenant ID passed in the access token.`,
    ),
  ],
  [
    'a tenant nobody knows',
    'tenant-mismatch',
    false,
    400,
    {
      error: 'invalid_request',
      error_description: "AADSTS90002: Tenant 'contoso.example' not found.",
      error_codes: [90002],
    },
  ],
  [
    'content that has expired',
    'gone',
    false,
    400,
    management('AF20051', 'Content requested with the key x has expired.'),
  ],
  ['content that has gone', 'gone', false, 410, ''],
  [
    'an error of the Management API',
    'server',
    true,
    500,
    management('AF50000', 'An internal error occurred. Retry the request.'),
  ],
  [
    'an absent thing',
    'not-found',
    false,
    404,
    graph('Request_ResourceNotFound', `Resource '${TENANT}' does not exist.`),
  ],
  [
    'a refused token',
    'unauthorised',
    false,
    401,
    graph('InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'),
  ],
  [
    'a refused token, from the gateway',
    'unauthorised',
    false,
    401,
    { Message: 'Authorization has been denied for this request.' },
  ],
  ['a question with a fault', 'refused', false, 400, graph('BadRequest', 'Invalid filter clause')],
  ['a redirect', 'refused', false, 302, ''],
  ['a slow server', 'timeout', true, 408, ''],
  ['a sick server', 'server', true, 503, '<html><h1>Service Unavailable</h1></html>'],
  ['a server that cannot', 'server', false, 501, ''],
];
