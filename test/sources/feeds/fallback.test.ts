import { describe, expect, it } from '@jest/globals';
import { minutesAgo, signIn } from '../../tenant/started.ts';
import { gather, inTenant } from './opened.ts';

const BETA = '/beta/auditLogs/signIns';
const V1 = '/v1.0/auditLogs/signIns';

function withOne() {
  const given = inTenant();
  given.tenant.add('sign-ins', [signIn('a', minutesAgo(1))]);
  return given;
}

describe('sign-ins, where beta fails', () => {
  it.each([
    { status: 404, code: 'ResourceNotFound' },
    { status: 400, code: 'BadRequest' },
    { status: 410, code: 'Gone' },
    { status: 501, code: 'NotImplemented' },
  ])('with $status: come from v1.0, for good, and every reading says so', async ({ status, code }) => {
    const { feeds, tenant, asked } = withOne();
    tenant.faults.next({ path: BETA, status, code });

    const first = await gather(feeds['sign-ins']);
    const second = await gather(feeds['sign-ins']);

    expect([first, second]).toMatchObject([
      { ids: ['a'], isWhole: true },
      { ids: ['a'], isWhole: true },
    ]);
    expect(asked.map(({ pathname }) => pathname)).toEqual([BETA, V1, V1]);
    expect([...first.told, ...second.told]).toEqual(
      Array(2).fill(expect.stringContaining(`v1.0, because its beta refuses them (${status} ${code})`)),
    );
  });

  it.each([
    {
      what: 'for want of a licence',
      status: 403,
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    },
    { what: 'for want of a permission', status: 403, code: 'Authorization_RequestDenied' },
    { what: 'for a while', status: 503, code: 'ServiceUnavailable' },
  ])('$what: fail, and are asked of beta again', async ({ status, code }) => {
    const { feeds, tenant, asked } = withOne();
    tenant.faults.next({ path: BETA, status, code, times: 5 });

    const failed = await gather(feeds['sign-ins']);
    tenant.faults.clear();
    const after = await gather(feeds['sign-ins']);

    expect(failed.problem).toMatchObject({ status, code });
    expect(after).toMatchObject({ ids: ['a'], told: [] });
    expect(asked.every(({ pathname }) => pathname === BETA)).toBe(true);
  });

  it('and v1.0 as well: fail, and are asked of beta again', async () => {
    const { feeds, tenant, asked } = withOne();
    tenant.faults.next({ path: 'signIns', status: 400, code: 'BadRequest', times: 2 });

    const failed = await gather(feeds['sign-ins']);
    const after = await gather(feeds['sign-ins']);

    expect(failed.problem).toMatchObject({ kind: 'refused' });
    expect(after).toMatchObject({ ids: ['a'], told: [] });
    expect(asked.map(({ pathname }) => pathname)).toEqual([BETA, V1, BETA]);
  });

  it('on a later page only: do not change their version in the middle of a list', async () => {
    const { feeds, tenant, asked } = withOne();
    tenant.faults.next({ path: BETA, kind: 'short-page' });
    tenant.faults.next({ path: BETA, status: 404, code: 'ResourceNotFound' });

    const { problem } = await gather(feeds['sign-ins']);

    expect(problem).toMatchObject({ kind: 'not-found' });
    expect(asked.map(({ pathname }) => pathname)).toEqual([BETA, BETA]);
  });

  it('leave the background sign-ins to beta, which alone has them', async () => {
    const { feeds, tenant, asked } = withOne();
    tenant.faults.next({ path: BETA, status: 404 });

    const { problem } = await gather(feeds['background-sign-ins']);

    expect(problem).toMatchObject({ kind: 'not-found' });
    expect(asked).toHaveLength(1);
  });
});
