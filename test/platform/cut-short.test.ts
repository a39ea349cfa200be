import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../shared/platform/clock.ts';
import { closeServers, json, raw, replying, severed } from './a-server.ts';
import { fixedClock, NOON } from './a-clock.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

describe('a deadline', () => {
  it.each([
    ['before it answers', (): void => undefined, 'asked'],
    ['within its answer', (response: ServerResponse) => void response.write('{"value":['), 'answered'],
  ])('of one try ends a request that hangs %s', async (_name, reply, when) => {
    let late = new AbortController();
    const end = (): void => late.abort(new DOMException('late', 'TimeoutError'));
    const { url, seen } = await replying((response) => {
      reply(response);
      if (when === 'asked') end();
    });
    const clock = { ...fixedClock(), abortAfter: () => (late = new AbortController()).signal };
    const waiting: typeof fetch = async (...asked) => {
      const response = await fetch(...asked);
      end();
      return response;
    };

    await expect(opened(url, { clock, attempts: 2, fetch: waiting }).get('/x')).rejects.toMatchObject({
      problem: { kind: 'timeout', transient: true },
      cause: { name: expect.stringMatching(/^(Timeout|Abort)Error$/) },
    });
    expect(seen).toHaveLength(2);
  });

  it('that has passed lets nothing out', async () => {
    const { url, seen } = await replying(json({}));
    let tokens = 0;
    const getToken = (): Promise<null> => Promise.resolve((tokens += 1) > 0 ? null : null);
    const { get } = opened(url, { deadline: () => NOON, credential: { getToken } });

    await expect(get('/x')).rejects.toMatchObject({
      problem: { kind: 'timeout', message: 'not asked: the deadline has passed' },
    });
    expect([seen.length, tokens]).toEqual([0, 0]);
  });

  it('of the request counts where it is the earlier, and shortens a try', async () => {
    const asked: number[] = [];
    const clock = {
      ...fixedClock(),
      abortAfter: (ms: number) => (asked.push(ms), systemClock.abortAfter(30_000)),
    };
    const { url } = await replying(json({}));
    const { get } = opened(url, { clock, deadline: () => NOON + 9_000, timeoutMs: 30_000 });

    await get('/x', { deadline: () => NOON + 4_000 });
    await get('/x', { deadline: () => NOON + 99_000 });
    await opened(url, { clock, timeoutMs: 30_000 }).get('/x');

    expect(asked).toEqual([4_000, 4_000, 9_000, 9_000, 30_000, 30_000]);
  });
});

describe('a cut-off answer', () => {
  it.each([
    ['JSON that ends too soon', raw('{"value":[{"subject":"Invoice 12')],
    ['JSON that ends after a record', raw('[{"a":1},')],
    ['nothing at all', raw('')],
    ['a page of HTML', raw('<html>Sign in to the hotel</html>')],
    ['a broken connection', severed],
  ])('is asked for again: %s', async (_name, reply) => {
    const { url, seen } = await replying(reply, reply, json({ value: [] }));

    expect(await opened(url).get('/x')).toMatchObject({ status: 200, body: { value: [] } });
    expect(seen).toHaveLength(3);
  });

  it('becomes a problem that quotes nothing of it', async () => {
    const { url, seen } = await replying(raw('{"value":[{"subject":"Invoice 12'));

    const failed = await opened(url)
      .get('/x')
      .catch((error: unknown) => error);

    expect(failed).toMatchObject({
      problem: {
        kind: 'malformed',
        status: 200,
        message: '32 characters are not whole JSON',
        transient: true,
      },
    });
    expect(String((failed as Error).stack)).not.toContain('Invoice');
    expect((failed as Error).cause).toBeUndefined();
    expect(seen).toHaveLength(5);
  });

  it.each([202, 204])('is not what an empty %i is', async (status) => {
    const { url } = await replying(raw('', status));

    expect(await opened(url).post('/x', undefined)).toMatchObject({ status, body: undefined });
  });
});
