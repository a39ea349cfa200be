import { afterEach, describe, expect, it } from '@jest/globals';
import { pages, type Limits, type Page } from '../../shared/platform/pages.ts';
import { closeServers, json, listen, raw, replying, type Reply } from './a-server.ts';
import { fixedClock, NOON } from './a-clock.ts';
import { opened } from './opened.ts';

afterEach(closeServers);

const LIMITS: Limits = { most: 100, deadline: () => Infinity, now: () => NOON };

/** Serves each path with its own reply. */
async function serving(replies: (base: string) => Readonly<Record<string, Reply>>): Promise<string> {
  const base: string = await listen((request, response) => {
    (replies(base)[request.url ?? ''] ?? json({ error: { code: 'x' } }, 404))(response, request);
  });
  return base;
}

async function walk(
  base: string,
  limits: Partial<Limits> = {},
  first = '/1',
): Promise<{ read: Page[]; failed: unknown }> {
  const read: Page[] = [];
  try {
    for await (const page of pages(opened(base).get, first, { ...LIMITS, ...limits })) read.push(page);
    return { read, failed: undefined };
  } catch (failed) {
    return { read, failed };
  }
}
const records = ({ read }: { read: Page[] }): unknown[] => read.flatMap((page) => page.records);

describe('pages', () => {
  it('are walked along Graph’s links, past an empty one, to the end', async () => {
    const base = await serving((url) => ({
      '/1': json({ value: [1, 2], '@odata.nextLink': `${url}/2?$skiptoken=a%2Bb=` }),
      '/2?$skiptoken=a%2Bb=': json({ value: [], '@odata.nextLink': `${url}/3` }),
      '/3': json({ value: [3], '@odata.nextLink': '' }),
    }));

    const walked = await walk(base);

    expect(walked.failed).toBeUndefined();
    expect(records(walked)).toEqual([1, 2, 3]);
    expect(walked.read.at(-1)?.next).toBeUndefined();
  });

  it.each(['NextPageUri', 'nextpageuri', 'NextPageUrl', 'NEXTPAGEURL'])(
    'are walked along the Management API’s header %s',
    async (name) => {
      const base = await serving((url) => ({
        '/1': json(['a'], 200, { [name]: `${url}/2?nextPage=%3D` }),
        '/2?nextPage=%3D': json([], 200, { [name]: `${url}/3` }),
        '/3': json(['b']),
      }));

      expect(records(await walk(base))).toEqual(['a', 'b']);
    },
  );

  it.each([
    ['itself', '/1', 1],
    ['the first', '/2', 2],
  ])('end when a link leads back to %s', async (_name, second, after) => {
    const base = await serving((url) => ({
      '/1': json({ value: [1], '@odata.nextLink': `${url}${second}` }),
      '/2': json({ value: [2], '@odata.nextLink': `${url}/1` }),
    }));

    const walked = await walk(base, {}, `${base}/1`);

    expect(walked.failed).toMatchObject({ problem: { kind: 'looping-link' } });
    expect(walked.read).toHaveLength(after);
  });

  it('end when a link leads elsewhere', async () => {
    const base = await serving(() => ({
      '/1': json({ value: [1], '@odata.nextLink': 'https://evil.example/2' }),
    }));

    expect(await walk(base)).toMatchObject({
      read: [{ records: [1] }],
      failed: { problem: { kind: 'foreign-link', message: 'a link to evil.example was not followed' } },
    });
  });

  it('stop at their number, and say where they would go on', async () => {
    const base = await serving((url) => ({
      '/1': json({ value: [1], '@odata.nextLink': `${url}/2` }),
      '/2': json({ value: [2], '@odata.nextLink': `${url}/3` }),
      '/3': json({ value: [3] }),
    }));

    const cut = await walk(base, { most: 2 });

    expect(cut.failed).toBeUndefined();
    expect(cut.read.at(-1)).toEqual({ records: [2], next: `${base}/3` });
    expect(records(await walk(base, { most: 2 }, cut.read.at(-1)?.next))).toEqual([3]);
  });

  it('stop at their deadline, and say where they would go on', async () => {
    const clock = fixedClock();
    const base = await serving((url) => ({
      '/1': json({ value: [1], '@odata.nextLink': `${url}/2` }),
      '/2': json({ value: [2], '@odata.nextLink': `${url}/3` }),
    }));
    const read: Page[] = [];

    const limits = { most: 100, now: clock.now, deadline: () => NOON + 15_000 };
    for await (const page of pages(opened(base, { clock }).get, '/1', limits)) {
      read.push(page);
      await clock.sleep(10_000); // whoever reads takes their time
    }

    expect(read.map(({ next }) => next)).toEqual([`${base}/2`, `${base}/3`]);
  });

  it('never pass for an empty list when there was no time for one', async () => {
    const base = await serving(() => ({ '/1': json({ value: [] }) }));

    expect(await walk(base, { deadline: () => NOON })).toMatchObject({
      read: [],
      failed: { problem: { kind: 'timeout' } },
    });
  });

  it('that were cut off are asked for again, then a problem', async () => {
    const healed = await replying(raw('{"value":[{"id":1'), json({ value: [1] }));
    const cut = await replying(raw('{"value":[{"id":1'));

    expect(records(await walk(healed.url))).toEqual([1]);
    expect(await walk(cut.url)).toMatchObject({ failed: { problem: { kind: 'malformed' } } });
    expect(cut.seen).toHaveLength(5);
  });

  it.each([
    ['a number', 7],
    ['null', null],
    ['an object without value', { error: 'none' }],
    ['a value that is no list', { value: {} }],
  ])('are no list: %s', async (_name, body) => {
    const { url } = await replying(json(body));

    expect(await walk(url)).toMatchObject({
      failed: { problem: { kind: 'malformed', message: 'the answer is JSON, but no list' } },
    });
  });

  it('that are refused throw the problem they are', async () => {
    const body = {
      error: {
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
      },
    };
    const { url } = await replying(json(body, 403));

    expect(await walk(url)).toMatchObject({
      read: [],
      failed: { problem: { kind: 'permission-missing', status: 403, code: 'Authorization_RequestDenied' } },
    });
  });
});
