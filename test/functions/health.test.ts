import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { healthOf } from '../../functions/health.ts';
import { vigil as unconfigured } from '../../shared/app.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { fakeVigil, HEALTH, served } from './served.ts';

let open: () => Vigil;
beforeEach(() => {
  open = () => fakeVigil();
});

const { ask, lines } = served(
  'health',
  healthOf(() => open()),
);

describe('GET /api/health', () => {
  it('tells how Vigil is', async () => {
    const response = await ask('/api/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(HEALTH);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('is 200 also where it tells of trouble: it was answered', async () => {
    open = () => fakeVigil({ health: () => Promise.resolve({ ...HEALTH, ok: false, waiting: 3 }) });
    const response = await ask('/api/health');

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: false, waiting: 3 });
  });

  it('wants a key', async () => {
    expect((await ask('/api/health', { headers: { 'x-functions-key': '' } })).status).toBe(401);
  });

  it.each(['POST', 'DELETE'])('has nothing for %s', async (method) => {
    expect((await ask('/api/health', { method })).status).toBe(404);
  });
});

describe('GET /api/health of an app that is not configured', () => {
  const names = ['TENANT_ID', 'TIME_ZONE', 'AZURE_CLIENT_SECRET'];
  afterEach(() => {
    for (const name of names) delete process.env[name];
  });

  it('tells what to do, in the answer and in the log, and no secret', async () => {
    Object.assign(process.env, { TIME_ZONE: 'Mars/Olympus', AZURE_CLIENT_SECRET: 'hush-hush' });
    open = unconfigured;
    const response = await ask('/api/health');
    const text = await response.text();

    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'not-configured' } });
    expect((JSON.parse(text) as { faults: string[] }).faults).toEqual([
      expect.stringMatching(/^TENANT_ID /),
      expect.stringMatching(/^TIME_ZONE /),
      expect.stringMatching(/^No storage /),
      expect.stringMatching(/^AZURE_CLIENT_SECRET /),
    ]);
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(4);
    expect(text + JSON.stringify(lines)).not.toMatch(/hush|Olympus/);
  });
});
