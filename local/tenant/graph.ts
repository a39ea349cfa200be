import type { Answer, Call, Route } from './exchange.ts';
import { messageTraces } from './message-traces.ts';
import {
  authorizationPolicy,
  conditionalAccess,
  namedLocations,
  organization,
  securityDefaults,
  subscribedSkus,
} from './posture.ts';
import { Refusal } from './refusal.ts';
import { directoryAudits, signIns } from './reports.ts';
import { users } from './users.ts';

const DIRECTORY = 'Directory.Read.All';

/** Microsoft Graph: the logs, the message trace and what a tenant is set to. */
export const graphRoutes: readonly Route[] = [
  get('(v1\\.0|beta)', '/auditLogs/signIns', signIns, ['AuditLog.Read.All'], noReportPermission),
  get(
    '(v1\\.0|beta)',
    '/auditLogs/directoryAudits',
    directoryAudits,
    ['AuditLog.Read.All', DIRECTORY],
    noReportPermission,
  ),
  get(
    'v1\\.0',
    '/admin/exchange/tracing/messageTraces',
    messageTraces,
    ['ExchangeMessageTrace.Read.All'],
    notEnough,
  ),
  get(
    'v1\\.0',
    '/subscribedSkus',
    subscribedSkus,
    ['LicenseAssignment.Read.All', 'Organization.Read.All', DIRECTORY],
    notEnough,
  ),
  get('v1\\.0', '/organization', organization, ['Organization.Read.All', DIRECTORY], notEnough),
  get('v1\\.0', '/users', users, ['User.Read.All', DIRECTORY], notEnough),
  policy('/policies/identitySecurityDefaultsEnforcementPolicy', securityDefaults),
  policy('/policies/authorizationPolicy', authorizationPolicy),
  policy('/identity/conditionalAccess/policies', conditionalAccess),
  policy('/identity/conditionalAccess/namedLocations', namedLocations),
];

function policy(path: string, answer: (call: Call) => Answer): Route {
  return get('v1\\.0', path, answer, ['Policy.Read.All'], scopesMissing);
}

/** An endpoint that wants one of some permissions. Graph does not mind the case of a path. */
function get(
  version: string,
  path: string,
  answer: (call: Call) => Answer,
  oneOf: readonly string[],
  refusal: () => Refusal,
): Route {
  return {
    method: 'GET',
    pattern: new RegExp(`^/${version}${path}$`, 'i'),
    name: path,
    api: 'graph',
    answer(call) {
      const { roles, world, ask } = call;
      if (!oneOf.some((permission) => roles.has(permission))) throw refusal();
      if (world.settings().refusesAnyLanguage && ask.headers['accept-language'] === '*')
        throw new Refusal(400, 'BadRequest', 'Invalid language specified');
      const { headers, ...rest } = answer(call);
      return { ...rest, headers: { ...headers, ...preferenceApplied(ask.headers['prefer']) } };
    },
  };
}

function preferenceApplied(prefer: string | undefined): Readonly<Record<string, string>> {
  return prefer?.includes('include-unknown-enum-members') === true
    ? { 'Preference-Applied': 'include-unknown-enum-members' }
    : {};
}

function noReportPermission(): Refusal {
  return new Refusal(
    403,
    'Authentication_MSGraphPermissionMissing',
    'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
  );
}

function notEnough(): Refusal {
  return new Refusal(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

function scopesMissing(): Refusal {
  return new Refusal(
    403,
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  );
}
