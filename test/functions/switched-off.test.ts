import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HttpHandler } from '@azure/functions';
import { drillOf } from '../../functions/drill.ts';
import { healthOf } from '../../functions/health.ts';
import { incidentOf } from '../../functions/incident.ts';
import { isSignInOn } from '../../shared/app.ts';
import { scanOf } from '../../functions/scan.ts';
import { readConfig } from '../../shared/config.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { NOW, served } from './served.ts';

let open: () => Vigil;
const opening = (): Vigil => open();

describe.each<[string, string, string, HttpHandler]>([
  ['health', 'GET', '/api/health', healthOf(opening)],
  ['scan', 'POST', '/api/scan', scanOf(opening, () => Promise.resolve(NOW))],
  ['drill', 'POST', '/api/drill', drillOf(opening)],
  ['incident', 'GET', '/api/incident/INC-AAAAAA', incidentOf(opening, () => false)],
  ['incident', 'POST', '/api/incident/INC-AAAAAA', incidentOf(opening, () => false)],
])('%s by %s', (name, method, path, handler) => {
  const { ask } = served(name, handler);

  beforeEach(() => {
    open = () => {
      throw new Error('asked all the same');
    };
  });
  it('tells faults of the settings, and no value of one', async () => {
    open = () => {
      readConfig({ TENANT_ID: 'not a tenant', AZURE_CLIENT_SECRET: 'hush' });
      throw new Error('read without a fault');
    };
    const body = JSON.stringify({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' });
    const headers = { 'content-type': 'application/json' };
    const response = await ask(path, { method, ...(method === 'POST' && { headers, body }) });
    const text = await response.text();

    expect(response.status).toBe(503);
    expect(text).toContain('TENANT_ID');
    expect(text).not.toMatch(/hush|not a tenant/);
  });
});

describe('whether Azure signs people in', () => {
  afterEach(() => {
    delete process.env['WEBSITE_AUTH_ENABLED'];
  });

  it.each([
    ['True', true],
    ['true', true],
    ['False', false],
    ['1', false],
    ['', false],
    [undefined, false],
  ])('is what Azure says: %s', (value, expected) => {
    if (value !== undefined) process.env['WEBSITE_AUTH_ENABLED'] = value;

    expect(isSignInOn()).toBe(expected);
  });
});
