import type { Answer, Call } from './exchange.ts';
import { readFilter, valueAt, type Filterable } from './odata.ts';
import { pageOf, walkOf } from './page.ts';
import { noPremium } from './refusal.ts';
import { readReportQuery } from './report-query.ts';
import { BETA_FIELDS, eventTypesOf, shownSignIn, V1_FIELDS } from './sign-in-fields.ts';

const DAY_MS = 86_400_000;
const RETENTION_DAYS = { free: 7, p1: 30, p2: 30 } as const;

const TEXT = ['eq', 'startswith'];

/** Documented are eq, le and ge; gt is what Splunk's add-on sends. */
const SIGN_IN_FILTERS: Filterable = {
  createdDateTime: ['eq', 'le', 'ge', 'gt'],
  id: ['eq'],
  userId: ['eq'],
  userPrincipalName: TEXT,
  userDisplayName: TEXT,
  ipAddress: TEXT,
  appId: ['eq'],
  appDisplayName: TEXT,
  clientAppUsed: ['eq'],
  correlationId: ['eq'],
  isInteractive: ['eq'],
  conditionalAccessStatus: ['eq'],
  'status/errorCode': ['eq'],
  'location/city': TEXT,
  'location/state': TEXT,
  'location/countryOrRegion': TEXT,
  riskState: ['eq'],
  riskLevelAggregated: ['eq'],
  riskLevelDuringSignIn: ['eq'],
};
const BETA_SIGN_IN_FILTERS: Filterable = { ...SIGN_IN_FILTERS, signInEventTypes: ['any'] };

const AUDIT_FILTERS: Filterable = {
  activityDateTime: ['eq', 'ge', 'le'],
  activityDisplayName: TEXT,
  id: ['eq'],
  correlationId: ['eq'],
  loggedByService: ['eq'],
  'initiatedBy/user/id': TEXT,
  'initiatedBy/user/displayName': TEXT,
  'initiatedBy/user/userPrincipalName': TEXT,
  'initiatedBy/app/appId': TEXT,
  'initiatedBy/app/displayName': TEXT,
};
const AUDIT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'category',
  'correlationId',
  'result',
  'resultReason',
  'activityDisplayName',
  'activityDateTime',
  'loggedByService',
  'operationType',
  'initiatedBy',
  'targetResources',
  'additionalDetails',
]);

/** GET /{version}/auditLogs/signIns: P1 only; interactive sign-ins unless beta is asked for others. */
export function signIns(call: Call): Answer {
  const { world, ask, caught } = call;
  const version = caught[0] ?? 'v1.0';
  const { licence } = world.settings();
  if (licence === 'free') throw noPremium();
  const isBeta = version === 'beta';
  const timePath = 'createdDateTime';
  const filter = readFilter(
    ask.url.searchParams.get('$filter'),
    isBeta ? BETA_SIGN_IN_FILTERS : SIGN_IN_FILTERS,
    timePath,
    (record, path) => (path === 'signInEventTypes' ? eventTypesOf(record) : valueAt(record, path)),
  );
  const asksForKinds = filter.names.has('signInEventTypes');
  const query = readReportQuery(ask, {
    type: 'signIn',
    timePath,
    properties: isBeta ? BETA_FIELDS : V1_FIELDS,
  });
  const wantsLater = (ask.headers['prefer'] ?? '').includes('include-unknown-enum-members');
  const walk = walkOf(call);
  return pageOf(call, walk, {
    source: 'sign-ins',
    context: `https://graph.microsoft.com/${version}/$metadata#auditLogs/signIns`,
    from: Math.max(filter.from, oldest(walk.asOf, licence)),
    to: filter.to,
    fits: (record) =>
      (asksForKinds || eventTypesOf(record).includes('interactiveUser')) && filter.fits(record),
    newestFirst: query.newestFirst,
    top: query.top,
    project: (record) => query.select(shownSignIn(record, version, licence, wantsLater)),
  });
}

/** GET /v1.0/auditLogs/directoryAudits: any licence. */
export function directoryAudits(call: Call): Answer {
  const { world, ask, caught } = call;
  const timePath = 'activityDateTime';
  const filter = readFilter(ask.url.searchParams.get('$filter'), AUDIT_FILTERS, timePath);
  const query = readReportQuery(ask, { type: 'directoryAudit', timePath, properties: AUDIT_FIELDS });
  const walk = walkOf(call);
  return pageOf(call, walk, {
    source: 'directory-audits',
    context: `https://graph.microsoft.com/${caught[0]}/$metadata#auditLogs/directoryAudits`,
    from: Math.max(filter.from, oldest(walk.asOf, world.settings().licence)),
    to: filter.to,
    fits: filter.fits,
    newestFirst: query.newestFirst,
    top: query.top,
    project: query.select,
  });
}

function oldest(asOf: number, licence: keyof typeof RETENTION_DAYS): number {
  return asOf - RETENTION_DAYS[licence] * DAY_MS;
}
