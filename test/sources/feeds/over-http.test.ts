import { describe, expect, it } from '@jest/globals';
import { api, type Api } from '../../../shared/platform/api.ts';
import { readTenant } from '../../../shared/sources/directory/index.ts';
import { feeds } from '../../../shared/sources/feeds.ts';
import { readPosture } from '../../../shared/sources/posture/index.ts';
import { readLicence } from '../../../shared/sources/route.ts';
import { USUAL, type TenantOptions } from '../../../local/tenant/index.ts';
import {
  audit,
  GRAPH,
  MANAGEMENT,
  minutesAgo,
  NOW,
  signIn,
  started,
  trace,
  unified,
} from '../../tenant/started.ts';
import { credentialOf, gather, NAMES } from './opened.ts';

const HASTE = { timeoutMs: 300, random: () => 0 };

/** A tenant on loopback, with a record in every log, and what Vigil reads it through. */
async function onLoopback(options: TenantOptions = {}) {
  const { tenant } = await started({
    subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'],
    ...options,
  });
  const client = (resource: string): Api =>
    api({
      baseUrl: tenant.url,
      scope: resource,
      credential: credentialOf(fetch, resource, tenant.url),
      ...HASTE,
    });
  tenant.add('sign-ins', [
    signIn('one', minutesAgo(9)),
    signIn('two', minutesAgo(8), { isInteractive: false }),
  ]);
  tenant.add('directory-audits', [audit('three', minutesAgo(7))]);
  tenant.add('message-traces', [trace('four', minutesAgo(6))]);
  const visibleAt = minutesAgo(5);
  tenant.add('unified-audit', [unified('five', minutesAgo(90), { Workload: 'AzureActiveDirectory' })], {
    visibleAt,
  });
  tenant.add('unified-audit', [unified('six', minutesAgo(90))], { visibleAt });
  const [graph, management] = [client(GRAPH), client(MANAGEMENT)];
  const now = (): number => NOW.getTime();
  return { tenant, graph, now, feeds: feeds({ graph, management, tenantId: USUAL.tenantId, now }) };
}

describe('over HTTP', () => {
  it('every log is read', async () => {
    const { feeds: all } = await onLoopback();

    const ids = [];
    for (const name of NAMES) ids.push(...(await gather(all[name])).ids);

    expect(ids).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });

  it('a page that hangs, one that breaks off and one that is cut are asked for again', async () => {
    const { feeds: all, tenant } = await onLoopback();
    for (const kind of ['hang', 'reset-midway', 'cut'] as const) tenant.faults.next({ path: 'Audits', kind });

    expect(await gather(all['directory-audits'])).toMatchObject({ ids: ['three'], isWhole: true });
    expect(tenant.faults.struck()).toEqual({ hang: 1, 'reset-midway': 1, cut: 1 });
  });

  it('licence, people and posture are read', async () => {
    const { graph, now } = await onLoopback({ licence: 'p2' });

    const people = await readTenant(graph, { now });
    const posture = await readPosture(graph, { now });

    expect(await readLicence(graph, now)).toBe('p2');
    expect(people.people.map(({ names }) => names)).toContainEqual(
      expect.arrayContaining(['dana@fjordline.example']),
    );
    expect(posture.unread).toEqual([]);
  });
});
