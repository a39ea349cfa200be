import { USUAL } from '../../local/tenant/index.ts';
import { describe, expect, it } from '@jest/globals';
import { FEED, idsOf, minutesAgo, NOW, started, unified, type Read, type Started } from './started.ts';

const PUBLISHER = `PublisherIdentifier=${USUAL.tenantId}`;
const START = `${FEED}/subscriptions/start?contentType=Audit.Exchange&${PUBLISHER}`;
const STOP = `${FEED}/subscriptions/stop?contentType=Audit.Exchange&${PUBLISHER}`;
const CONTENT = `${FEED}/subscriptions/content?contentType=Audit.Exchange&${PUBLISHER}`;
const later = (minutes: number): Date => minutesAgo(-minutes);

interface Listed {
  readonly contentUri: string;
  readonly contentId: string;
  readonly contentType: string;
  readonly contentCreated: string;
  readonly contentExpiration: string;
}

async function listed({ get }: Started, link = CONTENT): Promise<readonly Listed[]> {
  const items: Listed[] = [];
  let next: string | null = link;
  while (next !== null) {
    const { body, headers, status }: Read = await get(next);
    if (status !== 200) throw new Error(body.error.code);
    items.push(...(body as unknown as readonly Listed[]));
    next = headers.get('nextpageuri');
  }
  return items;
}

async function idsIn(given: Started, items: readonly Listed[]): Promise<readonly unknown[]> {
  const blobs = [];
  for (const { contentUri } of items) {
    const { body } = await given.get(`${contentUri}?${PUBLISHER}`);
    blobs.push(idsOf(body as unknown as readonly Record<string, unknown>[]));
  }
  return blobs;
}

describe('subscriptions', () => {
  it('are started once, listed, and stopped', async () => {
    const { get, post } = await started();

    const first = await post(START);
    const again = await post(START);
    const list = await get(`${FEED}/subscriptions/list`);
    const stopped = await post(STOP);
    const after = await get(`${FEED}/subscriptions/list`);
    const content = await get(CONTENT);

    expect(first.body).toEqual({ contentType: 'Audit.Exchange', status: 'enabled', webhook: null });
    expect(again).toMatchObject({
      status: 400,
      body: {
        error: { code: 'AF20024', message: 'The subscription is already enabled. No property change.' },
      },
    });
    expect(list.body).toEqual([{ contentType: 'Audit.Exchange', status: 'enabled', webhook: null }]);
    expect(stopped.status).toBe(204);
    expect(after.body).toEqual([{ contentType: 'Audit.Exchange', status: 'disabled', webhook: null }]);
    expect(content.body.error.code).toBe('AF20022');
  });

  it('bring what comes while they are on, and nothing from between', async () => {
    const given = await started();
    const { post, setClock, tenant } = given;
    const times = { before: minutesAgo(1), during: later(5), between: later(15), after: later(25) };
    for (const [id, visibleAt] of Object.entries(times))
      tenant.add('unified-audit', [unified(id, minutesAgo(60))], { visibleAt });

    await post(START);
    setClock(later(10));
    await post(STOP);
    setClock(later(20));
    await post(START);
    setClock(later(30));

    expect(await idsIn(given, await listed(given))).toEqual([['during'], ['after']]);
  });
});

describe('content', () => {
  const options = { subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'] } as const;

  it('comes in blobs, later than what happened', async () => {
    const given = await started(options);
    given.tenant.add('unified-audit', [
      unified('a', minutesAgo(71)),
      unified('b', minutesAgo(72)),
      unified('c', minutesAgo(80)),
    ]);

    const items = await listed(given);

    expect(items.map((item) => item.contentCreated)).toEqual([
      minutesAgo(20).toISOString(),
      minutesAgo(10).toISOString(),
    ]);
    expect(items[0]).toMatchObject({
      contentType: 'Audit.Exchange',
      contentUri: `${given.tenant.url}${FEED}/audit/${items[0]?.contentId}`,
      contentExpiration: later(7 * 24 * 60 - 20).toISOString(),
    });
    expect(await idsIn(given, items)).toEqual([['c'], ['a', 'b']]);
  });

  it.each([
    { name: 'the start counts', startTime: 20, endTime: 19, ids: [['a']] },
    { name: 'the end does not', startTime: 21, endTime: 20, ids: [] },
    { name: 'both', startTime: 20, endTime: 9, ids: [['a'], ['b']] },
  ])('is chosen by when it was made: $name', async ({ startTime, endTime, ids }) => {
    const given = await started(options);
    given.tenant.add('unified-audit', [unified('a', minutesAgo(80))], { visibleAt: minutesAgo(20) });
    given.tenant.add('unified-audit', [unified('b', minutesAgo(80))], { visibleAt: minutesAgo(10) });
    const text = (minutes: number): string => minutesAgo(minutes).toISOString().slice(0, 19);

    const items = await listed(given, `${CONTENT}&startTime=${text(startTime)}&endTime=${text(endTime)}`);

    expect(await idsIn(given, items)).toEqual(ids);
  });

  it.each([1, 2, 100])('is listed in pages of %s, each item once', async (contentPage) => {
    const given = await started({ ...options, contentPage });
    for (const minute of [1, 2, 3, 4, 5])
      given.tenant.add('unified-audit', [unified(`r${minute}`, minutesAgo(80))], {
        visibleAt: minutesAgo(10 - minute),
      });

    const items = await listed(given);

    expect((await idsIn(given, items)).flat()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    expect(given.tenant.requests()['GET /activity/feed/subscriptions/content']).toBe(
      Math.ceil(5 / contentPage),
    );
  });

  it('is of the type of its workload', async () => {
    const given = await started(options);
    given.tenant.add('unified-audit', [
      unified('mail', minutesAgo(80)),
      unified('sign-in', minutesAgo(80), { Workload: 'AzureActiveDirectory', Operation: 'UserLoggedIn' }),
      unified('file', minutesAgo(80), { Workload: 'OneDrive' }),
    ]);

    const directory = await listed(given, CONTENT.replace('Exchange', 'AzureActiveDirectory'));

    expect(await idsIn(given, directory)).toEqual([['sign-in']]);
    expect(await idsIn(given, await listed(given))).toEqual([['mail']]);
    await expect(listed(given, CONTENT.replace('Exchange', 'SharePoint'))).rejects.toThrow('AF20022');
  });

  it('can be replayed under the same ids, changed, or listed late', async () => {
    const given = await started(options);
    const { tenant, setClock } = given;
    tenant.add('unified-audit', [unified('a', minutesAgo(80))], { visibleAt: minutesAgo(20) });
    tenant.add('unified-audit', [unified('a', minutesAgo(80), { ResultStatus: 'True' })], {
      visibleAt: later(5),
    });
    tenant.add('unified-audit', [unified('b', minutesAgo(80))], {
      visibleAt: minutesAgo(15),
      missing: { from: minutesAgo(15), until: later(5) },
    });

    const before = await idsIn(given, await listed(given));
    setClock(later(5));

    expect(before).toEqual([['a']]);
    expect(await idsIn(given, await listed(given))).toEqual([['a'], ['b'], ['a']]);
  });

  it('expires after seven days', async () => {
    const given = await started(options);
    given.tenant.add('unified-audit', [unified('a', minutesAgo(80))], { visibleAt: NOW });
    const [item] = await listed(given);
    given.setClock(later(7 * 24 * 60 + 1));

    const { status, body } = await given.get(item?.contentUri ?? '');

    expect({ status, code: body.error.code }).toEqual({ status: 400, code: 'AF20051' });
  });

  it('is none where the log is silent', async () => {
    const given = await started({ ...options, unifiedAuditLog: 'silent' });
    given.tenant.add('unified-audit', [unified('a', minutesAgo(80))]);

    expect(await listed(given)).toEqual([]);
  });

  it('comes in blobs of fifty at most', async () => {
    const given = await started(options);
    given.tenant.add(
      'unified-audit',
      Array.from({ length: 120 }, (_, index) => unified(`r${index}`, minutesAgo(80))),
    );

    const blobs = await idsIn(given, await listed(given));

    expect(blobs.map((ids) => (ids as readonly unknown[]).length)).toEqual([50, 50, 20]);
  });
});
