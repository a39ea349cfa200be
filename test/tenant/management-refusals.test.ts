import { describe, expect, it } from '@jest/globals';
import type { TenantOptions } from '../../local/tenant/index.ts';
import { FEED, started } from './started.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly options?: TenantOptions;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const CONTENT = `${FEED}/subscriptions/content?contentType=Audit.Exchange`;
const ON: TenantOptions = { subscribed: ['Audit.Exchange'] };

const RANGE =
  'Start time and end time must both be specified (or both omitted) and must be less than or equal to 24 hours apart, with the start time ';
const outOfRange = (name: string, times: string): Case => ({
  name,
  path: `${CONTENT}&${times}`,
  options: ON,
  status: 400,
  code: 'AF20055',
  message: `${RANGE}prior to end time and start time no more than 7 days in the past.`,
});

const MANAGEMENT_CASES: readonly Case[] = [
  {
    name: 'content before the subscription',
    path: CONTENT,
    status: 400,
    code: 'AF20022',
    message: 'No subscription found for the specified content type.',
  },
  {
    name: 'a type there is not',
    path: `${FEED}/subscriptions/content?contentType=Audit.Colours`,
    status: 400,
    code: 'AF20020',
    message: 'The specified content type is not valid.',
  },
  {
    name: 'no type',
    path: `${FEED}/subscriptions/content`,
    status: 400,
    code: 'AF20001',
    message: 'Missing parameter: contentType.',
  },
  {
    name: 'the tenant of somebody else',
    path: '/api/v1.0/11111111-1111-4111-8111-111111111111/activity/feed/subscriptions/list',
    status: 400,
    code: 'AF20010',
    message:
      'The tenant ID passed in the URL (11111111-1111-4111-8111-111111111111) does not match the tenant ID passed in the access token (5f0d0000-0000-4000-8000-000000000000).',
  },
  {
    name: 'a tenant by name',
    path: '/api/v1.0/contoso/activity/feed/subscriptions/list',
    status: 400,
    code: 'AF20013',
    message: 'The tenant ID passed in the URL (contoso) is not a valid GUID.',
  },
  {
    name: 'a start without an end',
    path: `${CONTENT}&startTime=2026-03-02T00:00:00`,
    options: ON,
    status: 400,
    code: 'AF20030',
    message: `${RANGE}no more than 7 days in the past.`,
  },
  outOfRange('more than a day', 'startTime=2026-03-01T00:00:00&endTime=2026-03-02T00:00:01'),
  outOfRange('an end before the start', 'startTime=2026-03-02T01:00:00&endTime=2026-03-02T00:00:00'),
  outOfRange('more than a week ago', 'startTime=2026-02-23T11:59:59&endTime=2026-02-23T12:00:00'),
  {
    name: 'a time that is none',
    path: `${CONTENT}&startTime=today&endTime=2026-03-02T00:00:01`,
    options: ON,
    status: 400,
    code: 'AF20002',
    message: 'Invalid parameter type: startTime. Expected type: DateTime',
  },
  {
    name: 'a next page of nowhere',
    path: `${CONTENT}&nextPage=abc`,
    options: ON,
    status: 400,
    code: 'AF20031',
    message: 'Invalid nextPage Input: abc.',
  },
  {
    name: 'content that is not there',
    path: `${FEED}/audit/1$2$audit_exchange$Audit_Exchange$pretend0001`,
    status: 400,
    code: 'AF20050',
    message: 'The specified content (1$2$audit_exchange$Audit_Exchange$pretend0001) does not exist.',
  },
  {
    name: 'content under no id',
    path: `${FEED}/audit/blob`,
    status: 400,
    code: 'AF20052',
    message: 'Content ID blob in the URL is invalid.',
  },
];

describe('the Management Activity API refuses what Microsoft refuses', () => {
  it.each(MANAGEMENT_CASES)('$name', async ({ path, options, status, code, message }) => {
    const { get } = await started(options);

    const answer = await get(path);

    expect({ status: answer.status, ...answer.body.error }).toMatchObject({ status, code, message });
  });

  it('says when the unified audit log is off', async () => {
    const { post } = await started({ unifiedAuditLog: 'off' });

    const { status, body } = await post(`${FEED}/subscriptions/start?contentType=Audit.Exchange`);

    expect(status).toBe(400);
    expect(body.error.code).toMatch(/^StartSubscription \[CorrId=.*ContentType=Audit\.Exchange.*\[AppId$/);
    expect(body.error.message).toContain(
      'Microsoft.Office.Compliance.Audit.DataServiceException: Tenant 5f0d0000-0000-4000-8000-000000000000 does not exist.',
    );
  });
});
