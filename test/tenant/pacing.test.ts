import { describe, expect, it } from '@jest/globals';
import { FEED, minutesAgo, started } from './started.ts';

const AUDITS = '/v1.0/auditLogs/directoryAudits';
const SIGN_INS = '/beta/auditLogs/signIns';
const TRACES = '/v1.0/admin/exchange/tracing/messageTraces';
const POLICIES = '/v1.0/identity/conditionalAccess/policies';

const seconds = (count: number): Date => minutesAgo(-count / 60);

describe('pacing', () => {
  it('lets five requests in ten seconds pass to all reports together', async () => {
    const { get, setClock } = await started({ pacing: true });
    const statuses = [];
    for (const path of [AUDITS, SIGN_INS, AUDITS, SIGN_INS, AUDITS]) statuses.push((await get(path)).status);
    setClock(seconds(3));

    const refused = await get(SIGN_INS);
    setClock(seconds(10));
    const later = await get(SIGN_INS);

    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('7');
    expect(refused.body.error.message).toMatch(/^This request is throttled\./);
    expect(later.status).toBe(200);
  });

  it('lets other endpoints be', async () => {
    const { get } = await started({ pacing: true });
    for (let count = 0; count < 6; count += 1) await get(AUDITS);

    expect((await get(TRACES)).status).toBe(200);
    expect((await get('/v1.0/subscribedSkus')).status).toBe(200);
  });

  it('lets one request a second pass to Conditional Access, and does not say when to come again', async () => {
    const { get } = await started({ pacing: true });
    await get(POLICIES);

    const { status, headers } = await get(POLICIES);

    expect({ status, retryAfter: headers.get('retry-after') }).toEqual({ status: 429, retryAfter: null });
  });

  it('lets a hundred requests in five minutes pass to the trace', async () => {
    const { get, setClock } = await started({ pacing: true });
    for (let count = 0; count < 100; count += 1) await get(TRACES);

    const refused = await get(TRACES);
    setClock(seconds(300));

    expect(refused.body.error.message).toMatch(/^Your recent queries have surpassed the permitted limit/);
    expect(refused.headers.get('retry-after')).toBe('300');
    expect((await get(TRACES)).status).toBe(200);
  });

  it('counts nothing where it is off', async () => {
    const { get } = await started();
    const statuses = new Set();
    for (let count = 0; count < 8; count += 1) statuses.add((await get(AUDITS)).status);
    await get(`${FEED}/subscriptions/list`);

    expect([...statuses]).toEqual([200]);
  });
});
