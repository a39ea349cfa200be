import { beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../shared/config.ts';
import { Busy, UnknownResume, UnknownUser, type ScanRequest, type Vigil } from '../../shared/model/vigil.ts';
import { scanOf } from '../../functions/scan.ts';
import { ANSWER, fakeVigil, NOW, served, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
let open: () => Vigil;
beforeEach(() => {
  vigil = fakeVigil();
  open = () => vigil;
});

const { ask } = served(
  'scan',
  scanOf(
    () => open(),
    () => Promise.resolve(NOW),
  ),
);
const RANGE = { from: '2026-03-01T00:00:00Z', to: '2026-03-04T00:00:00Z' };
const post = (body: unknown): Promise<Response> =>
  ask('/api/scan', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

describe('POST /api/scan', () => {
  it('asks for the range, and answers the incidents with the summary last', async () => {
    const response = await post(RANGE);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual([ANSWER.incidents[0], { ...ANSWER.incidents[1], complete: true }]);
    expect(vigil.asked).toEqual([
      { from: new Date(RANGE.from), to: new Date(RANGE.to), users: [], post: false, resume: undefined },
    ]);
  });

  it('hands on users, the wish to post and where to go on', async () => {
    await post({ ...RANGE, users: ['dana@contoso.example'], post: true, resume: 'c2Nhbg.1-x_=' });

    expect(vigil.asked[0]).toMatchObject({
      users: ['dana@contoso.example'],
      post: true,
      resume: 'c2Nhbg.1-x_=',
    });
  });

  it('says in the summary where an answer that is not complete goes on', async () => {
    vigil = fakeVigil({ scan: () => Promise.resolve({ ...ANSWER, complete: false, resume: 'next' }) });

    expect(await (await post(RANGE)).json()).toMatchObject([{}, { complete: false, resume: 'next' }]);
  });

  it('is kept by nobody on the way and read as nothing but JSON', async () => {
    const { headers } = await post(RANGE);

    expect(headers.get('content-type')).toMatch(/^application\/json\b/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['the widest range', { from: '2026-02-08T12:00:00Z', to: '2026-03-10T12:00:00Z' }],
    ['a clock that is a little ahead', { ...RANGE, to: '2026-03-10T12:01:00Z' }],
    ['fifty users', { ...RANGE, users: Array.from({ length: 50 }, (_, at) => `user${at}@contoso.example`) }],
    ['fractions of a second', { ...RANGE, from: '2026-03-01T00:00:00.1234567Z' }],
  ])('takes %s', async (_what, body) => {
    expect((await post(body)).status).toBe(200);
  });

  it.each([
    ['no JSON', 'from yesterday', 400, 'no-json'],
    ['an empty body', '', 400, 'no-json'],
    ['a list', [RANGE], 400, 'no-object'],
    ['null', null, 400, 'no-object'],
    ['a body over 8 KB', { ...RANGE, resume: 'a'.repeat(8_192) }, 413, 'too-large'],
    ['an unknown field', { ...RANGE, user: 'dana' }, 400, 'unknown-field'],
    ['a field of every object', '{"__proto__":1}', 400, 'unknown-field'],
    ['no from', { to: RANGE.to }, 400, 'bad-from'],
    ['no to', { from: RANGE.from }, 400, 'bad-to'],
    ['a day without a time', { ...RANGE, from: '2026-03-01' }, 400, 'bad-from'],
    ['a time of another zone', { ...RANGE, from: '2026-03-01T00:00:00+01:00' }, 400, 'bad-from'],
    ['a 30th of February', { ...RANGE, from: '2026-02-30T00:00:00Z' }, 400, 'bad-from'],
    ['a 61st second', { ...RANGE, to: '2026-03-04T00:00:61Z' }, 400, 'bad-to'],
    ['a number', { ...RANGE, to: 1_772_000_000 }, 400, 'bad-to'],
    ['to before from', { from: RANGE.to, to: RANGE.from }, 400, 'no-range'],
    ['to at from', { from: RANGE.from, to: RANGE.from }, 400, 'no-range'],
    ['the future', { ...RANGE, to: '2026-03-10T12:01:01Z' }, 400, 'in-future'],
    ['more than 30 days', { from: '2026-02-08T11:59:59Z', to: '2026-03-10T12:00:00Z' }, 400, 'too-long'],
    ['users that are none', { ...RANGE, users: 'dana@contoso.example' }, 400, 'bad-users'],
    ['users that are numbers', { ...RANGE, users: [1] }, 400, 'bad-users'],
    ['a user without a name', { ...RANGE, users: [' '] }, 400, 'bad-users'],
    ['a user with too long a name', { ...RANGE, users: ['x'.repeat(321)] }, 400, 'bad-users'],
    ['51 users', { ...RANGE, users: Array.from({ length: 51 }, () => 'dana') }, 400, 'too-many-users'],
    ['post that is no answer', { ...RANGE, post: 'yes' }, 400, 'bad-post'],
    ['a token that nobody gave', { ...RANGE, resume: 'a b' }, 400, 'bad-resume'],
    ['an empty token', { ...RANGE, resume: '' }, 400, 'bad-resume'],
  ])('refuses %s', async (_what, body, status, code) => {
    const response = await post(body);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: { code, message: expect.stringMatching(/^[A-Z"“].+\.$/) },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(vigil.asked).toEqual([]);
  });

  it('refuses bytes that are no text', async () => {
    const response = await ask('/api/scan', { method: 'POST', body: new Uint8Array([0x7b, 0xff, 0x7d]) });

    expect(response.status).toBe(400);
  });

  it('asks to wait where another scan is running', async () => {
    vigil = fakeVigil({ scan: () => Promise.reject(new Busy(12.2)) });
    const response = await post(RANGE);

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('13');
    expect(await response.json()).toMatchObject({ error: { code: 'busy' } });
  });

  it.each([
    [
      'a user nobody knows',
      new UnknownUser('dna@contoso.example'),
      422,
      'unknown-user',
      /dna@contoso\.example/,
    ],
    ['a scan that is gone', new UnknownResume(), 410, 'unknown-resume', /begin it again/],
  ])('refuses %s', async (_what, error, status, code, message) => {
    vigil = fakeVigil({ scan: () => Promise.reject(error) });
    const response = await post(RANGE);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: { code, message: expect.stringMatching(message) } });
  });

  it('fails with a bare 500 for a fault of ours', async () => {
    vigil = fakeVigil({ scan: (_request: ScanRequest) => Promise.reject(new Error('secret detail')) });
    const response = await post(RANGE);

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
  });

  it('tells all faults of the settings, and no value of one', async () => {
    open = () => {
      readConfig({ TENANT_ID: 'not a tenant', AZURE_CLIENT_SECRET: 'hush' });
      throw new Error('read without a fault');
    };
    const response = await post(RANGE);
    const text = await response.text();

    expect(response.status).toBe(503);
    expect(text).toContain('TENANT_ID');
    expect(text).not.toMatch(/hush|not a tenant/);
  });
});

describe('POST /api/scan without a key', () => {
  it.each([
    ['none', {}],
    ['another', { 'x-functions-key': 'guess' }],
  ])('is refused: %s', async (_what, headers) => {
    const response = await ask('/api/scan', {
      method: 'POST',
      headers: { 'x-functions-key': '', ...headers },
    });

    expect(response.status).toBe(401);
    expect(await response.text()).toBe('');
  });
});
