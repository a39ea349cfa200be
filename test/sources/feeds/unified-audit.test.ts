import { describe, expect, it } from '@jest/globals';
import { USUAL } from '../../../local/tenant/index.ts';
import { subscribe } from '../../../shared/sources/unified-audit/management.ts';
import { minutesAgo, NOW, unified } from '../../tenant/started.ts';
import { pathsOf, withBlobs } from './blobs.ts';
import { gather, gatherBetween, inTenant } from './opened.ts';

const DAY_MS = 86_400_000;
const START = 'POST /activity/feed/subscriptions/start';

describe('a list of parts', () => {
  it('is asked for in exactly these words, and each part is read once', async () => {
    const { feeds, asked } = withBlobs([5, 20]);

    const { pages, isWhole, told } = await gather(feeds['audit-exchange']);

    const publisher = `PublisherIdentifier=${USUAL.tenantId}`;
    expect(pathsOf(asked)[0]).toBe(
      `/subscriptions/content?contentType=Audit.Exchange&startTime=2026-03-02T11:00:00&endTime=2026-03-02T12:00:01&${publisher}`,
    );
    expect(pathsOf(asked).slice(1)).toEqual(
      Array(2).fill(expect.stringMatching(new RegExp(`^/audit/\\d+\\$.*\\?${publisher}$`))),
    );
    expect(pages.map(({ part }) => part)).toEqual(
      Array(2).fill(expect.stringMatching(/^\d+\$\d+\$audit_exchange\$/)),
    );
    expect({ isWhole, told }).toEqual({ isWhole: true, told: [] });
  });

  it('holds what was made at its borders, whole seconds or not', async () => {
    const { feeds } = withBlobs([60, 0, 60.01]);

    const { ids } = await gather(feeds['audit-exchange']);

    expect(ids.toSorted()).toEqual(['r0', 'r60']);
  });

  it('is of the kind asked for', async () => {
    const { feeds, tenant } = withBlobs([5]);
    tenant.add(
      'unified-audit',
      [unified('signed-in', minutesAgo(30), { Workload: 'AzureActiveDirectory' })],
      {
        visibleAt: minutesAgo(5),
      },
    );

    expect((await gather(feeds['audit-entra'])).ids).toEqual(['signed-in']);
    expect((await gather(feeds['audit-exchange'])).ids).toEqual(['r5']);
  });

  it('goes on where its header says', async () => {
    const { feeds, tenant, asked } = withBlobs([1, 2, 3, 4, 5]);
    tenant.set({ contentPage: 2 });

    const { ids, isWhole } = await gather(feeds['audit-exchange']);

    expect({ ids: ids.length, isWhole }).toEqual({ ids: 5, isWhole: true });
    expect(pathsOf(asked).filter((path) => path.startsWith('/subscriptions/content'))).toHaveLength(3);
    expect(
      asked.every(({ searchParams }) => searchParams.get('PublisherIdentifier') === USUAL.tenantId),
    ).toBe(true);
  });

  it('covers at most a day, and seven days in all, less a margin', async () => {
    const days = [0.5, 1.5, 3, 6.9];
    const { feeds, asked } = withBlobs(days.map((day) => day * 1_440));

    const { ids, isWhole, told } = await gatherBetween(
      feeds['audit-exchange'],
      new Date(NOW.getTime() - 30 * DAY_MS),
      NOW,
    );

    expect(new Set(ids)).toEqual(new Set(days.map((day) => `r${day * 1_440}`)));
    expect(ids).toHaveLength(days.length);
    expect(isWhole).toBe(true);
    expect(told).toEqual([expect.stringContaining('more than 7 days ago cannot be read')]);
    expect(pathsOf(asked).filter((path) => path.startsWith('/subscriptions'))).toHaveLength(8);
  });

  it('says nothing of seven days, which is all there is', async () => {
    const { feeds } = withBlobs([5]);

    const { told, ids } = await gatherBetween(
      feeds['audit-exchange'],
      new Date(NOW.getTime() - 7 * DAY_MS - 5),
      NOW,
    );

    expect({ told, ids }).toEqual({ told: [], ids: ['r5'] });
  });
});

describe('a subscription', () => {
  it('is begun where there is none, once, and told', async () => {
    const { feeds, tenant } = withBlobs([5], {});

    const first = await gather(feeds['audit-exchange']);
    const second = await gather(feeds['audit-exchange']);

    expect(first).toMatchObject({ ids: [], isWhole: true, problem: undefined });
    expect(first.told).toEqual([expect.stringContaining('the first records can take 12 hours')]);
    expect(second.told).toEqual([]);
    expect(tenant.requests()[START]).toBe(1);
  });

  it('that was begun by somebody else meanwhile is begun all the same', async () => {
    const { feeds, tenant } = withBlobs([5]);
    tenant.faults.next({ path: 'content', status: 400, code: 'AF20022', message: 'No subscription found' });

    expect(await gather(feeds['audit-exchange'])).toMatchObject({ ids: ['r5'], isWhole: true });
    expect(tenant.requests()[START]).toBe(1);
  });

  it('that an admin switched off, and that cannot be begun, is thrown', async () => {
    const { feeds, tenant } = withBlobs([5]);
    tenant.faults.next({
      path: 'content',
      status: 400,
      code: 'AF20023',
      message: 'disabled by an admin',
      times: 2,
    });

    expect((await gather(feeds['audit-exchange'])).problem).toMatchObject({
      kind: 'not-subscribed',
      code: 'AF20023',
    });
  });

  it('can be begun ahead of need, and is no failure when it is on', async () => {
    const { management, now, asked } = inTenant();
    const source = { management, now, tenantId: USUAL.tenantId };

    const first = await subscribe(source, 'Audit.AzureActiveDirectory');
    const second = await subscribe(source, 'Audit.AzureActiveDirectory');

    expect([first, second]).toEqual([true, false]);
    expect(pathsOf(asked)[0]).toBe(
      `/subscriptions/start?contentType=Audit.AzureActiveDirectory&PublisherIdentifier=${USUAL.tenantId}`,
    );
  });
});
