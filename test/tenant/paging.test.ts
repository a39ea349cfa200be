import { describe, expect, it } from '@jest/globals';
import { audit, idsOf, minutesAgo, NOW, signIn, started, trace, walk } from './started.ts';

const COUNT = 7;
const many = (of: typeof signIn): object[] =>
  Array.from({ length: COUNT }, (_, index) => of(`r${index}`, minutesAgo(index + 1)));
const NEWEST_FIRST = Array.from({ length: COUNT }, (_, index) => `r${index}`);

const COLLECTIONS = [
  { source: 'sign-ins', path: '/v1.0/auditLogs/signIns', of: signIn },
  { source: 'sign-ins', path: '/beta/auditLogs/signIns', of: signIn },
  { source: 'directory-audits', path: '/v1.0/auditLogs/directoryAudits', of: audit },
  { source: 'message-traces', path: '/v1.0/admin/exchange/tracing/messageTraces', of: trace },
] as const;

const CASES = COLLECTIONS.flatMap((collection) =>
  [1, 2, 3, COUNT, 1_000].map((size) => ({ ...collection, size })),
);

describe('a walk over pages', () => {
  it.each(CASES)('of $size on $path gives all records once, newest first', async (given) => {
    const { source, path, of, size } = given;
    const { get, tenant } = await started();
    tenant.add(source, many(of));

    const pages = await walk(get, `${path}?$top=${size}`);

    expect(pages.flatMap(idsOf)).toEqual(NEWEST_FIRST);
    expect(pages).toHaveLength(Math.ceil(COUNT / size));
  });

  it('keeps the filter in its links, and the links on the same origin', async () => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', many(signIn));
    const filter = encodeURIComponent(`createdDateTime ge ${minutesAgo(5).toISOString()}`);

    const pages = await walk(get, `/v1.0/auditLogs/signIns?$filter=${filter}&$top=2`);
    const { body } = await get(`/v1.0/auditLogs/signIns?$filter=${filter}&$top=2`);

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(String(body['@odata.nextLink'])).toMatch(
      `${tenant.url}/v1.0/auditLogs/signIns?$filter=createdDateTime%20ge`,
    );
  });

  it('can go the other way, and knows rows of the same second apart', async () => {
    const { get, tenant } = await started();
    tenant.add(
      'sign-ins',
      ['a', 'b', 'c'].map((id) => signIn(id, minutesAgo(1))),
    );
    tenant.add('sign-ins', [signIn('d', minutesAgo(2))]);

    const oldestFirst = await walk(get, '/v1.0/auditLogs/signIns?$top=1&$orderby=createdDateTime');
    const newestFirst = await walk(get, '/v1.0/auditLogs/signIns?$top=1&$orderby=createdDateTime desc');

    expect(oldestFirst.flatMap(idsOf)).toEqual(['d', 'a', 'b', 'c']);
    expect(newestFirst.flatMap(idsOf)).toEqual(['c', 'b', 'a', 'd']);
  });

  it('sees the moment of its first page, whatever comes meanwhile', async () => {
    const { get, tenant, setClock } = await started();
    tenant.add('sign-ins', many(signIn));
    tenant.add('sign-ins', [signIn('late', minutesAgo(6.5))], { visibleAt: new Date(NOW.getTime() + 1_000) });

    const first = await get('/v1.0/auditLogs/signIns?$top=5');
    tenant.add('sign-ins', [signIn('new', minutesAgo(6.2)), signIn('newer', minutesAgo(0))]);
    setClock(new Date(NOW.getTime() + 60_000));
    const rest = await walk(get, String(first.body['@odata.nextLink']));

    expect(idsOf([...first.body.value, ...rest.flat()])).toEqual(NEWEST_FIRST);
  });

  it('has tokens that are good for their question only, and not for long', async () => {
    const { get, tenant, setClock } = await started();
    tenant.add('sign-ins', many(signIn));
    const { body } = await get('/v1.0/auditLogs/signIns?$top=2');
    const link = String(body['@odata.nextLink']);

    const other = await get(link.replace('$top=2', '$top=3'));
    setClock(new Date(NOW.getTime() + 2 * 3_600_000));
    const late = await get(link);

    expect([other, late].map((answer) => answer.body.error.message)).toEqual([
      'Invalid Skip Token',
      'Invalid Skip Token',
    ]);
  });

  it('takes the page size from Prefer where there is no $top, and applies the preference for enums', async () => {
    const { get, tenant } = await started();
    tenant.add('sign-ins', [
      signIn('a', minutesAgo(1), { incomingTokenType: 'refreshToken' }),
      signIn('b', minutesAgo(2)),
    ]);

    const plain = await get('/beta/auditLogs/signIns', { prefer: 'odata.maxpagesize=1' });
    const wanting = await get('/beta/auditLogs/signIns', { prefer: 'include-unknown-enum-members' });

    expect(plain.body.value).toMatchObject([{ id: 'a', incomingTokenType: 'unknownFutureValue' }]);
    expect(wanting.body.value).toHaveLength(2);
    expect(wanting.body.value[0]).toMatchObject({ incomingTokenType: 'refreshToken' });
    expect(wanting.headers.get('preference-applied')).toBe('include-unknown-enum-members');
  });

  it('ends at what the licence keeps', async () => {
    const { get, tenant } = await started({ licence: 'free' });
    const day = 24 * 60;
    tenant.add(
      'directory-audits',
      [6.9, 7.1, 29.9, 30.1].map((days) => audit(`${days}`, minutesAgo(days * day))),
    );

    const free = await walk(get, '/v1.0/auditLogs/directoryAudits');
    tenant.set({ licence: 'p1' });
    const premium = await walk(get, '/v1.0/auditLogs/directoryAudits');

    expect([free, premium].map((pages) => pages.flatMap(idsOf))).toEqual([['6.9'], ['6.9', '7.1', '29.9']]);
  });
});
