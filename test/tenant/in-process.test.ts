import { describe, expect, it } from '@jest/globals';
import { fetchOf, openTenant } from '../../local/tenant/index.ts';
import { minutesAgo, NOW, signIn } from './started.ts';

const LINK = 'http://graph.test/v1.0/auditLogs/signIns?$top=1';

async function inProcess() {
  const tenant = openTenant({ now: () => NOW });
  tenant.add('sign-ins', [signIn('a', minutesAgo(1)), signIn('b', minutesAgo(2))]);
  const ask = fetchOf(tenant);
  const given = await ask('http://graph.test/msi/token?resource=https://graph.microsoft.com', {
    headers: { 'x-identity-header': 'pretend' },
  });
  const { access_token } = (await given.json()) as { access_token: string };
  return {
    tenant,
    get: (init?: RequestInit) => ask(LINK, { headers: { authorization: `Bearer ${access_token}` }, ...init }),
  };
}

describe('a tenant without a network', () => {
  it('answers as over HTTP, with links to where it was asked', async () => {
    const { get } = await inProcess();

    const body = (await (await get()).json()) as Record<string, unknown>;

    expect(body['value']).toMatchObject([{ id: 'a' }]);
    expect(String(body['@odata.nextLink'])).toMatch(`${LINK}&$skiptoken=`);
  });

  it('fails as over HTTP', async () => {
    const { get, tenant } = await inProcess();
    for (const kind of ['reset', 'hang', 'reset-midway', 'cut'] as const) tenant.faults.next({ kind });

    await expect(get()).rejects.toThrow('fetch failed');
    await expect(get({ signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout');
    await expect((await get()).text()).rejects.toThrow('terminated');
    await expect((await get()).json()).rejects.toThrow('JSON');
    expect((await get()).status).toBe(200);
  });
});
