import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../local/tenant/index.ts';
import { FEED, read, started, withRecords } from './started.ts';

const SIGN_INS = '/v1.0/auditLogs/signIns';

describe('a fault with a status', () => {
  it.each([
    { status: 429, code: 'UnknownError' },
    { status: 500, code: 'InternalServerError' },
    { status: 502, code: 'BadGateway' },
    { status: 503, code: 'ServiceUnavailable' },
    { status: 504, code: 'GatewayTimeout' },
  ])('$status strikes as often as it is told, and is counted', async ({ status, code }) => {
    const { get, tenant } = await withRecords({ status, times: 2 });

    const answers = [await get(SIGN_INS), await get(SIGN_INS), await get(SIGN_INS)];

    expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
    expect(answers[0]?.body.error.code).toBe(code);
    expect(tenant.faults.struck()).toEqual({ [status]: 2 });
  });

  it('says when to come again, in seconds or as a date, or not at all', async () => {
    const { get, tenant } = await withRecords({ status: 429, retryAfter: 7 });
    tenant.faults.next({ status: 503, retryAfter: 'Mon, 02 Mar 2026 12:00:30 GMT' });
    tenant.faults.next({ status: 429 });

    const answers = [await get(SIGN_INS), await get(SIGN_INS), await get(SIGN_INS)];

    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual([
      '7',
      'Mon, 02 Mar 2026 12:00:30 GMT',
      null,
    ]);
  });

  it('strikes only the path it names, after as many requests as it says, with the words it has', async () => {
    const { get } = await withRecords({
      path: '/auditLogs/signIns',
      after: 1,
      status: 403,
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      message: "Tenant is not a B2C tenant and doesn't have premium licenses",
    });

    const answers = [
      await get('/v1.0/auditLogs/directoryAudits'),
      await get(SIGN_INS),
      await get(SIGN_INS),
      await get(SIGN_INS),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 200]);
    expect(answers[2]?.body.error.message).toMatch(/premium licen/);
  });

  it('is AF429 under 403 and AF50000 on the Management Activity API', async () => {
    const { get, tenant } = await withRecords({ status: 429 });
    tenant.faults.next({ status: 500 });
    const path = `${FEED}/subscriptions/list?PublisherIdentifier=me`;

    const answers = [await get(path), await get(path), await get(path)];

    expect(answers.map(({ status }) => status)).toEqual([403, 500, 200]);
    expect(answers.map(({ body }) => body.error?.code)).toEqual(['AF429', 'AF50000', undefined]);
    expect(answers[0]?.body.error.message).toBe('Too many requests. Method=GET, PublisherId=me');
  });

  it('spares token endpoints unless it names them', async () => {
    const { tenant } = await withRecords({ status: 500 });
    const ask = () =>
      read(`${tenant.url}/msi/token?resource=https://graph.microsoft.com`, {
        headers: { 'x-identity-header': 'pretend' },
      });

    const spared = await ask();
    tenant.faults.next({ status: 500, path: '/msi/' });
    const struck = await ask();

    expect([spared.status, struck.status]).toEqual([200, 500]);
  });

  it('can be called off', async () => {
    const { get, tenant } = await withRecords({ status: 500, times: Number.POSITIVE_INFINITY });

    const before = await get(SIGN_INS);
    tenant.faults.clear();

    expect([before.status, (await get(SIGN_INS)).status]).toEqual([500, 200]);
  });

  it.each([
    { fault: {}, message: 'a fault has either a status or a kind' },
    { fault: { status: 500, kind: 'cut' }, message: 'a fault has either a status or a kind' },
    { fault: { kind: 'melt' }, message: 'a fault of kind melt does not exist' },
    { fault: { status: 500, times: 0 }, message: 'a fault strikes at least once, not 0 times' },
    { fault: { status: 200 }, message: 'a fault has a status from 400 to 599, not 200' },
  ])('must make sense: $message', async ({ fault, message }) => {
    const { tenant } = await started();

    expect(() => tenant.faults.next(fault as Fault)).toThrow(message);
  });
});

describe('a fault on the wire', () => {
  it.each(['reset', 'reset-midway'] as const)('%s breaks the connection', async (kind) => {
    const { get } = await withRecords({ kind, path: '/auditLogs/' });

    await expect(get(SIGN_INS)).rejects.toThrow(/fetch failed|terminated/);
    expect((await get(SIGN_INS)).status).toBe(200);
  });

  it('hang never answers, and ends with the tenant', async () => {
    const { tenant, token } = await withRecords({ kind: 'hang', path: '/auditLogs/' });
    const headers = { authorization: `Bearer ${await token('https://graph.microsoft.com')}` };
    const asked = fetch(`${tenant.url}${SIGN_INS}`, { headers, signal: AbortSignal.timeout(100) });

    await expect(asked).rejects.toThrow('The operation was aborted due to timeout');

    tenant.faults.next({ kind: 'hang' });
    const waiting = fetch(`${tenant.url}${SIGN_INS}`, { headers });
    const ended = waiting.then(
      () => 'answered',
      () => 'broken',
    );
    while ((tenant.faults.struck()['hang'] ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await tenant.stop();

    expect(await ended).toBe('broken');
  });

  it('cut gives half a body under status 200', async () => {
    const { get } = await withRecords({ kind: 'cut', path: '/auditLogs/' });

    const { status, text } = await get(SIGN_INS);
    const whole = await get(SIGN_INS);

    expect(status).toBe(200);
    expect(text).toBe(whole.text.slice(0, Math.floor(whole.text.length / 2)));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });
});

describe('the count of requests', () => {
  it('goes by endpoint, whatever the answer', async () => {
    const { get, post, tenant } = await started();

    await get(SIGN_INS);
    await get(`${SIGN_INS}?$top=0`);
    await get('/beta/auditLogs/signIns');
    await post(`${FEED}/subscriptions/start?contentType=Audit.Exchange`);
    await get(`${FEED}/audit/blob`);
    await get('/v1.0/unknown');

    expect(tenant.requests()).toEqual({
      'GET /msi/token': 6,
      'GET /v1.0/auditLogs/signIns': 2,
      'GET /beta/auditLogs/signIns': 1,
      'POST /activity/feed/subscriptions/start': 1,
      'GET /activity/feed/audit/{contentId}': 1,
    });
  });
});
