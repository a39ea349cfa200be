import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { UnknownIncident } from '../../shared/model/vigil.ts';
import { aDecision, anIncident, aView } from '../pages/a-view.ts';
import { fakeVigil, NOW, served, vigilWith, type FakeVigil } from './served.ts';

const PATH = '/api/incident/INC-7F3K2Q';

let vigil: FakeVigil;
beforeEach(() => {
  vigil = vigilWith(aView({ decisions: [aDecision()], formerly: ['INC-OLD222'] }));
});

const { ask } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => false,
  ),
);

describe('POST /api/incident/{id} as JSON', () => {
  const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    ask(PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const ACKNOWLEDGE = { action: 'acknowledge', reason: 'I am at it' };
  const MUTE = { action: 'mute', reason: 'dana is in Lagos', days: 14 };

  it('puts down an acknowledgement, and answers it', async () => {
    const response = await post(ACKNOWLEDGE);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      kind: 'acknowledge',
      incident: 'INC-7F3K2Q',
      by: 'key',
      reason: 'I am at it',
      at: NOW.toISOString(),
    });
    expect(vigil.decided).toEqual([
      {
        kind: 'acknowledge',
        incident: 'INC-7F3K2Q',
        by: 'key',
        reason: 'I am at it',
        mutes: undefined,
        days: undefined,
      },
    ]);
  });

  it('puts down that it was me, of the incident that a former one has become', async () => {
    await ask('/api/incident/INC-OLD222', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'pardon', reason: 'my new phone' }),
    });

    expect(vigil.decided).toMatchObject([{ kind: 'pardon', incident: 'INC-7F3K2Q', days: undefined }]);
  });

  it('puts a reason on one line, without what would be obeyed', async () => {
    await post({ ...ACKNOWLEDGE, reason: ' at\n it \u202Enow ' });

    expect(vigil.decided).toMatchObject([{ reason: 'at it �now' }]);
  });

  it.each<[string, unknown, number, string]>([
    ['no JSON', 'acknowledge', 400, 'no-json'],
    ['an empty body', '', 400, 'no-json'],
    ['a list', [ACKNOWLEDGE], 400, 'no-object'],
    ['a body over 8 KB', { ...ACKNOWLEDGE, reason: 'a'.repeat(8_192) }, 413, 'too-large'],
    ['no action', { reason: 'because' }, 400, 'bad-action'],
    ['an action that is none', { ...ACKNOWLEDGE, action: 'delete' }, 400, 'bad-action'],
    ['no reason', { action: 'acknowledge' }, 400, 'bad-reason'],
    ['a reason of blanks', { ...ACKNOWLEDGE, reason: ' \n\t  ' }, 400, 'bad-reason'],
    ['too short a reason', { ...ACKNOWLEDGE, reason: ' no ' }, 400, 'bad-reason'],
    ['too long a reason', { ...ACKNOWLEDGE, reason: '🙂'.repeat(501) }, 400, 'bad-reason'],
    ['a reason that is none', { ...ACKNOWLEDGE, reason: 7 }, 400, 'bad-reason'],
    ['an unknown field', { ...ACKNOWLEDGE, by: 'robin' }, 400, 'unknown-field'],
    ['a field of every object', '{"__proto__":1,"action":"pardon","reason":"why"}', 400, 'unknown-field'],
    ['days of a pardon', { ...ACKNOWLEDGE, action: 'pardon', days: 90 }, 400, 'unknown-field'],
  ])('refuses %s', async (_what, body, status, code) => {
    const response = await post(body);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: { code, message: expect.stringMatching(/^[A-Z"].+\.$/) },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(vigil.decided).toEqual([]);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', ''])('refuses a body of "%s"', async (type) => {
    const response = await post(ACKNOWLEDGE, {
      'content-type': type,
      origin: new URL((await ask(PATH)).url).origin,
    });

    expect(response.status).toBe(415);
    expect(vigil.decided).toEqual([]);
  });

  it('refuses bytes that are no text', async () => {
    const response = await ask(PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });

    expect(await response.json()).toMatchObject({ error: { code: 'no-text' } });
  });

  it('refuses an incident that there is not, or no longer', async () => {
    const gone = await ask('/api/incident/INC-ZZZZZZ', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ACKNOWLEDGE),
    });
    vigil = fakeVigil({
      incident: () => Promise.resolve(aView()),
      decide: () => Promise.reject(new UnknownIncident('gone')),
    });

    expect(gone.status).toBe(404);
    expect((await post(ACKNOWLEDGE)).status).toBe(404);
  });

  it('acknowledges nothing that is closed, and mutes it all the same', async () => {
    vigil = vigilWith(aView({ isOpen: false }));
    const response = await post(ACKNOWLEDGE);

    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ error: { code: 'closed' } });
    expect((await post({ ...MUTE, finding: 0, scope: 'subject-value' })).status).toBe(200);
  });

  it('fails with a bare 500 for a fault of ours', async () => {
    vigil = fakeVigil({ incident: () => Promise.reject(new Error('secret detail')) });
    const response = await post(ACKNOWLEDGE);

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('tells the findings of the incident in the order of its JSON', async () => {
    const { findings } = (await (await ask(`${PATH}?format=json`)).json()) as {
      findings: { detector: string }[];
    };

    expect(findings.map(({ detector }) => detector)).toEqual(
      anIncident().findings.map(({ detector }) => detector),
    );
  });
});
