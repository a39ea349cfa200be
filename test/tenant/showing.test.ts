import { describe, expect, it } from '@jest/globals';
import { audit, idsOf, minutesAgo, NOW, signIn, started, trace, walk, type Started } from './started.ts';

const later = (minutes: number): Date => minutesAgo(-minutes);

async function seen({ get }: Started, path = '/beta/auditLogs/signIns?$top=1'): Promise<readonly unknown[]> {
  return (await walk(get, path)).flatMap(idsOf);
}

describe('records', () => {
  it('are readable when they happen, unless something else is said', async () => {
    const started_ = await started();
    started_.tenant.add('sign-ins', [signIn('past', minutesAgo(1)), signIn('future', later(1))]);

    const before = await seen(started_);
    started_.setClock(later(1));

    expect([before, await seen(started_)]).toEqual([['past'], ['future', 'past']]);
  });

  it('can come late, each in its own time', async () => {
    const started_ = await started();
    started_.tenant.add('sign-ins', [signIn('a', minutesAgo(90)), signIn('b', minutesAgo(80))], {
      visibleAt: (_record, index) => later(index),
    });

    const before = await seen(started_);
    started_.setClock(later(1));

    expect([before, await seen(started_)]).toEqual([['a'], ['b', 'a']]);
  });

  it('can be doubled', async () => {
    const started_ = await started();
    const record = audit('a', minutesAgo(5));
    started_.tenant.add('directory-audits', [record]);
    started_.tenant.add('directory-audits', [record], { visibleAt: later(1) });
    const path = '/v1.0/auditLogs/directoryAudits?$top=1';

    const before = await seen(started_, path);
    started_.setClock(later(1));

    expect([before, await seen(started_, path)]).toEqual([['a'], ['a', 'a']]);
  });

  it('can change', async () => {
    const started_ = await started();
    const { get, tenant, setClock } = started_;
    tenant.add('sign-ins', [signIn('a', minutesAgo(5), { riskState: 'none' })]);
    tenant.add('sign-ins', [signIn('a', minutesAgo(5), { riskState: 'atRisk' })], {
      visibleAt: later(10),
      replaces: true,
    });

    const before = await get('/v1.0/auditLogs/signIns');
    setClock(later(10));
    const after = await get('/v1.0/auditLogs/signIns');

    expect(before.body.value.map((record) => record['riskState'])).toEqual(['none']);
    expect(after.body.value.map((record) => record['riskState'])).toEqual(['atRisk']);
  });

  it('can be missing for a while and then be found', async () => {
    const started_ = await started();
    started_.tenant.add('sign-ins', [signIn('a', minutesAgo(5))], {
      missing: { from: later(1), until: later(2) },
    });

    const sights = [];
    for (const time of [NOW, later(1), later(2)]) {
      started_.setClock(time);
      sights.push(await seen(started_));
    }

    expect(sights).toEqual([['a'], [], ['a']]);
  });

  it('of a trace are one for each recipient', async () => {
    const { tenant, get } = await started();
    const at = minutesAgo(5);
    tenant.add('message-traces', [
      trace('m', at),
      trace('m', at, { recipientAddress: 'lee@partner.example' }),
    ]);
    tenant.add('message-traces', [trace('m', at, { status: 'failed' })], {
      visibleAt: minutesAgo(1),
      replaces: true,
    });

    const { body } = await get('/v1.0/admin/exchange/tracing/messageTraces');

    expect(body.value.map(({ recipientAddress, status }) => [recipientAddress, status])).toEqual([
      ['kim@partner.example', 'failed'],
      ['lee@partner.example', 'delivered'],
    ]);
  });

  it('without a time are refused at once', async () => {
    const { tenant } = await started();

    expect(() => tenant.add('sign-ins', [{ id: 'a' }])).toThrow(
      'a record of sign-ins has no time in createdDateTime',
    );
    expect(() => tenant.add('colours' as never, [])).toThrow('there is no log colours');
  });

  it('are told of as they go out, as they go out', async () => {
    const served: unknown[] = [];
    const { tenant, get } = await started({
      onServed: (source, records) => served.push([source, idsOf(records)]),
    });
    tenant.add('sign-ins', [signIn('a', minutesAgo(5))]);

    await get('/v1.0/auditLogs/signIns', { authorization: 'none' });
    tenant.faults.next({ kind: 'cut' });
    const cut = await get('/v1.0/auditLogs/signIns');
    await get('/v1.0/auditLogs/signIns');

    expect(cut.status).toBe(200);
    expect(served).toEqual([['sign-ins', ['a']]]);
  });
});
