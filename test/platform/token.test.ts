import type { TokenCredential } from '@azure/identity';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServers, json, replying } from './a-server.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

const UNAUTHORISED = json(
  { error: { code: 'InvalidAuthenticationToken', message: 'Access token has expired.' } },
  401,
);

describe('a token', () => {
  /** Gives t1, t2, … as often as it is told to forget. */
  function counting(): { credential: TokenCredential & { renew: () => void }; made: () => number } {
    let made = 1;
    return {
      made: () => made,
      credential: {
        getToken: async () => ({ token: `t${made}`, expiresOnTimestamp: Infinity }),
        renew: () => void (made += 1),
      },
    };
  }

  it('is renewed once after 401', async () => {
    const { url, seen } = await replying(UNAUTHORISED, json({ ok: true }));

    expect(await opened(url, counting()).get('/x')).toMatchObject({ status: 200, body: { ok: true } });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('is renewed once and no more', async () => {
    const { url, seen } = await replying(UNAUTHORISED);
    const tokens = counting();

    expect(await opened(url, tokens).get('/x')).toMatchObject({ status: 401 });
    expect([seen.length, tokens.made()]).toEqual([2, 2]);
  });

  it('is renewed even when 401 comes after a throttled try', async () => {
    const { url, seen } = await replying(json({}, 429), UNAUTHORISED, json({}, 503), json({}));

    expect(await opened(url, counting()).get('/x')).toMatchObject({ status: 200 });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(
      ['t1', 't1', 't2', 't2'].map((t) => `Bearer ${t}`),
    );
  });

  it('is not renewed when the service principal is what is missing', async () => {
    const message =
      'Service principal-less authentication failed: The service principal for App ID 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373 was not found.';
    const { url, seen } = await replying(json({ error: { code: 'UnknownError', message } }, 401));

    expect(await opened(url).get('/x')).toMatchObject({ status: 401 });
    expect(seen).toHaveLength(1);
  });

  it('that nobody gives is a problem, with its cause', async () => {
    const { url, seen } = await replying(json({}));
    const cause = Object.assign(new Error('no identity here'), { name: 'CredentialUnavailableError' });
    const getToken = (): Promise<never> => Promise.reject(cause);

    await expect(opened(url, { credential: { getToken } }).get('/x')).rejects.toMatchObject({
      problem: { kind: 'no-credential', message: 'no identity here' },
      cause,
    });
    await expect(
      opened(url, { credential: { getToken: () => Promise.resolve(null) } }).get('/x'),
    ).rejects.toMatchObject({ problem: { kind: 'no-credential' } });
    expect(seen).toHaveLength(0);
  });

  it('that never comes does not outlive the deadline', async () => {
    const { url } = await replying(json({}));
    const getToken = (): Promise<never> => new Promise(() => undefined);
    const { get } = opened(url, { credential: { getToken }, timeoutMs: 20 });

    await expect(get('/x')).rejects.toMatchObject({ problem: { kind: 'timeout' } });
  });
});
