import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
import { credentialFor } from '../../shared/platform/credential.ts';
import { problemIn } from '../../shared/platform/thrown.ts';
import { closeServers, listen } from './a-server.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

const TENANT = '5b9a99a5-0000-4000-8000-4279ec819ed6';
const SCOPE = 'https://graph.microsoft.com/.default';
const SECRET = 'abc8Q~PLANTEDplantedPLANTEDplantedPLANTED';

/** As much of a sign-in service as the SDK asks for, and an API that takes only the second token. */
async function signInService(refusal?: {
  code: number;
  words: string;
}): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const url = await listen((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    asked.push(`${request.method} ${path}`);
    response.setHeader('content-type', 'application/json');
    if (path.includes('/.well-known/')) {
      const at = `https://login.example/${TENANT}`;
      response.end(
        JSON.stringify({
          issuer: `${at}/v2.0`,
          authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
          token_endpoint: `${at}/oauth2/v2.0/token`,
          jwks_uri: `${at}/discovery/v2.0/keys`,
        }),
      );
    } else if (path.endsWith('/token') && refusal !== undefined) {
      const said = {
        error: 'invalid_client',
        error_description: `AADSTS${refusal.code}: ${refusal.words}`,
        error_codes: [refusal.code],
      };
      response.writeHead(401).end(JSON.stringify(said));
    } else if (path.endsWith('/token')) {
      const made = asked.filter((each) => each.endsWith('/token')).length;
      response.end(JSON.stringify({ token_type: 'Bearer', expires_in: 3600, access_token: `t${made}` }));
    } else {
      const fresh = request.headers.authorization === 'Bearer t2';
      response.writeHead(fresh ? 200 : 401).end('{}');
    }
  });
  return { url, asked };
}

const secretAt = (url: string): ReturnType<typeof credentialFor> =>
  credentialFor({ tenantId: TENANT, clientId: TENANT, clientSecret: SECRET, loopbackAuthority: url });

describe('a client secret', () => {
  it('gets its token from a sign-in service on this machine, and keeps it', async () => {
    const { url, asked } = await signInService();
    const credential = secretAt(url);

    const tokens = [await credential.getToken(SCOPE), await credential.getToken(SCOPE)];

    expect(tokens.map((token) => token?.token)).toEqual(['t1', 't1']);
    expect(asked.filter((each) => each.startsWith('POST'))).toEqual([`POST /${TENANT}/oauth2/v2.0/token`]);
  });

  it('gets a new one when the API refuses the old', async () => {
    const { url, asked } = await signInService();

    expect(await opened(url, { credential: secretAt(url) }).get('/x')).toMatchObject({ status: 200 });
    expect(asked.filter((each) => each.endsWith('/token'))).toHaveLength(2);
  });

  it.each([
    [7000222, 'secret-expired', `The provided client secret keys for app '${TENANT}' are expired.`],
    [7000215, 'secret-wrong', `Invalid client secret provided for a secret added to app '${TENANT}'.`],
    [90002, 'tenant-mismatch', `Tenant '${TENANT}' not found.`],
  ])('refused with AADSTS%i is %s, and named nowhere', async (code, kind, words) => {
    const { url } = await signInService({ code, words });

    const failed = await opened(url, { credential: secretAt(url) })
      .get('/x')
      .catch((error: unknown) => error);

    expect(failed).toMatchObject({ problem: { kind, code: `AADSTS${code}` }, cause: expect.any(Error) });
    expect(JSON.stringify(problemIn(failed))).not.toContain('PLANTED');
    expect(String((failed as Error).stack)).not.toContain('PLANTED');
  });

  it('goes to no pretend service elsewhere', () => {
    expect(() => secretAt('https://evil.example')).toThrow('evil.example is not on this machine');
  });
});

describe('a managed identity', () => {
  let endpoint: string | undefined;
  let header: string | undefined;
  beforeEach(() => {
    endpoint = process.env['IDENTITY_ENDPOINT'];
    header = process.env['IDENTITY_HEADER'];
  });
  afterEach(() => {
    if (endpoint === undefined) delete process.env['IDENTITY_ENDPOINT'];
    else process.env['IDENTITY_ENDPOINT'] = endpoint;
    if (header === undefined) delete process.env['IDENTITY_HEADER'];
    else process.env['IDENTITY_HEADER'] = header;
  });

  it('asks where Azure says', async () => {
    const asked: (string | undefined)[] = [];
    const url = await listen((request, response) => {
      asked.push(`${request.url} ${String(request.headers['x-identity-header'])}`);
      const resource = new URL(request.url ?? '', 'http://x').searchParams.get('resource');
      const expires_on = String(Math.floor(Date.now() / 1_000) + 3_600);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ access_token: 'mine', expires_on, resource, token_type: 'Bearer' }));
    });
    process.env['IDENTITY_ENDPOINT'] = `${url}/msi/token`;
    process.env['IDENTITY_HEADER'] = 'pretend';
    const credential = credentialFor({ tenantId: TENANT, identityEndpoint: `${url}/msi/token` });

    expect((await credential.getToken(SCOPE))?.token).toBe('mine');
    expect(asked).toEqual([
      expect.stringMatching(/^\/msi\/token\?.*resource=https.*graph\.microsoft\.com.* pretend$/),
    ]);
  });
});

describe('which credential', () => {
  const app = { clientId: TENANT, clientSecret: SECRET };

  it.each([
    ['in Azure', { identityEndpoint: 'http://127.0.0.1/' }, ManagedIdentityCredential],
    [
      'in Azure, even with a secret',
      { identityEndpoint: 'http://127.0.0.1/', ...app },
      ManagedIdentityCredential,
    ],
    [
      'in Azure, user-assigned',
      { identityEndpoint: 'http://127.0.0.1/', clientId: TENANT },
      ManagedIdentityCredential,
    ],
    ['told to be managed', { managed: true }, ManagedIdentityCredential],
    ['on a laptop', {}, DefaultAzureCredential],
    ['on a laptop with half an app', { clientId: TENANT }, DefaultAzureCredential],
    ['on a laptop with a secret', app, Object],
    ['told to be managed, but with a secret', { managed: true, ...app }, Object],
  ])('%s', (_name, identity, made) => {
    expect(credentialFor({ tenantId: TENANT, ...identity }).constructor).toBe(made);
  });
});
