import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import { afterEach, describe, expect, it } from '@jest/globals';
import { USUAL } from '../../local/tenant/index.ts';
import { FEED, GRAPH, MANAGEMENT, read, started, type Read } from './started.ts';

const AUDITS = '/v1.0/auditLogs/directoryAudits';

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;
}

async function withSecret(
  url: string,
  changes: Readonly<Record<string, string>>,
  tenant?: string,
): Promise<Read> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: USUAL.clientId,
    client_secret: USUAL.clientSecret,
    scope: `${GRAPH}/.default`,
    ...changes,
  });
  return read(`${url}/${tenant ?? USUAL.tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
}

describe('a managed identity', () => {
  it('gets a token for the resource it asks for', async () => {
    const { tenant } = await started();

    const { status, body } = await read(
      `${tenant.url}/msi/token?api-version=2019-08-01&resource=${MANAGEMENT}`,
      {
        headers: { 'x-identity-header': 'pretend' },
      },
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({ resource: MANAGEMENT, token_type: 'Bearer' });
    expect(Number(body['expires_on'])).toBeGreaterThan(Date.now() / 1_000 + 3_600);
  });

  it('gets none without the header of Azure, nor for an unknown resource', async () => {
    const { tenant } = await started();
    const headers = { 'x-identity-header': 'pretend' };

    const without = await read(`${tenant.url}/msi/token?resource=${GRAPH}`);
    const unknown = await read(`${tenant.url}/msi/token?resource=https://vault.example`, { headers });

    expect(without.status).toBe(401);
    expect(unknown).toMatchObject({
      status: 400,
      body: { error: 'invalid_resource', error_codes: [500_011] },
    });
  });

  it('carries the permissions of its API at the time it was issued', async () => {
    const { tenant, token, get } = await started({ permissions: ['ActivityFeed.Read'] });
    const old = await token(GRAPH);
    tenant.set({ permissions: ['AuditLog.Read.All', 'ActivityFeed.Read'] });

    const before = await get(AUDITS, { authorization: `Bearer ${old}` });
    const after = await get(AUDITS);

    expect(claimsOf(old)['roles']).toEqual([]);
    expect(claimsOf(await token(MANAGEMENT))['roles']).toEqual(['ActivityFeed.Read']);
    expect([before.status, after.status]).toEqual([403, 200]);
  });
});

describe('a client with a secret', () => {
  it.each([
    { name: 'the right one', changes: {}, status: 200, codes: undefined },
    { name: 'a wrong secret', changes: { client_secret: 'no' }, status: 401, codes: [7_000_215] },
    { name: 'an unknown app', changes: { client_id: 'no' }, status: 400, codes: [700_016] },
    { name: 'a scope without .default', changes: { scope: 'Mail.Read' }, status: 400, codes: [70_011] },
    { name: 'another grant', changes: { grant_type: 'password' }, status: 400, codes: [70_003] },
  ])('$name', async ({ changes, status, codes }) => {
    const { tenant } = await started();

    const answer = await withSecret(tenant.url, changes);

    expect(answer.status).toBe(status);
    expect(answer.body['error_codes']).toEqual(codes);
    expect('access_token' in answer.body).toBe(status === 200);
  });

  it('is told of a tenant that does not exist, by id or by configuration', async () => {
    const { tenant } = await started();
    const other = '11111111-1111-4111-8111-111111111111';

    const token = await withSecret(tenant.url, {}, other);
    const document = await read(`${tenant.url}/${other}/v2.0/.well-known/openid-configuration`);

    expect(token).toMatchObject({ status: 400, body: { error: 'invalid_request', error_codes: [90_002] } });
    expect(String(token.body['error_description'])).toMatch(/^AADSTS90002: Tenant '1{8}/);
    expect(document).toMatchObject({ status: 400, body: { error: 'invalid_tenant', error_codes: [90_002] } });
  });

  it('is told that the secret has expired', async () => {
    const { tenant } = await started({ secretExpired: true });

    const { status, body } = await withSecret(tenant.url, {});

    expect(status).toBe(401);
    expect(String(body['error_description'])).toMatch(/^AADSTS7000222: .* are expired\./);
  });
});

describe('a call to an API', () => {
  it.each([
    { name: 'no token', authorization: '', message: 'Access token is empty.' },
    {
      name: 'a token of somebody else',
      authorization: 'Bearer a.b.c',
      message: /^CompactToken parsing failed/,
    },
    { name: 'no token at all', authorization: 'Bearer pretend', message: /^CompactToken parsing failed/ },
  ])('with $name is refused', async ({ authorization, message }) => {
    const { get } = await started();

    const { status, body } = await get(AUDITS, { authorization });

    expect(status).toBe(401);
    expect(body.error.code).toBe('InvalidAuthenticationToken');
    expect(body.error.message).toMatch(message);
  });

  it('with a token of the other API, or one that expired, is refused', async () => {
    const { get, token, tenant } = await started();
    const graph = `Bearer ${await token(GRAPH)}`;
    const management = `Bearer ${await token(MANAGEMENT)}`;

    const other = await get(AUDITS, { authorization: management });
    const feed = await get(`${FEED}/subscriptions/list`, { authorization: graph });
    tenant.expireTokens();
    const expired = await get(AUDITS, { authorization: graph });

    expect(other).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
    expect(feed).toMatchObject({
      status: 401,
      body: { Message: 'Authorization has been denied for this request.' },
    });
    expect(expired.body.error.message).toBe('Lifetime validation failed, the token is expired.');
    expect((await get(AUDITS)).status).toBe(200);
  });
});

describe('the credentials of @azure/identity', () => {
  const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = process.env;
  afterEach(() => {
    for (const [name, value] of Object.entries({ IDENTITY_ENDPOINT, IDENTITY_HEADER })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('ManagedIdentityCredential is served, and caches', async () => {
    const { tenant, get } = await started();
    process.env['IDENTITY_ENDPOINT'] = `${tenant.url}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'pretend';
    const credential = new ManagedIdentityCredential();

    const { token } = await credential.getToken(`${GRAPH}/.default`);
    await credential.getToken(`${GRAPH}/.default`);

    expect(tenant.requests()['GET /msi/token']).toBe(1);
    expect((await get(AUDITS, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('ClientSecretCredential is served behind a rewrite, and tells of an expired secret', async () => {
    const { tenant, get } = await started();
    const policy = {
      name: 'to loopback',
      sendRequest(
        request: { url: string; allowInsecureConnection?: boolean },
        next: (request: never) => never,
      ) {
        request.url = request.url.replace(USUAL.authority, tenant.url);
        request.allowInsecureConnection = true;
        return next(request as never);
      },
    };
    const credential = (): ClientSecretCredential =>
      new ClientSecretCredential(USUAL.tenantId, USUAL.clientId, USUAL.clientSecret, {
        authorityHost: USUAL.authority,
        disableInstanceDiscovery: true,
        additionalPolicies: [{ position: 'perRetry', policy: policy as never }],
      });

    const { token } = await credential().getToken(`${GRAPH}/.default`);
    tenant.set({ secretExpired: true });

    expect((await get(AUDITS, { authorization: `Bearer ${token}` })).status).toBe(200);
    await expect(credential().getToken(`${GRAPH}/.default`)).rejects.toThrow('AADSTS7000222');
  });
});
