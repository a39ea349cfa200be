import { describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../shared/platform/clock.ts';
import { Failure } from '../../../shared/platform/problem.ts';
import { readLicence } from '../../../shared/sources/route.ts';
import { inTenant } from './opened.ts';

describe('the licence', () => {
  it.each(['free', 'p1', 'p2'] as const)('%s is read from the plans', async (licence) => {
    const { graph, now } = inTenant({ licence });

    expect(await readLicence(graph, now)).toBe(licence);
  });

  const plan = (servicePlanName: string, provisioningStatus = 'Success'): object => ({
    servicePlanName,
    provisioningStatus,
  });

  it.each([
    {
      what: 'a plan that is switched off',
      skus: [{ servicePlans: [plan('AAD_PREMIUM', 'Disabled')] }],
      licence: 'free',
    },
    {
      what: 'a plan that ran out',
      skus: [{ capabilityStatus: 'Suspended', servicePlans: [plan('AAD_PREMIUM')] }],
      licence: 'free',
    },
    {
      what: 'a plan in its grace period',
      skus: [{ capabilityStatus: 'Warning', servicePlans: [plan('AAD_PREMIUM')] }],
      licence: 'p1',
    },
    {
      what: 'one licence of several',
      skus: [{ servicePlans: [] }, { servicePlans: [plan('AAD_PREMIUM_P2')] }],
      licence: 'p2',
    },
    { what: 'nothing', skus: [], licence: 'free' },
  ])('of $what is $licence', async ({ skus, licence }) => {
    const get = async () => ({ status: 200, headers: new Headers(), body: { value: skus } });

    expect(await readLicence({ get }, systemClock.now)).toBe(licence);
  });

  it('that cannot be read is no free one', async () => {
    const { graph, now } = inTenant({ permissions: [] });
    const strange = async () => ({ status: 200, headers: new Headers(), body: { value: 'x' } });

    await expect(readLicence(graph, now)).rejects.toThrow(Failure);
    await expect(readLicence({ get: strange }, now)).rejects.toThrow('no list of licences');
  });
});
