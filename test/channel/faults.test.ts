import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../local/channel/index.ts';
import { NOW, started } from './started.ts';

const later = (milliseconds: number): Date => new Date(NOW.getTime() + milliseconds);

describe('a status on demand', () => {
  it.each([
    { status: 400, code: 'MissingApiVersionParameter' },
    { status: 401, code: 'DirectApiAuthorizationRequired' },
    { status: 403, code: 'Forbidden' },
    { status: 404, code: 'WorkflowTriggerIsNotEnabled' },
    { status: 408, code: 'RequestTimeout' },
    { status: 413, code: 'RequestEntityTooLarge' },
    { status: 418, code: 'ServiceError' },
    { status: 429, code: 'TooManyRequests' },
    { status: 500, code: 'InternalServerError' },
    { status: 502, code: 'BadGateway' },
    { status: 503, code: 'ServiceUnavailable' },
    { status: 504, code: 'GatewayTimeout' },
  ])('$status comes as often as told, posts nothing, and is counted', async ({ status, code }) => {
    const { channel, send } = await started();
    channel.faults.next({ status, times: 2 });

    const answers = [await send(), await send(), await send()];

    expect(answers.map((answer) => answer.status)).toEqual([status, status, 202]);
    expect(answers[0]?.error.code).toBe(code);
    expect(channel.posts()).toHaveLength(1);
    expect(channel.faults.struck()).toEqual({ [status]: 2 });
    expect(channel.requests()).toEqual({ 202: 1, [status]: 2 });
  });

  it('says when to come again, in seconds or as a date, or not at all', async () => {
    const { channel, send } = await started();
    const date = 'Mon, 02 Mar 2026 10:10:00 GMT';
    for (const retryAfter of [7, date]) channel.faults.next({ status: 429, retryAfter });
    channel.faults.next({ status: 503 });

    const answers = [await send(), await send(), await send()];

    expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['7', date, null]);
  });

  it('comes after as many messages as told, with the words it has, and no more once cleared', async () => {
    const { channel, send } = await started();
    channel.faults.next({ after: 1, status: 404, code: 'WorkflowNotFound', message: 'Gone.', times: 5 });

    const answers = [await send(), await send()];
    channel.faults.clear();

    expect(answers.map(({ status }) => status)).toEqual([202, 404]);
    expect(answers[1]?.error).toEqual({ code: 'WorkflowNotFound', message: 'Gone.' });
    expect((await send()).status).toBe(202);
  });

  it.each<{ fault: Fault; error: string | RegExp }>([
    { fault: {}, error: 'a fault has either a status or a kind' },
    { fault: { status: 500, kind: 'reset' }, error: 'a fault has either a status or a kind' },
    { fault: { status: 202 }, error: 'a fault has a status from 400 to 599, not 202' },
    { fault: { status: 500, times: 0 }, error: 'a fault strikes at least once, not 0 times' },
    { fault: { kind: 'slow' as 'hang' }, error: /^a fault of kind slow does not exist: take one of reset/ },
  ])('$fault is refused', async ({ fault, error }) => {
    const { channel } = await started();

    expect(() => channel.faults.next(fault)).toThrow(error);
  });
});

describe('a connection that fails', () => {
  it('reset: the message is not taken', async () => {
    const { channel, send } = await started();
    channel.faults.next({ kind: 'reset' });

    await expect(send()).rejects.toThrow('fetch failed');
    expect(channel.posts()).toEqual([]);
    expect(channel.requests()).toEqual({ none: 1 });
  });

  it('answer-lost: the message is taken, and its sender does not learn of it', async () => {
    const { channel, send } = await started();
    channel.faults.next({ kind: 'answer-lost' });

    await expect(send()).rejects.toThrow('fetch failed');
    expect(channel.posts()).toHaveLength(1);
  });

  it('hang: until the sender gives up', async () => {
    const { channel, send } = await started();
    channel.faults.next({ kind: 'hang' });

    await expect(send(undefined, { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
    expect(channel.posts()).toEqual([]);
    expect((await send()).status).toBe(202);
  });

  it('down: every message, until it is up again; the page stays', async () => {
    const { channel, send } = await started();
    channel.down(true);

    await expect(send()).rejects.toThrow('fetch failed');
    await expect(send()).rejects.toThrow('fetch failed');
    expect((await fetch(channel.pageUrl)).status).toBe(200);
    channel.down(false);

    expect((await send()).status).toBe(202);
    expect(channel.posts()).toHaveLength(1);
  });
});

describe('pacing', () => {
  it('refuses the fifth message of a second, and takes it when the second is over', async () => {
    const { channel, send, setClock } = await started({ pacing: true });
    for (let count = 0; count < 4; count += 1) {
      setClock(later(count * 100));
      await send();
    }

    const refused = await send();
    setClock(later(999));
    const tooSoon = await send();
    setClock(later(1_000));
    const taken = await send();

    expect([refused.status, tooSoon.status, taken.status]).toEqual([429, 429, 202]);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(channel.posts()).toHaveLength(5);
  });

  it('is off unless asked for', async () => {
    const { channel, send } = await started();
    for (let count = 0; count < 10; count += 1) await send();

    expect(channel.requests()).toEqual({ 202: 10 });
  });
});
