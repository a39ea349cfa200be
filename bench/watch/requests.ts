import { fetchOf, openTenant, USUAL, type Source } from '../../local/tenant/index.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import { api, type Api } from '../../shared/platform/api.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { feeds } from '../../shared/sources/feeds.ts';
import { directoryAudit, signIn } from '../graph.ts';
import type { Happening } from '../happening.ts';
import { personOf } from '../people.ts';
import { chanceOf } from '../random.ts';
import { trace } from '../trace.ts';
import { auditedSignIn, send } from '../unified.ts';

/** What reading one window of a log took. */
export interface WindowCost {
  readonly log: FeedName;
  /** Records a page, or a blob of the unified audit log as the pretend tenant makes them. */
  readonly page: number;
  /** Records and requests, window by window. */
  readonly windows: readonly { readonly records: number; readonly requests: number }[];
}

interface Served {
  readonly source: Source;
  readonly page: number;
  readonly record: (happening: Happening) => object;
}

type OpenTenant = ReturnType<typeof openTenant>;

const NOW = Date.parse('2026-03-02T09:00:00Z');
const WINDOW_MS = 3_600_000;
const SEED = 20_261_126;
const BLOB = 50;

const LOGS: Readonly<Record<FeedName, Served>> = {
  'sign-ins': {
    source: 'sign-ins',
    page: 1_000,
    record: (each) => ({ ...signIn(each), isInteractive: true }),
  },
  'background-sign-ins': {
    source: 'sign-ins',
    page: 1_000,
    record: (each) => ({ ...signIn(each), isInteractive: false }),
  },
  'directory-audits': { source: 'directory-audits', page: 1_000, record: directoryAudit },
  'message-traces': {
    source: 'message-traces',
    page: 5_000,
    record: (each) => trace(each, 'ann@partner.example'),
  },
  'audit-entra': { source: 'unified-audit', page: BLOB, record: auditedSignIn },
  'audit-exchange': { source: 'unified-audit', page: BLOB, record: send },
};

/** Reads windows of so many records from each log of a pretend tenant, and counts what it was asked for them, tokens aside. */
export async function windowCosts(sizes: readonly number[]): Promise<readonly WindowCost[]> {
  const costs: WindowCost[] = [];
  for (const [name, served] of Object.entries(LOGS) as [FeedName, Served][]) {
    const windows: WindowCost['windows'][number][] = [];
    for (const records of sizes)
      windows.push({ records, requests: await requestsFor(name, served, records) });
    costs.push({ log: name, page: served.page, windows });
  }
  return costs;
}

/** How many requests more than one a page the dearest window took. */
export function beyondPages({ page, windows }: WindowCost): number {
  return Math.max(...windows.map(({ records, requests }) => requests - Math.ceil(records / page)));
}

async function requestsFor(name: FeedName, { source, record }: Served, records: number): Promise<number> {
  const tenant = openTenant({
    now: () => new Date(NOW),
    subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'],
  });
  const made = Array.from({ length: records }, (_, number) => record(happeningOf(number)));
  tenant.add(source, made, { visibleAt: new Date(NOW - WINDOW_MS / 4) });
  const [graph, management] = [
    apiOf(tenant, 'https://graph.microsoft.com'),
    apiOf(tenant, 'https://manage.office.com'),
  ];
  const feed = feeds({ graph, management, tenantId: USUAL.tenantId, now: () => NOW })[name];
  const limits = { deadline: () => Infinity, mostPages: Infinity, isKnown: () => false };
  let read = 0;
  for await (const page of feed.read(new Date(NOW - WINDOW_MS), new Date(NOW), limits))
    read += page.records.length;
  if (read !== records) throw new Error(`${name}: ${read} of ${records} records were read`);
  return askedOf(tenant);
}

/** In the second quarter of the window, in any order. */
function happeningOf(number: number): Happening {
  const chance = chanceOf(SEED, number);
  const person = personOf(SEED, number % 100);
  return {
    chance,
    at: new Date(NOW - WINDOW_MS / 2 - chance.below(WINDOW_MS / 4)),
    person,
    address: chance.pick(person.addresses),
    device: chance.pick(person.devices),
  };
}

function askedOf(tenant: OpenTenant): number {
  return Object.entries(tenant.requests())
    .filter(([endpoint]) => !endpoint.includes('/token'))
    .reduce((sum, [, times]) => sum + times, 0);
}

function apiOf(tenant: OpenTenant, resource: string): Api {
  const ask = fetchOf(tenant);
  const credential = {
    async getToken() {
      const headers = { 'x-identity-header': USUAL.identityHeader };
      const answer = await ask(`${resource}/msi/token?resource=${resource}`, { headers });
      const { access_token: token } = (await answer.json()) as { readonly access_token: string };
      return { token, expiresOnTimestamp: Infinity };
    },
  };
  const clock = { ...systemClock, now: () => NOW };
  return api({ baseUrl: resource, scope: resource, credential, clock, fetch: ask });
}
