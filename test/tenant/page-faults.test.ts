import { describe, expect, it } from '@jest/globals';
import { FEED, idsOf, minutesAgo, unified, walk, withRecords } from './started.ts';

const SIGN_INS = '/v1.0/auditLogs/signIns';

describe('a fault of a page', () => {
  it.each([
    { kind: 'empty-page', pages: [[], ['r1', 'r2', 'r3']] },
    { kind: 'short-page', pages: [['r1'], ['r2', 'r3']] },
  ] as const)('$kind leads on to the rest', async ({ kind, pages }) => {
    const { get } = await withRecords({ kind });

    expect((await walk(get, SIGN_INS)).map(idsOf)).toEqual(pages);
  });

  it('an empty page can be the last but one', async () => {
    const { get } = await withRecords({ kind: 'empty-page', times: 2, after: 1 });

    expect((await walk(get, `${SIGN_INS}?$top=2`)).map(idsOf)).toEqual([['r1', 'r2'], [], [], ['r3']]);
  });

  it('looping-link leads to itself', async () => {
    const { get, tenant } = await withRecords({ kind: 'looping-link', times: 2 });

    const first = await get(`${SIGN_INS}?$top=1`);
    const again = await get(String(first.body['@odata.nextLink']));

    expect(first.body['@odata.nextLink']).toBe(`${tenant.url}${SIGN_INS}?$top=1`);
    expect(again.body).toEqual(first.body);
  });

  it('foreign-link leads to a stranger', async () => {
    const { get } = await withRecords({ kind: 'foreign-link' });

    const { body } = await get(`${SIGN_INS}?$top=1`);

    expect(new URL(String(body['@odata.nextLink'])).host).toBe('graph.microsoft.com.stranger.example');
  });

  it.each([
    { kind: 'empty-page', count: 0, host: /^127\.0\.0\.1:/ },
    { kind: 'short-page', count: 1, host: /^127\.0\.0\.1:/ },
    { kind: 'foreign-link', count: 2, host: /^graph\.microsoft\.com\.stranger\.example$/ },
  ] as const)('$kind strikes lists of content too', async ({ kind, count, host }) => {
    const { get, tenant } = await withRecords({ kind });
    tenant.add('unified-audit', [unified('a', minutesAgo(9))], { visibleAt: minutesAgo(4) });
    tenant.add('unified-audit', [unified('b', minutesAgo(8))], { visibleAt: minutesAgo(3) });

    const { body, headers } = await get(`${FEED}/subscriptions/content?contentType=Audit.Exchange`);

    expect(body).toHaveLength(count);
    expect(new URL(headers.get('nextpageuri') ?? '').host).toMatch(host);
  });
});
