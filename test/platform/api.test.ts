import { afterEach, describe, expect, it } from '@jest/globals';
import { api } from '../../shared/platform/api.ts';
import { closeServers, json, raw, replying } from './a-server.ts';
import { credential, opened, TOKEN } from './opened.ts';

afterEach(closeServers);

describe('a request', () => {
  it('carries the token and asks for English', async () => {
    const { url, seen } = await replying(json({}));

    await opened(url).get('/v1.0/x', { headers: { prefer: 'include-unknown-enum-members' } });

    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/json',
      'accept-language': 'en-US',
      prefer: 'include-unknown-enum-members',
    });
  });

  it('gives back status, headers and the parsed body', async () => {
    const { url } = await replying(json({ a: 1 }, 200, { NextPageUri: 'next' }));

    const { status, headers, body } = await opened(url).get('/v1.0/x');

    expect({ status, next: headers.get('nextpageuri'), body }).toEqual({
      status: 200,
      next: 'next',
      body: { a: 1 },
    });
  });

  it.each([400, 403, 404, 410, 501])('takes %i for an answer, and asks once', async (status) => {
    const { url, seen } = await replying(json({ error: { code: 'X', message: 'y' } }, status));

    expect(await opened(url).get('/v1.0/x')).toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  it('follows no redirect', async () => {
    const { url, seen } = await replying(raw('', 302, { location: 'https://evil.example/' }));

    expect(await opened(url).get('/v1.0/x')).toMatchObject({ status: 302 });
    expect(seen).toHaveLength(1);
  });

  it('posts without a body, or with one', async () => {
    const bodies: string[] = [];
    const { url } = await replying((response, request) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        bodies.push(`${request.method} ${body}`);
        response.end('{}');
      });
    });

    await opened(url).post('/start', undefined);
    await opened(url).post('/start', { a: [1] });

    expect(bodies).toEqual(['POST ', 'POST {"a":[1]}']);
  });

  it('throws on what is a fault of ours, as it is', async () => {
    const { url } = await replying(json({}));
    const fault = new RangeError('ours');

    await expect(opened(url, { fetch: () => Promise.reject(fault) }).get('/x')).rejects.toBe(fault);
  });
});

function mayStartAt(baseUrl: string): boolean {
  try {
    api({ baseUrl, scope: 's', credential });
    return true;
  } catch {
    return false;
  }
}

describe('a link', () => {
  it.each([
    '/api/v1.0/t/activity/feed/subscriptions/content?contentType=Audit.Exchange&startTime=2026-01-01T00%3A00%3A00&nextPage=a%2Fb%3D%3D&$skiptoken=x=y&z=1',
    '/beta/auditLogs/signIns?$skiptoken=%25a+b%20c&$skiptoken=twice&$filter=x%20eq%20https%3A%2F%2Fy',
    '/x?u=https://a.example/b',
    '/api/v1.0/t/activity/feed/audit/3012$3012$audit_sharepoint$Audit_SharePoint$na0023',
  ])('goes out as it came: %s', async (link) => {
    const { url, seen } = await replying(json({}));

    await opened(url).get(link);
    await opened(url).get(`${url}${link}`);

    expect(seen.map((request) => request.url)).toEqual([link, link]);
  });

  it.each([
    ['another host', 'https://evil.example/x', 'a link to evil.example was not followed'],
    ['another host without a scheme', '//evil.example/x', 'a link to evil.example was not followed'],
    [
      'another host behind a name',
      'https://graph.microsoft.com@evil.example/x',
      'a link to evil.example was not followed',
    ],
    [
      'http instead of https',
      'http://graph.microsoft.com/x',
      'a link to graph.microsoft.com was not followed',
    ],
    [
      'another port',
      'https://graph.microsoft.com:8443/x',
      'a link to graph.microsoft.com:8443 was not followed',
    ],
    ['a password', 'https://me:hush@graph.microsoft.com/x', 'a link with a password in it was not followed'],
    ['a file', 'file:///etc/passwd', 'a link to file: was not followed'],
    ['no address', 'https://', 'a link that is no address was not followed'],
  ])('is not followed to %s', async (_name, link, message) => {
    let asked = 0;
    const fetch = (): Promise<Response> => Promise.reject(new Error(`asked ${(asked += 1)} times`));
    const { get } = opened('https://graph.microsoft.com', { fetch });

    await expect(get(link)).rejects.toMatchObject({
      problem: { kind: 'foreign-link', message, transient: false },
    });
    expect(asked).toBe(0);
  });

  it('may not start anywhere without a reason', () => {
    expect(() => api({ baseUrl: 'http://graph.microsoft.com/v1.0', scope: 's', credential })).toThrow(
      'http://graph.microsoft.com is neither https nor on this machine',
    );
  });

  it.each([
    ['http://graph.microsoft.com', false],
    ['http://127.0.0.1.evil.example', false],
    ['ftp://127.0.0.1', false],
    ['https://graph.microsoft.com', true],
    ['http://localhost:7071', true],
    ['http://127.0.0.1:1', true],
    ['http://[::1]:1', true],
  ])('may start at %s: %s', (baseUrl, may) => {
    expect(mayStartAt(baseUrl)).toBe(may);
  });
});
