import { describe, expect, it } from '@jest/globals';
import { pacer } from '../../../shared/platform/pace.ts';
import { audit, minutesAgo, NOW, signIn, trace } from '../../tenant/started.ts';
import { gather, inTenant } from './opened.ts';

/** The four logs of Graph, how the tenant is given a record of each, and how the question must read. */
const LOGS = [
  {
    name: 'sign-ins',
    source: 'sign-ins',
    one: signIn,
    asks: '/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-03-02T11:00:00Z and createdDateTime le 2026-03-02T12:00:00Z&$top=1000',
    page: 1_000,
  },
  {
    name: 'background-sign-ins',
    source: 'sign-ins',
    one: (id: string, at: Date) => signIn(id, at, { isInteractive: false }),
    asks: "/beta/auditLogs/signIns?$filter=createdDateTime ge 2026-03-02T11:00:00Z and createdDateTime le 2026-03-02T12:00:00Z and signInEventTypes/any(t: t eq 'nonInteractiveUser')&$top=1000",
    page: 1_000,
  },
  {
    name: 'directory-audits',
    source: 'directory-audits',
    one: audit,
    asks: '/v1.0/auditLogs/directoryAudits?$filter=activityDateTime ge 2026-03-02T11:00:00Z and activityDateTime le 2026-03-02T12:00:00Z&$top=1000',
    page: 1_000,
  },
  {
    name: 'message-traces',
    source: 'message-traces',
    one: trace,
    asks: '/v1.0/admin/exchange/tracing/messageTraces?$filter=receivedDateTime ge 2026-03-02T11:00:00Z and receivedDateTime le 2026-03-02T12:00:00Z&$top=5000',
    page: 5_000,
  },
] as const;

describe.each(LOGS)('$name', ({ name, source, one, asks, page }) => {
  it('asks once, in exactly these words, and gives what is in the window, its borders too', async () => {
    const { feeds, tenant, asked } = inTenant();
    tenant.add(source, [
      one('before', minutesAgo(60.1)),
      one('first', minutesAgo(60)),
      one('middle', minutesAgo(30)),
      one('last', NOW),
    ]);

    const { ids, isWhole, told } = await gather(feeds[name]);

    expect(asked.map(({ pathname, search }) => pathname + decodeURIComponent(search))).toEqual([asks]);
    expect({ ids: ids.toSorted(), isWhole, told }).toEqual({
      ids: ['first', 'last', 'middle'],
      isWhole: true,
      told: [],
    });
  });

  it.each([0, 1, page - 1, page, page + 1, 2 * page + 1])(
    'asks at most ⌈n/page⌉ + 1 times for %i records',
    async (count) => {
      const { feeds, tenant, asked } = inTenant();
      tenant.add(
        source,
        Array.from({ length: count }, (_, index) => one(`r${index}`, minutesAgo(30))),
      );

      const { ids, isWhole } = await gather(feeds[name]);

      expect({ count: new Set(ids).size, isWhole }).toEqual({ count, isWhole: true });
      expect(asked.length).toBeLessThanOrEqual(Math.ceil(count / page) + 1);
    },
  );

  it('ends early, and says so, where the pages or the time are used up', async () => {
    const { feeds, tenant, asked, now } = inTenant();
    tenant.add(source, [one('a', minutesAgo(2)), one('b', minutesAgo(1))]);

    tenant.faults.next({ kind: 'short-page' });
    const byPages = await gather(feeds[name], 60, { mostPages: 1 });
    const atOnce = await gather(feeds[name], 60, { deadline: now });
    const none = await gather(feeds[name], 60, { mostPages: 0 });

    expect(byPages).toMatchObject({ ids: [expect.any(String)], isWhole: false });
    expect([atOnce, none]).toMatchObject([
      { ids: [], isWhole: false },
      { ids: [], isWhole: false },
    ]);
    expect(asked).toHaveLength(1);
  });

  it('begins no request after the deadline, and gives what it has', async () => {
    const { feeds, tenant, asked, now, pass } = inTenant();
    tenant.add(source, [one('a', minutesAgo(2)), one('b', minutesAgo(1))]);
    tenant.faults.next({ kind: 'short-page', times: 9 });
    const end = now() + 1_000;
    const reading = feeds[name].read(minutesAgo(60), NOW, {
      deadline: () => end,
      mostPages: 9,
      isKnown: () => false,
    });

    const first = await reading.next();
    pass(2_000);

    expect(first.done).toBe(false);
    expect(await reading.next()).toEqual({ done: true, value: false });
    expect(asked).toHaveLength(1);
  });

  it('gives what came before a failure, and then throws it', async () => {
    const { feeds, tenant } = inTenant();
    tenant.add(source, [one('a', minutesAgo(2)), one('b', minutesAgo(1))]);
    tenant.faults.next({ kind: 'short-page' });
    tenant.faults.next({ status: 503, times: 9 });

    const { ids, problem } = await gather(feeds[name]);

    expect(ids).toHaveLength(1);
    expect(problem).toMatchObject({ kind: 'server', transient: true });
  });

  it('takes a lost link to a next page for an early end: the list begins anew the next time', async () => {
    const { feeds, tenant } = inTenant();
    tenant.add(source, [one('a', minutesAgo(2)), one('b', minutesAgo(1))]);
    tenant.faults.next({ kind: 'short-page' });
    tenant.faults.next({ status: 400, code: 'BadRequest', message: 'Invalid Skip Token' });

    expect(await gather(feeds[name])).toMatchObject({ isWhole: false, problem: undefined });
  });

  it('follows no link elsewhere, and no link in a circle', async () => {
    const { feeds, tenant } = inTenant();
    tenant.add(source, [one('a', minutesAgo(2))]);

    tenant.faults.next({ kind: 'foreign-link' });
    const away = await gather(feeds[name]);
    tenant.faults.next({ kind: 'looping-link', times: 9 });
    const round = await gather(feeds[name]);

    expect([away.problem?.kind, round.problem?.kind]).toEqual(['foreign-link', 'looping-link']);
  });
});

describe('the report logs', () => {
  it('keep their pace, and are not refused', async () => {
    const { feeds, tenant, asked, slept } = inTenant({ pacing: true }, {}, (clock) => pacer(2.5, clock));
    tenant.add(
      'sign-ins',
      Array.from({ length: 7 }, (_, index) => signIn(`r${index}`, minutesAgo(index + 1))),
    );
    tenant.faults.next({ kind: 'short-page', times: 7 });

    const { ids, isWhole } = await gather(feeds['sign-ins']);

    expect({ ids: ids.length, isWhole, requests: asked.length }).toEqual({
      ids: 7,
      isWhole: true,
      requests: 8,
    });
    expect(slept.length).toBeGreaterThan(0);
  });

  it('stop where their turn would come too late, which is no failure', async () => {
    const { feeds, tenant, now } = inTenant({}, {}, (clock) => pacer(1, clock));
    tenant.add('directory-audits', [audit('a', minutesAgo(1)), audit('b', minutesAgo(2))]);
    tenant.faults.next({ kind: 'short-page', times: 2 });
    const end = now() + 5_000;

    const { ids, isWhole } = await gather(feeds['directory-audits'], 60, { deadline: () => end });

    expect({ ids, isWhole }).toEqual({ ids: ['a'], isWhole: false });
  });

  it('ask for the younger members of enums', async () => {
    const { feeds, tenant } = inTenant();
    tenant.add('sign-ins', [signIn('a', minutesAgo(1), { authenticationProtocol: 'nativeAuth' })]);

    const { pages } = await gather(feeds['sign-ins']);

    expect(pages[0]?.records).toMatchObject([{ authenticationProtocol: 'nativeAuth' }]);
  });
});
