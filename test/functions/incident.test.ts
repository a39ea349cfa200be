import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { keyOf } from '../../shared/model/subject.ts';
import { PAGE_POLICY } from '../../shared/pages/html/style.ts';
import { aDecision, aView } from '../pages/a-view.ts';
import { DANA } from '../support/events.ts';
import { QUERY, served, vigilWith, type FakeVigil } from './served.ts';

const PATH = '/api/incident/INC-7F3K2Q';
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

let vigil: FakeVigil;
beforeEach(() => {
  vigil = vigilWith(aView({ decisions: [aDecision()], formerly: ['INC-OLD222'] }));
});

const { ask, follow } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => false,
  ),
);

describe('GET /api/incident/{id}', () => {
  it('is the page, with forms that keep the key', async () => {
    const response = await follow(PATH, { headers: BROWSER });
    const page = await response.text();

    expect(response.status).toBe(200);
    expect(page).toContain('Somebody else is using the account of dana.');
    expect(page.match(/action="([^"]*)"/)?.[1]).toBe(QUERY.replaceAll("'", '&#39;'));
  });

  it('is kept by nobody, framed by nobody, and runs nothing', async () => {
    const { headers } = await follow(PATH);

    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  it('gives a cookie that no script reads and no other site sends, new each time', async () => {
    const cookies = await Promise.all([follow(PATH), follow(PATH)]);
    const [one, other] = cookies.map(({ headers }) => headers.get('set-cookie'));

    expect(one).toMatch(
      /^__Host-vigil-INC-7F3K2Q=[\w-]{43}; Path=\/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(one).not.toBe(other);
  });

  it.each([
    ['Accept', '', { accept: 'application/json' }],
    ['the query', '?format=json', BROWSER],
  ])('is JSON where that is asked for by %s', async (_how, query, headers) => {
    const response = await ask(PATH + query, { headers });

    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBe(null);
    expect(await response.json()).toMatchObject({
      type: 'incident',
      id: 'INC-7F3K2Q',
      severity: 'critical',
      findings: [{ detector: 'unfamiliar-sign-in' }, { detector: 'mass-send' }],
      isOpen: true,
      formerly: ['INC-OLD222'],
      seenAt: '2026-03-02T09:09:00.000Z',
      decisions: [
        {
          kind: 'mute',
          by: 'robin@contoso.example',
          reason: 'dana is in Lagos',
          at: '2026-03-02T10:00:00.000Z',
          until: '2026-03-09T09:00:00.000Z',
          mutes: { subject: keyOf(DANA), value: 'place:NG|14061' },
        },
      ],
    });
  });

  it('is the page where nothing is said, or anything will do', async () => {
    const accepts = ['*/*', 'text/html, application/json'];
    for (const accept of accepts) {
      const { headers } = await ask(PATH, { headers: { accept } });

      expect(headers.get('content-type')).toMatch(/^text\/html/);
    }
  });

  it.each(['/api/incident/inc-7f3k2q', '/api/incident/INC-OLD222'])('is found by %s', async (path) => {
    expect((await ask(path)).status).toBe(200);
  });

  it('changes nothing, however often it is asked, and by whom', async () => {
    const json = (): Promise<string> => ask(`${PATH}?format=json`).then((response) => response.text());
    const before = await json();
    for (const method of ['GET', 'HEAD', 'GET'])
      expect((await follow(`${PATH}`, { method, headers: BROWSER })).status).toBe(200);
    await ask(`${PATH}?action=acknowledge&reason=because&nonce=x`);

    expect(await json()).toBe(before);
    expect(vigil.decided).toEqual([]);
  });

  it('says nothing in a HEAD but that there is something', async () => {
    expect(await (await ask(PATH, { method: 'HEAD' })).text()).toBe('');
  });

  it.each([
    '/api/incident/INC-ZZZZZZ',
    '/api/incident/INC-%22%3E',
    '/api/incident/a~b',
    '/api/incident/..%2f',
  ])('has nothing at %s, and says so to people and programs', async (path) => {
    const page = await ask(path, { headers: BROWSER });
    const json = await ask(path, { headers: { accept: 'application/json' } });

    expect([page.status, json.status]).toEqual([404, 404]);
    expect(await page.text()).toContain('There is no such incident');
    expect(page.headers.get('content-security-policy')).toBe(PAGE_POLICY);
    expect(await json.json()).toMatchObject({ error: { code: 'no-incident' } });
  });

  it('looks up nothing that is no id', async () => {
    await ask('/api/incident/a~b');

    expect(vigil.looked).toEqual([]);
  });

  it('wants a key', async () => {
    expect((await ask(PATH, { headers: { 'x-functions-key': '' } })).status).toBe(401);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('has nothing for %s', async (method) => {
    expect((await ask(PATH, { method })).status).toBe(404);
  });
});
