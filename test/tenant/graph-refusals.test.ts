import { describe, expect, it } from '@jest/globals';
import type { TenantOptions } from '../../local/tenant/index.ts';
import { started } from './started.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly options?: TenantOptions;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const SIGN_INS = '/v1.0/auditLogs/signIns';
const BETA = '/beta/auditLogs/signIns';
const AUDITS = '/v1.0/auditLogs/directoryAudits';
const TRACES = '/v1.0/admin/exchange/tracing/messageTraces';

const filtered = (path: string, filter: string): string => `${path}?$filter=${encodeURIComponent(filter)}`;
const badFilter = (name: string, path: string, filter: string): Case => ({
  name,
  path: filtered(path, filter),
  status: 400,
  code: 'BadRequest',
  message: 'Invalid filter clause',
});
const bad = (name: string, path: string, message: string): Case => ({
  name,
  path,
  status: 400,
  code: 'BadRequest',
  message,
});

const NO_P1 = {
  options: { licence: 'free' },
  status: 403,
  code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  message: "Neither tenant is B2C or tenant doesn't have premium license",
} as const;

const GRAPH_CASES: readonly Case[] = [
  { name: 'sign-ins without P1', path: SIGN_INS, ...NO_P1 },
  { name: 'sign-ins of beta without P1', path: `${BETA}?$top=1`, ...NO_P1 },
  badFilter('createdDateTime on audits', AUDITS, 'createdDateTime ge 2026-03-01T00:00:00Z'),
  badFilter('gt on the time of audits', AUDITS, 'activityDateTime gt 2026-03-01T00:00:00Z'),
  badFilter('lt on the time of sign-ins', SIGN_INS, 'createdDateTime lt 2026-03-01T00:00:00Z'),
  badFilter('a time in quotes', SIGN_INS, "createdDateTime ge '2026-03-01T00:00:00Z'"),
  badFilter('half a filter', SIGN_INS, 'createdDateTime ge'),
  badFilter('a filter that goes on', SIGN_INS, "userId eq 'a' userId eq 'b'"),
  badFilter('a property that cannot be filtered by', SIGN_INS, "deviceDetail/browser eq 'Edge'"),
  badFilter('kinds of sign-in on v1.0', SIGN_INS, "signInEventTypes/any(t: t eq 'nonInteractiveUser')"),
  bad(
    '$top too large on sign-ins',
    `${SIGN_INS}?$top=1001`,
    "The query specified in the URI is not valid. The limit of '1000' for Top query has been exceeded. The value from the incoming request is '1001'.",
  ),
  bad(
    '$top too large on traces',
    `${TRACES}?$top=5001`,
    "The query specified in the URI is not valid. The limit of '5000' for Top query has been exceeded. The value from the incoming request is '5001'.",
  ),
  bad(
    '$top of nothing',
    `${AUDITS}?$top=0`,
    "Invalid value '0' for $top query option found. The $top query option requires a positive integer value.",
  ),
  bad(
    '$skip',
    `${SIGN_INS}?$skip=10`,
    "Query option 'Skip' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.",
  ),
  bad(
    'an unknown property in $select',
    `${AUDITS}?$select=id,colour`,
    "Could not find a property named 'colour' on type 'microsoft.graph.directoryAudit'.",
  ),
  bad(
    'a property of beta on v1.0',
    `${SIGN_INS}?$select=sessionId`,
    "Could not find a property named 'sessionId' on type 'microsoft.graph.signIn'.",
  ),
  bad(
    'another order than by time',
    `${SIGN_INS}?$orderby=userId`,
    "Could not find a property named 'userId' on type 'microsoft.graph.signIn'.",
  ),
  {
    name: 'a token of another page',
    path: `${SIGN_INS}?$skiptoken=abc`,
    status: 400,
    code: '',
    message: 'Invalid Skip Token',
  },
  bad(
    'traces of eleven days',
    filtered(TRACES, 'receivedDateTime ge 2026-02-19T00:00:00Z and receivedDateTime le 2026-03-02T00:00:00Z'),
    'The time range of receivedDateTime must not exceed 10 days.',
  ),
  bad(
    'traces of ten days and a second',
    filtered(TRACES, 'receivedDateTime ge 2026-02-19T23:59:59Z and receivedDateTime le 2026-03-02T00:00:00Z'),
    'The time range of receivedDateTime must not exceed 10 days.',
  ),
  bad(
    'traces of more than 90 days ago',
    filtered(TRACES, 'receivedDateTime ge 2025-12-01T23:00:00Z and receivedDateTime le 2025-12-05T00:00:00Z'),
    'receivedDateTime must not be more than 90 days in the past.',
  ),
  bad(
    'an unknown property on traces',
    filtered(TRACES, "colour eq 'blue'"),
    "Could not find a property named 'colour' on type 'microsoft.graph.exchangeMessageTrace'.",
  ),
  {
    name: 'traces without the service principal',
    path: TRACES,
    options: { traceServicePrincipal: false },
    status: 401,
    code: 'UnknownError',
    message:
      'Service principal-less authentication failed: The service principal for App ID 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373 was not found. Please create a service principal for this app in your tenant. Provisioning may take several hours to complete.',
  },
  bad(
    'an endpoint Graph does not have',
    '/v1.0/auditLogs/colours',
    "Resource not found for the segment 'colours'.",
  ),
];

describe('Graph refuses what Microsoft refuses', () => {
  it.each(GRAPH_CASES)('$name', async ({ path, options, status, code, message }) => {
    const { get } = await started(options);

    const answer = await get(path);

    expect({ status: answer.status, ...answer.body.error }).toMatchObject({ status, code, message });
  });

  it('names the request in errors of Graph', async () => {
    const { get } = await started();

    const { body } = await get(`${SIGN_INS}?$top=0`, { 'client-request-id': 'mine' });

    expect(body.error).toMatchObject({
      innerError: {
        date: '2026-03-02T12:00:00',
        'client-request-id': 'mine',
        'request-id': expect.any(String),
      },
    });
  });

  it('refuses any language where told to, as undici asks for it', async () => {
    const { get } = await started({ refusesAnyLanguage: true });

    const any = await get(AUDITS, { 'accept-language': '*' });
    const english = await get(AUDITS, { 'accept-language': 'en-US' });

    expect(any).toMatchObject({ status: 400, body: { error: { message: 'Invalid language specified' } } });
    expect(english.status).toBe(200);
  });

  it('answers another method with 405', async () => {
    const { post } = await started();

    expect((await post(AUDITS)).status).toBe(405);
  });
});
