import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { anIncident, aView } from '../pages/a-view.ts';
import { browserOf, type Opened } from './browser.ts';
import { served, vigilWith, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
beforeEach(() => {
  vigil = vigilWith(aView());
});

const { follow, origin } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => false,
  ),
);

const { opened, send } = browserOf({ follow, origin });
const ACKNOWLEDGE = { action: 'acknowledge', reason: 'I am at it' };

describe('the nonce', () => {
  it.each<[string, (page: Opened) => Opened]>([
    ['none', ({ cookie }) => ({ nonce: '', cookie })],
    [
      'another',
      ({ cookie, nonce }) => ({ nonce: nonce.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')), cookie }),
    ],
    ['half of it', ({ cookie, nonce }) => ({ nonce: nonce.slice(0, 20), cookie })],
    ['more than it', ({ cookie, nonce }) => ({ nonce: `${nonce}A`, cookie })],
    ['no cookie', ({ nonce }) => ({ nonce, cookie: '' })],
    ['an empty cookie', ({ nonce, cookie }) => ({ nonce, cookie: cookie.replace(/=.*/, '=') })],
    ['a cookie of another name', ({ nonce, cookie }) => ({ nonce, cookie: `x${cookie}` })],
    ['the cookie itself', ({ cookie }) => ({ nonce: cookie.split('=')[1] ?? '', cookie })],
  ])('is refused: %s', async (_what, change) => {
    const { nonce, cookie } = change(await opened());
    const response = await send({ ...ACKNOWLEDGE, nonce }, { cookie });

    expect(response.status).toBe(403);
    expect(await response.text()).toContain('open the incident again');
    expect(vigil.decided).toEqual([]);
  });

  it('is refused of another browser', async () => {
    const [mine, other] = await Promise.all([opened(), opened()]);

    expect((await send({ ...ACKNOWLEDGE, nonce: other.nonce }, { cookie: mine.cookie })).status).toBe(403);
  });

  it('is refused of another incident', async () => {
    const { nonce, cookie } = await opened();
    vigil = vigilWith(aView({ incident: anIncident({ id: 'INC-AAAAAA' }) }));
    const renamed = cookie.replace('7F3K2Q', 'AAAAAA');
    const response = await send({ ...ACKNOWLEDGE, nonce }, { cookie: renamed }, '/api/incident/INC-AAAAAA');

    expect(response.status).toBe(403);
    expect(vigil.decided).toEqual([]);
  });

  it('holds once: sent again it is refused, and so is a page from before a decision', async () => {
    const { nonce, cookie } = await opened();
    const again = { action: 'pardon', reason: 'it was me' };
    const [first, replayed, older] = [
      await send({ ...ACKNOWLEDGE, nonce }, { cookie }),
      await send({ ...ACKNOWLEDGE, nonce }, { cookie }),
      await send({ ...again, nonce }, { cookie }),
    ];

    expect([first.status, replayed.status, older.status]).toEqual([200, 403, 403]);
    expect(vigil.decided).toHaveLength(1);
  });
});
