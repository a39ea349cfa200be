import { afterEach, describe, expect, it } from '@jest/globals';
import type { Notifier } from '../../shared/model/notice.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import type { Wire } from '../../shared/notifiers/post.ts';
import { aChannel, broken, silent, status, type AChannel, type Reply } from './a-channel.ts';
import { EVERY_KIND, incidentNotice } from './teams/notices.ts';

/** What is said must not hold any of this. */
const SECRET = 'c2VjcmV0LXNpZ25hdHVyZQ';
/** An address as long as they come, with everything in it that a client could mend and must not. */
const PATH = `/powerautomate/direct/workflows/${'7d3f'.repeat(70)}/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SECRET}`;

const channels: AChannel[] = [];

async function opened(...replies: readonly Reply[]): Promise<AChannel> {
  const channel = await aChannel(...replies);
  channels.push(channel);
  return channel;
}

/** What every notifier keeps, over real HTTP. `making`: from its address. */
export function notifierContract(name: string, making: (url: string, wire: Wire) => Notifier): void {
  const wire = { clock: systemClock };

  async function sent(...replies: readonly Reply[]): Promise<{
    readonly result: Awaited<ReturnType<Notifier['send']>>;
    readonly channel: AChannel;
  }> {
    const channel = await opened(...replies);
    const notifier = making(channel.origin + PATH, wire);
    return { result: await notifier.send(incidentNotice(), 'INC-7F3K2Q-1'), channel };
  }

  afterEach(() => {
    for (const channel of channels.splice(0)) channel.stop();
  });

  describe(`${name}, as every notifier`, () => {
    it.each([200, 201, 202, 204])('takes %i for accepted', async (code) => {
      expect((await sent(status(code))).result).toEqual({ is: 'accepted' });
    });

    it.each([408, 429, 500, 502, 503, 504])('puts off after %i, in one try', async (code) => {
      const { result, channel } = await sent(status(code));

      expect(result).toEqual({
        is: 'put off',
        why: expect.stringContaining(String(code)),
        afterMs: undefined,
      });
      expect(channel.seen).toHaveLength(1);
    });

    it.each([
      { asked: '120', expected: 120_000 },
      { asked: '86400', expected: 3_600_000 },
      { asked: 'soon', expected: undefined },
    ])('waits as it is asked, but not for a day: $asked', async ({ asked, expected }) => {
      const { result } = await sent(status(429, '', { 'retry-after': asked }));

      expect(result).toMatchObject({ is: 'put off', afterMs: expected });
    });

    it('waits until a date', async () => {
      const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
      const { result } = await sent(status(503, '', { 'retry-after': at.toUTCString() }));

      expect(result.is === 'put off' && (result.afterMs ?? 0)).toBeGreaterThan(50_000);
    });

    it.each([400, 401, 403, 404, 405, 410, 415])('parks after %i, in one try', async (code) => {
      const { result, channel } = await sent(status(code));

      expect(result).toEqual({ is: 'parked', why: expect.stringContaining(String(code)) });
      expect(channel.seen).toHaveLength(1);
    });

    it('parks what is too large', async () => {
      expect((await sent(status(413))).result).toMatchObject({
        is: 'parked',
        why: expect.stringContaining('413'),
      });
    });

    it.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (code) => {
      const elsewhere = await opened(status(202));
      const { result } = await sent(status(code, '', { location: `${elsewhere.origin}/` }));

      expect(result).toMatchObject({ is: 'parked', why: expect.stringContaining(String(code)) });
      expect(elsewhere.seen).toEqual([]);
    });

    it('puts off when the connection breaks', async () => {
      expect((await sent(broken)).result).toMatchObject({ is: 'put off', afterMs: undefined });
    });

    it('puts off when nobody listens', async () => {
      const channel = await opened(status(202));
      channel.stop();
      const notifier = making(channel.origin + PATH, wire);

      expect(await notifier.send(incidentNotice(), 'k')).toMatchObject({ is: 'put off' });
    });

    it('puts off when no answer comes in time', async () => {
      const channel = await opened(silent);
      const notifier = making(channel.origin + PATH, { ...wire, timeoutMs: 60 });

      expect(await notifier.send(incidentNotice(), 'k')).toMatchObject({
        is: 'put off',
        why: expect.stringContaining('no answer within the time allowed'),
      });
    });

    it('posts JSON to the address as it was given, and says who it is to nobody else', async () => {
      const { channel } = await sent(status(202));
      const [request] = channel.seen;

      expect(request).toMatchObject({ method: 'POST', url: PATH });
      expect(request?.headers).toMatchObject({ 'content-type': 'application/json' });
      expect(request?.headers['authorization']).toBeUndefined();
      expect(() => JSON.parse(request?.body ?? '') as unknown).not.toThrow();
    });

    it.each(EVERY_KIND.map((notice) => ({ kind: notice.kind, notice })))(
      'tells a $kind',
      async ({ notice }) => {
        const channel = await opened(status(202));
        const notifier = making(channel.origin + PATH, wire);

        expect(await notifier.send(notice, 'k')).toEqual({ is: 'accepted' });
      },
    );

    it.each([400, 401, 403, 404, 410, 413, 302, 418, 429, 500])(
      'names its host and no more after %i',
      async (code) => {
        const { result, channel } = await sent(
          status(code, SECRET, { location: `https://${SECRET}.example` }),
        );
        const said = JSON.stringify(result);

        for (const secret of [SECRET, '/powerautomate', '7d3f', 'sig=']) expect(said).not.toContain(secret);
        expect(said.replace(new URL(channel.origin).host, '')).not.toContain('127.0.0.1');
      },
    );

    it('throws a fault of ours, without the address', async () => {
      const url = `http://127.0.0.1:9${PATH}`;
      const failing = (): never => {
        throw new RangeError(`cannot post to ${url}`);
      };
      const notifier = making(url, { ...wire, fetch: failing });
      const thrown = await notifier.send(incidentNotice(), 'k').catch((error: unknown) => error);

      expect(String(thrown)).toContain('RangeError');
      expect(String(thrown)).not.toContain(SECRET);
      expect(String((thrown as Error).stack)).not.toContain(SECRET);
    });
  });
}
