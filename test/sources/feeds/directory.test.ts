import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../../shared/platform/problem.ts';
import { readTenant } from '../../../shared/sources/directory/index.ts';
import { inTenant } from './opened.ts';

const DANA = '26be570a-0000-4000-8000-00000000da4a';
const ANN = '26be570a-0000-4000-8000-0000000000a4';

const users = [
  {
    id: DANA.toUpperCase(),
    userPrincipalName: 'Dana@fjordline.example',
    mail: 'dana.reyes@fjordline.example',
    proxyAddresses: [
      'SMTP:dana.reyes@fjordline.example',
      'smtp:DR@fjordline.onmicrosoft.example',
      'smtp:dana@home.example',
      'sip:dana@fjordline.example',
      'X500:/o=first/ou=dana@fjordline.example',
    ],
    userType: 'Member',
    accountEnabled: true,
  },
  {
    id: ANN,
    userPrincipalName: 'ann_fabrikam.example#EXT#@fjordline.onmicrosoft.example',
    mail: 'Ann@fabrikam.example',
    proxyAddresses: ['SMTP:ann@fabrikam.example'],
    userType: 'Guest',
    accountEnabled: false,
  },
];

describe('the directory', () => {
  it('gives domains, and everybody with all their names', async () => {
    const { graph, now, asked } = inTenant({ users });

    const { people, ...rest } = await readTenant(graph, { now });

    expect(rest).toEqual({
      domains: ['fjordline.example', 'fjordline.onmicrosoft.example'],
      setAside: 0,
      isWhole: true,
    });
    expect(people).toEqual([
      {
        names: [
          DANA,
          'dana@fjordline.example',
          'dana.reyes@fjordline.example',
          'dr@fjordline.onmicrosoft.example',
        ],
        isGuest: false,
        isEnabled: true,
      },
      {
        names: [ANN, 'ann_fabrikam.example#ext#@fjordline.onmicrosoft.example', 'ann@fabrikam.example'],
        isGuest: true,
        isEnabled: false,
      },
    ]);
    expect(asked.map(({ pathname, search }) => pathname + search)).toEqual([
      '/v1.0/organization?$select=verifiedDomains',
      '/v1.0/users?$select=id,userPrincipalName,mail,proxyAddresses,userType,accountEnabled&$top=999',
    ]);
  });

  it('knows a guest by the name alone, and takes an account without a type for a member', async () => {
    const without = users.map((user) => ({ ...user, userType: null }));
    const { graph, now } = inTenant({ users: without });

    expect((await readTenant(graph, { now })).people.map(({ isGuest }) => isGuest)).toEqual([false, true]);
  });

  it('is read page by page, and says where it was not read whole', async () => {
    const many = Array.from({ length: 2_000 }, (_, index) => ({
      id: `26be570a-0000-4000-8000-${String(index).padStart(12, '0')}`,
      userPrincipalName: `u${index}@fjordline.example`,
    }));
    const { graph, now, asked } = inTenant({ users: many });

    const whole = await readTenant(graph, { now });
    const part = await readTenant(graph, { now, mostPages: 1 });

    expect([whole.people.length, whole.isWhole]).toEqual([2_000, true]);
    expect([part.people.length, part.isWhole]).toEqual([999, false]);
    expect(asked).toHaveLength(1 + 3 + 1 + 1);
  });

  it('sets aside what is no user', async () => {
    const { graph, now } = inTenant({ users: [{ id: 'x' }, ...users] });

    const { people, setAside } = await readTenant(graph, { now });

    expect({ people: people.length, setAside }).toEqual({ people: 2, setAside: 1 });
  });

  it.each([{ path: '/users' }, { path: '/organization' }])(
    'is not half there where $path fails',
    async ({ path }) => {
      const { graph, now, tenant } = inTenant({ users });
      tenant.faults.next({ path, status: 403 });

      await expect(readTenant(graph, { now })).rejects.toThrow(Failure);
    },
  );
});
