import { describe, expect, it } from '@jest/globals';
import { read, started, type Read } from './started.ts';

async function control(url: string, method: string, path: string, body?: unknown): Promise<Read> {
  return read(`${url}/control/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

describe('the control surface', () => {
  it('lets requests fail, counts and calls off', async () => {
    const { get, tenant } = await started();
    const { url } = tenant;

    const set = await control(url, 'POST', 'faults', { status: 503, times: 9, path: '/auditLogs/' });
    const struck = await get('/v1.0/auditLogs/signIns');
    const counts = await control(url, 'GET', 'faults');
    await control(url, 'DELETE', 'faults');

    expect([set.status, struck.status]).toEqual([204, 503]);
    expect(counts.body).toEqual({ '503': 1 });
    expect((await get('/v1.0/auditLogs/signIns')).status).toBe(200);
    expect((await control(url, 'GET', 'requests')).body).toMatchObject({ 'GET /v1.0/auditLogs/signIns': 2 });
  });

  it('changes the tenant and lets tokens expire', async () => {
    const { get, tenant, token } = await started();
    const old = await token('https://graph.microsoft.com');

    await control(tenant.url, 'POST', 'settings', { licence: 'free' });
    await control(tenant.url, 'POST', 'tokens/expire');

    expect((await get('/v1.0/auditLogs/signIns')).status).toBe(403);
    expect((await get('/v1.0/auditLogs/signIns', { authorization: `Bearer ${old}` })).status).toBe(401);
  });

  it.each([
    { path: 'faults', body: { kind: 'melt' }, message: /^a fault of kind melt does not exist/ },
    { path: 'faults', body: [], message: 'the body is no JSON object' },
    { path: 'settings', body: { colour: 'blue' }, message: 'there is no setting colour' },
    { path: 'settings', body: { permissions: 'all' }, message: /^permissions must be like \[/ },
  ])('says what is wrong with $body for $path', async ({ path, body, message }) => {
    const { tenant } = await started();

    const answer = await control(tenant.url, 'POST', path, body);

    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(message);
  });
});
