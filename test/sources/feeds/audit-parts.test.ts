import { describe, expect, it } from '@jest/globals';
import { minutesAgo, NOW, unified } from '../../tenant/started.ts';
import { SUBSCRIBED, withBlobs } from './blobs.ts';
import { gather, inTenant } from './opened.ts';

const AUDIT = '/activity/feed/audit/';

describe('parts', () => {
  it('that are known are not fetched', async () => {
    const { feeds, asked } = withBlobs([1, 2, 3]);
    const known = new Set<string | undefined>();
    for (const { part } of (await gather(feeds['audit-exchange'])).pages.slice(1)) known.add(part);
    asked.length = 0;

    const { pages, isWhole } = await gather(feeds['audit-exchange'], 60, {
      isKnown: (part) => known.has(part),
    });

    expect({ pages: pages.length, isWhole, requests: asked.length }).toEqual({
      pages: 1,
      isWhole: true,
      requests: 2,
    });
  });

  it('are read up to their limit; those known do not count', async () => {
    const { feeds } = withBlobs([1, 2, 3, 4, 5, 6]);
    const known = new Set<string | undefined>();
    const step = async () => {
      const { pages, isWhole } = await gather(feeds['audit-exchange'], 60, {
        mostPages: 3,
        isKnown: (part) => known.has(part),
      });
      for (const { part } of pages) known.add(part);
      return { pages: pages.length, isWhole };
    };

    expect([await step(), await step(), await step()]).toEqual([
      { pages: 3, isWhole: false },
      { pages: 3, isWhole: true },
      { pages: 0, isWhole: true },
    ]);
  });

  it.each([
    { status: 400, code: 'AF20050', message: 'The specified content (x) does not exist.' },
    { status: 400, code: 'AF20051', message: 'Content requested with the key x has already expired.' },
    { status: 400, code: 'AF20052', message: 'Content ID x in the URL is invalid.' },
    { status: 404, code: 'NotFound', message: 'gone' },
  ])('that are gone ($code) are told and left, and count as read', async (fault) => {
    const { feeds, tenant } = withBlobs([1, 2, 3]);
    tenant.faults.next({ path: AUDIT, after: 1, ...fault });

    const { pages, ids, told, isWhole } = await gather(feeds['audit-exchange']);

    expect({ ids: ids.length, told: told.length, isWhole }).toEqual({ ids: 2, told: 1, isWhole: true });
    expect(told[0]).toMatch(/^Cannot read a part of the unified audit log \(mailboxes\): /);
    expect(pages.every(({ part }) => part !== undefined)).toBe(true);
  });

  it('that fail for a while leave the reading open, after their neighbours', async () => {
    const { feeds, tenant } = withBlobs([1, 2, 3, 4, 5, 6]);
    const [, bad] = (await gather(feeds['audit-exchange'])).pages;
    tenant.faults.next({ path: bad?.part ?? '', status: 500, times: 5 });

    const failed = await gather(feeds['audit-exchange']);
    const mended = await gather(feeds['audit-exchange']);

    expect(failed).toMatchObject({ isWhole: false, told: [expect.stringContaining('service has a fault')] });
    expect(failed.ids).toHaveLength(5);
    expect(failed.pages.map(({ part }) => part)).not.toContain(bad?.part);
    expect(mended).toMatchObject({ isWhole: true, told: [] });
    expect(mended.ids).toHaveLength(6);
  });

  it('that are refused for good are thrown, after their neighbours', async () => {
    const { feeds, tenant } = withBlobs([1, 2, 3, 4, 5, 6]);
    tenant.faults.next({ path: AUDIT, status: 400, code: 'AF20001', message: 'Missing parameter: x.' });

    const { ids, problem } = await gather(feeds['audit-exchange']);

    expect({ ids: ids.length, kind: problem?.kind }).toEqual({ ids: 5, kind: 'refused' });
  });

  it('are not asked for any further where the permission is gone', async () => {
    const { feeds, tenant, asked } = withBlobs([1, 2, 3, 4, 5, 6]);
    tenant.faults.next({ path: AUDIT, status: 401, code: 'AF10001', message: 'permission', times: 99 });

    const { problem } = await gather(feeds['audit-exchange']);

    expect(problem).toMatchObject({ kind: 'permission-missing' });
    expect(asked).toHaveLength(1 + 4);
  });

  it('are not begun after the deadline', async () => {
    const { feeds, asked, now, pass } = withBlobs([1, 2, 3, 4, 5, 6]);
    const end = now() + 1_000;
    const reading = feeds['audit-exchange'].read(minutesAgo(60), NOW, {
      deadline: () => end,
      mostPages: 99,
      isKnown: () => false,
    });

    await reading.next();
    pass(2_000);
    const rest = [];
    let next = await reading.next();
    for (; next.done !== true; next = await reading.next()) rest.push(next.value);

    expect({ rest: rest.length, whole: next.value, requests: asked.length }).toEqual({
      rest: 3,
      whole: false,
      requests: 5,
    });
  });

  it('that are empty are read', async () => {
    const { feeds, tenant } = inTenant(SUBSCRIBED);
    tenant.add('unified-audit', [unified('a', minutesAgo(30)), unified('b', minutesAgo(30))], {
      visibleAt: minutesAgo(5),
      missing: { from: minutesAgo(6), until: minutesAgo(-60) },
    });

    expect(await gather(feeds['audit-exchange'])).toMatchObject({ ids: [], isWhole: true });
  });
});
