import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pacer } from '../../shared/platform/pace.ts';
import { retryAfterMs } from '../../shared/platform/retry-after.ts';
import { waitBefore } from '../../shared/platform/retry.ts';
import type { Problem } from '../../shared/platform/problem.ts';
import { broken, closeServers, json, replying, severed, type Reply } from './a-server.ts';
import { fixedClock, NOON } from './a-clock.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

const throttled = (retryAfter?: string): Reply =>
  json(
    { error: { code: 'UnknownError', message: 'throttled' } },
    429,
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
const AF429 = json({ error: { code: 'AF429', message: 'Too many requests. Method=GetContent' } }, 403);

describe('trying again', () => {
  it.each<[string, Reply]>([
    ['408', json({}, 408)],
    ['429', throttled()],
    ['500', json({}, 500)],
    ['502', json({}, 502)],
    ['503', json({}, 503)],
    ['504', json({}, 504)],
    ['AF429, a 403', AF429],
    [
      'AF50000',
      json({ error: { code: 'AF50000', message: 'An internal error occurred. Retry the request.' } }, 500),
    ],
    ['a broken connection', broken],
    ['a connection that breaks within the answer', severed],
  ])('happens after %s', async (_name, reply) => {
    const { url, seen } = await replying(reply, reply, json({ ok: 1 }));

    expect(await opened(url).get('/x')).toMatchObject({ status: 200, body: { ok: 1 } });
    expect(seen).toHaveLength(3);
  });

  it('ends with the last answer', async () => {
    const { url, seen } = await replying(json({}, 503), json({}, 503), json({ a: 2 }, 504));

    expect(await opened(url, { attempts: 3 }).get('/x')).toMatchObject({ status: 504, body: { a: 2 } });
    expect(seen).toHaveLength(3);
  });

  it('ends with the last failure, and its cause', async () => {
    const { url } = await replying(broken);

    await expect(opened(url, { attempts: 2 }).get('/x')).rejects.toMatchObject({
      problem: { kind: 'network', transient: true },
      cause: { message: 'fetch failed' },
    });
  });

  it('does not happen after an auditing that is off, whatever its status', async () => {
    const message =
      'Microsoft.Office.Compliance.Audit.DataServiceException: Tenant 5b9a99a5-0000-0000-0000-4279ec819ed6 does not exist.';
    const { url, seen } = await replying(
      json({ error: { code: 'StartSubscription [TenantId=5b', message } }, 500),
    );

    await opened(url).get('/x');

    expect(seen).toHaveLength(1);
  });
});

describe('the wait', () => {
  const soon = new Date(NOON + 7_000).toUTCString();

  it.each([
    ['seconds', '3', [3_250]],
    ['no time', '0', [250]],
    ['a date', soon, [7_250]],
    ['a date that has passed', new Date(NOON - 7_000).toUTCString(), [250]],
    ['words', 'soon', [1_000]],
    ['a negative number', '-5', [1_000]],
    ['nothing', undefined, [1_000]],
  ])('for a Retry-After of %s', async (_name, header, waits) => {
    const clock = fixedClock();
    const { url } = await replying(throttled(header), json({}));

    await opened(url, { clock }).get('/x');

    expect(clock.slept).toEqual(waits);
  });

  it('doubles, up to a bound, where nobody names one', async () => {
    const clock = fixedClock();
    const { url } = await replying(json({}, 503));

    await opened(url, { clock, attempts: 9 }).get('/x');

    expect(clock.slept).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it('is 30 to 60 s for the Management API', async () => {
    const clock = fixedClock();
    const { url } = await replying(AF429, json({}));

    await opened(url, { clock }).get('/x');

    expect(clock.slept).toEqual([45_000]);
  });

  it('is never taken beyond the deadline', async () => {
    const clock = fixedClock();
    const { url, seen } = await replying(throttled('60'));

    const answer = await opened(url, { clock, deadline: () => NOON + 60_000 }).get('/x');

    expect(answer.status).toBe(429);
    expect([clock.slept, seen.length]).toEqual([[], 1]);
  });

  it('is not taken where it is longer than any run', async () => {
    const clock = fixedClock();
    const { url } = await replying(throttled('9999999'));

    expect(await opened(url, { clock }).get('/x')).toMatchObject({ status: 429 });
    expect(clock.slept).toEqual([]);
  });

  it('holds the whole bucket when one was told to wait', async () => {
    const clock = fixedClock();
    const bucket = pacer(5, clock);
    const first = await replying(throttled('60'));
    const second = await replying(json({}));

    await opened(first.url, { clock, pacer: bucket, attempts: 1 }).get('/x');
    await opened(second.url, { clock, pacer: bucket }).get('/x');

    expect(clock.now() - NOON).toBe(60_250);
  });

  it('keeps the answer there was, where the next turn would come too late', async () => {
    const clock = fixedClock();
    const { url, seen } = await replying(json({ a: 1 }, 503));

    const answer = await opened(url, { clock, pacer: pacer(1, clock), deadline: () => NOON + 9_000 }).get(
      '/x',
    );

    expect(answer).toMatchObject({ status: 503, body: { a: 1 } });
    expect(seen).toHaveLength(1);
  });

  it('stays within full jitter', () => {
    const attempts = fc.integer({ min: 1, max: 40 });
    const dice = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const problem: Problem = { kind: 'server', message: '', transient: true };
    fc.assert(
      fc.property(attempts, dice, (attempt, die) => {
        const wait = waitBefore(problem, attempt, () => die);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** (attempt - 1)));
        expect(waitBefore({ ...problem, retryAfterMs: 4_000 }, attempt, () => die)).toBeGreaterThanOrEqual(
          4_000,
        );
      }),
    );
  });

  it.each([
    ['1.5', 1_500],
    [' 2 ', 2_000],
    ['2026-11-24', undefined],
    ['Tue, 24 Nov 2026 12:00:01 GMT', 1_000],
    ['Tue, 99 Nov 2026', undefined],
    ['', undefined],
    ['1e9', undefined],
  ])('a Retry-After of "%s" is %s ms', (header, ms) => {
    expect(retryAfterMs(new Headers({ 'retry-after': header }), NOON)).toBe(ms);
  });
});
