import { describe, expect, it } from '@jest/globals';
import type { Fault, TenantOptions } from '../../../local/tenant/index.ts';
import { api } from '../../../shared/platform/api.ts';
import { readPosture } from '../../../shared/sources/posture/index.ts';
import { GRAPH, NOW, started } from '../../tenant/started.ts';
import { credentialOf } from './opened.ts';

const PATH = '/conditionalAccess/namedLocations';

/** A trusted location of so many ranges; anything may stand in for what Entra would write. */
function location(ipRanges: unknown, more: object = {}): object {
  return { '@odata.type': '#microsoft.graph.ipNamedLocation', isTrusted: true, ipRanges, ...more };
}

function range(cidrAddress: unknown): object {
  return { '@odata.type': '#microsoft.graph.iPv4CidrRange', cidrAddress };
}

const OFFICE = location([range('203.0.113.0/24')], { displayName: 'Office' });
const COUNTRY = {
  '@odata.type': '#microsoft.graph.countryNamedLocation',
  displayName: 'Home',
  countriesAndRegions: ['SE'],
  includeUnknownCountriesAndRegions: false,
};

/** What is read over loopback from a tenant with such locations. */
async function readFrom(options: TenantOptions, fault?: Fault, deadline?: () => number) {
  const { tenant } = await started(options);
  if (fault !== undefined) tenant.faults.next(fault);
  const graph = api({
    baseUrl: tenant.url,
    scope: GRAPH,
    credential: credentialOf(fetch, GRAPH, tenant.url),
    timeoutMs: 300,
    random: () => 0,
  });
  return readPosture(graph, { now: () => NOW.getTime(), ...(deadline !== undefined && { deadline }) });
}

describe('the networks of trusted named locations', () => {
  it.each<[string, readonly unknown[], readonly string[], number]>([
    ['an office', [OFFICE], ['203.0.113.0/24'], 0],
    [
      'both kinds of address, over several ranges',
      [location([range('203.0.113.0/24'), range('2001:db8::/48'), range('198.51.100.7/32')])],
      ['203.0.113.0/24', '2001:db8::/48', '198.51.100.7/32'],
      0,
    ],
    [
      'more than a page, each network once',
      [OFFICE, ...[1, 2, 3, 4, 5].map((net) => location([range(`198.51.${net}.0/24`)])), OFFICE],
      ['203.0.113.0/24', ...[1, 2, 3, 4, 5].map((net) => `198.51.${net}.0/24`)],
      0,
    ],
    ['none', [], [], 0],
    ['none that is trusted', [location([range('203.0.113.0/24')], { isTrusted: false })], [], 0],
    ['none that says whether it is trusted', [{ ...OFFICE, isTrusted: null }], [], 0],
    [
      'countries, which nobody trusts',
      [COUNTRY, { ...COUNTRY, isTrusted: true }, OFFICE],
      ['203.0.113.0/24'],
      0,
    ],
    [
      'broken ranges beside a good one',
      [
        location([
          range('203.0.113.0/24'),
          range('203.0.113.0/99'),
          range('<script>'),
          range(7),
          range(undefined),
          {},
          null,
          'text',
        ]),
      ],
      ['203.0.113.0/24'],
      7,
    ],
    [
      'ranges too wide to be anybody’s own',
      [location([range('0.0.0.0/0'), range('128.0.0.0/1'), range('::/0'), range('2001::/18')]), OFFICE],
      ['203.0.113.0/24'],
      4,
    ],
    [
      'locations that are none beside a good one',
      [null, 'text', 7, [], location('203.0.113.0/24'), { ...OFFICE, isTrusted: 'yes' }, OFFICE],
      ['203.0.113.0/24'],
      6,
    ],
    ['a location without ranges', [location(null), location([])], [], 0],
    [
      'more than anybody needs',
      [location(Array.from({ length: 2_005 }, (_, net) => range(`10.${net >> 8}.${net & 255}.0/24`)))],
      Array.from({ length: 2_000 }, (_, net) => `10.${net >> 8}.${net & 255}.0/24`),
      5,
    ],
  ])('are read: %s', async (_what, namedLocations, networks, skipped) => {
    const { trusted, unread } = await readFrom({ namedLocations: namedLocations as readonly object[] });

    expect(trusted).toEqual({ networks, skipped });
    expect(unread).toEqual([]);
  });

  it('are none without a licence for them', async () => {
    const refused = { path: PATH, status: 403, code: 'AccessDenied', message: 'The tenant is not licensed.' };

    expect((await readFrom({ licence: 'free' })).trusted).toEqual({ networks: [], skipped: 0 });
    expect(await readFrom({}, refused)).toMatchObject({ trusted: { networks: [] }, unread: [] });
  });

  it.each<[string, Fault, string]>([
    ['refused', { path: PATH, status: 403, message: 'required scopes are missing' }, 'permission-missing'],
    ['not found', { path: PATH, status: 404 }, 'not-found'],
    ['a page that leads back to itself', { path: PATH, kind: 'looping-link', times: 9 }, 'looping-link'],
    ['a page that leads elsewhere', { path: PATH, kind: 'foreign-link' }, 'foreign-link'],
    ['never whole', { path: PATH, kind: 'cut', times: 9 }, 'malformed'],
  ])('are unknown, not none, and the rest of the posture is read: %s', async (_what, fault, kind) => {
    const { trusted, unread, policies, invitesFrom } = await readFrom({ namedLocations: [OFFICE] }, fault);

    expect(trusted).toBeUndefined();
    expect(unread).toMatchObject([{ part: 'named locations', problem: { kind } }]);
    expect({ policies, invitesFrom }).toEqual({ policies: [], invitesFrom: 'everyone' });
  });

  it('are unknown where time runs out between two pages', async () => {
    const { trusted, unread } = await readFrom({ namedLocations: [OFFICE, OFFICE, OFFICE] }, undefined, () =>
      NOW.getTime(),
    );

    expect(trusted).toBeUndefined();
    expect(unread).toContainEqual(expect.objectContaining({ part: 'named locations' }));
  });
});
