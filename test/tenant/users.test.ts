import { describe, expect, it } from '@jest/globals';
import { minutesAgo, signIn, started, walk } from './started.ts';

const users = Array.from({ length: 5 }, (_, index) => ({
  id: `u${index}`,
  userPrincipalName: `u${index}@fjordline.example`,
  userType: 'Member',
}));

describe('the users of a tenant', () => {
  it('come in pages', async () => {
    const { get } = await started({ users });

    const pages = await walk(get, '/v1.0/users?$top=2&$select=id,userType');

    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat()[4]).toEqual({ id: 'u4', userType: 'Member' });
  });

  it('show their type and addresses only to who asks', async () => {
    const { get } = await started({ users });

    const { body } = await get('/v1.0/users');

    expect(body.value[0]).toMatchObject({ id: 'u0', mail: null });
    expect(Object.keys(body.value[0] ?? {})).not.toContain('userType');
  });

  it('are whoever signed in, where nobody was given', async () => {
    const { get, tenant, setClock } = await started();
    tenant.add('sign-ins', [
      signIn('a', minutesAgo(3), { userId: 'd1' }),
      signIn('b', minutesAgo(2), { userId: 'd1' }),
      signIn('c', minutesAgo(1), {
        userId: 'g1',
        userType: 'guest',
        userPrincipalName: 'ann@fabrikam.example',
      }),
      signIn('d', minutesAgo(-5), { userId: 'later', userPrincipalName: 'later@fjordline.example' }),
    ]);
    const look = async () =>
      (await get('/v1.0/users?$select=userPrincipalName,mail')).body.value.map(
        (user) => user['userPrincipalName'],
      );

    const before = await look();
    setClock(minutesAgo(-6));

    expect(before).toEqual(['dana@fjordline.example', 'ann_fabrikam.example#EXT#@fjordline.example']);
    expect(await look()).toHaveLength(3);
  });

  it.each([
    { query: '$top=1000', status: 400 },
    { query: '$select=id,shoeSize', status: 400 },
    { query: '$skiptoken=made-up', status: 400 },
  ])('are refused to $query', async ({ query, status }) => {
    const { get } = await started({ users });

    expect((await get(`/v1.0/users?${query}`)).status).toBe(status);
  });

  it.each(['empty-page', 'short-page'] as const)('come whole after an %s', async (kind) => {
    const { get, tenant } = await started({ users });
    tenant.faults.next({ path: '/users', kind });

    expect((await walk(get, '/v1.0/users')).flat()).toHaveLength(5);
  });
});
