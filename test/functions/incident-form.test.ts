import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { keyOf } from '../../shared/model/subject.ts';
import { tagOf } from '../../shared/pages/html/choices.ts';
import { anIncident, aView, INSIDE } from '../pages/a-view.ts';
import { DANA } from '../support/events.ts';
import { ACCEPT, browserOf, PATH } from './browser.ts';
import { served, vigilWith, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
beforeEach(() => {
  vigil = vigilWith(aView());
});

const { ask, follow, origin } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => false,
  ),
);

const { opened, send } = browserOf({ follow, origin });
const ACKNOWLEDGE = { action: 'acknowledge', reason: 'I am at it' };

describe('a form of the page', () => {
  it('is done, and says what follows', async () => {
    const { nonce, cookie } = await opened();
    const response = await send({ ...ACKNOWLEDGE, nonce }, { cookie });

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Vigil stays quiet about INC-7F3K2Q');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(vigil.decided).toMatchObject([{ kind: 'acknowledge', by: 'key', reason: 'I am at it' }]);
  });

  it('mutes what was chosen, for the days that were said', async () => {
    const { nonce, cookie } = await opened();
    const mute = { action: 'mute', reason: 'dana travels', days: '30', scope: 'subject-value' };
    await send({ ...mute, nonce, finding: tagOf(INSIDE) }, { cookie });

    expect(vigil.decided).toMatchObject([
      { kind: 'mute', days: 30, mutes: { detector: undefined, subject: keyOf(DANA), value: INSIDE.key } },
    ]);
  });

  it('is taken from its page among other cookies, and where only the referer says whence', async () => {
    const { nonce, cookie } = await opened();
    const headers = { cookie: `a=b; ${cookie}; c`, origin: undefined, referer: `${origin()}${PATH}` };

    expect((await send({ ...ACKNOWLEDGE, nonce }, headers)).status).toBe(200);
  });

  it('can be of two incidents that are open side by side', async () => {
    const { nonce, cookie } = await opened();
    const first = vigil;
    vigil = vigilWith(aView({ incident: anIncident({ id: 'INC-AAAAAA' }) }));
    const other = await opened('/api/incident/INC-AAAAAA');
    const cookies = `${cookie}; ${other.cookie}`;

    expect(
      (await send({ ...ACKNOWLEDGE, nonce: other.nonce }, { cookie: cookies }, '/api/incident/INC-AAAAAA'))
        .status,
    ).toBe(200);
    vigil = first;
    expect((await send({ ...ACKNOWLEDGE, nonce }, { cookie: cookies })).status).toBe(200);
  });

  it('is refused in words, with the way back', async () => {
    const { nonce, cookie } = await opened();
    const response = await send({ ...ACKNOWLEDGE, reason: '', nonce }, { cookie });
    const page = await response.text();

    expect(response.status).toBe(400);
    expect(page).toContain('That was not done');
    expect(page).toContain('say in a few words why.');
    expect(page).toMatch(/href="\?code=a%20key/);
    expect(vigil.decided).toEqual([]);
  });

  it('is refused with a field sent twice', async () => {
    const { cookie } = await opened();
    const response = await follow(PATH, {
      method: 'POST',
      headers: {
        accept: ACCEPT,
        origin: origin(),
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'action=acknowledge&action=pardon&reason=because',
    });

    expect(response.status).toBe(400);
    expect(vigil.decided).toEqual([]);
  });
});

describe('a form from elsewhere', () => {
  it.each<[string, Readonly<Record<string, string | undefined>>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another site that hides its origin', { origin: 'null' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['what is no origin', { origin: 'evil' }],
    ['another site by its referer', { origin: undefined, referer: 'https://evil.example/?https://vigil' }],
    ['another site by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour by the browser’s word', { 'sec-fetch-site': 'same-site' }],
    ['nobody says where', { origin: undefined, 'sec-fetch-site': undefined }],
  ])('is refused, also with cookie and nonce: %s', async (_what, headers) => {
    const { nonce, cookie } = await opened();
    const response = await send({ ...ACKNOWLEDGE, nonce }, { cookie, ...headers });

    expect(response.status).toBe(403);
    expect(vigil.decided).toEqual([]);
  });

  it('is refused by its origin, whatever its referer says', async () => {
    const { nonce, cookie } = await opened();
    const headers = { cookie, origin: 'https://evil.example', referer: `${origin()}${PATH}` };

    expect((await send({ ...ACKNOWLEDGE, nonce }, headers)).status).toBe(403);
    expect(vigil.decided).toEqual([]);
  });

  it('is refused as JSON from another site too, and without a word of whence where the key stands in the address', async () => {
    const body = JSON.stringify(ACKNOWLEDGE);
    const headers = { 'content-type': 'application/json' };
    const foreign = await ask(PATH, {
      method: 'POST',
      headers: { ...headers, origin: 'https://evil.example' },
      body,
    });
    const unsaid = await follow(PATH, { method: 'POST', headers, body });

    expect([foreign.status, unsaid.status]).toEqual([403, 403]);
    expect(await unsaid.json()).toMatchObject({ error: { code: 'no-origin' } });
    expect(vigil.decided).toEqual([]);
  });

  it('is refused with the key in its header where it is no JSON', async () => {
    const response = await ask(PATH, { method: 'POST', body: new URLSearchParams(ACKNOWLEDGE) });

    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'no-origin' } });
    expect(vigil.decided).toEqual([]);
  });
});
