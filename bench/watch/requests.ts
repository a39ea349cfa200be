import { fetchOf, openTenant, USUAL, type Source } from '../../local/tenant/index.ts';
import { PEOPLE, auditRecord, ruleRecord, signInRecord, traceRecord } from '../../local/story/records.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import { api, type Api } from '../../shared/platform/api.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { feeds } from '../../shared/sources/feeds.ts';
import type { Line } from '../budgets.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const SECOND_MS = 1_000;
const PAGE = 1_000;
const RESOURCES = ['https://graph.microsoft.com', 'https://manage.office.com'];
const SIZES = [0, 999, 1_000, 1_001, 5_000];

const MADE: readonly (readonly [FeedName, Source, (at: Date, index: number) => object])[] = [
  ['sign-ins', 'sign-ins', (at) => signInRecord(someone(), at, '81.225.33.10')],
  [
    'directory-audits',
    'directory-audits',
    (at) => auditRecord(someone(), at, 'invite', 'ann@partner.example'),
  ],
  [
    'message-traces',
    'message-traces',
    (at, index) => traceRecord(someone(), at, 'ann@partner.example', 'Order', `m${index}`),
  ],
  ['audit-exchange', 'unified-audit', (at) => ruleRecord(someone(), at, 'rule', '81.225.33.10')],
];

/** Requests of one window of each log: at most one a page and one more; of the unified audit log one a blob and one more. */
export async function requestLines(): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const [name, source, make] of MADE) {
    let most = 0;
    for (const size of SIZES) most = Math.max(most, await beyond(name, source, make, size));
    lines.push({
      what: `${name}, requests of a window beyond one a page`,
      value: most,
      unit: '',
      limit: 1,
      note: `windows of ${SIZES.join(', ')} records`,
    });
  }
  return lines;
}

function someone(): (typeof PEOPLE)[number] {
  const [first] = PEOPLE;
  if (first === undefined) throw new Error('nobody lives in the story');
  return first;
}

async function beyond(
  name: FeedName,
  source: Source,
  make: (at: Date, index: number) => object,
  size: number,
): Promise<number> {
  const tenant = openTenant({
    now: () => new Date(NOW),
    subscribed: ['Audit.Exchange', 'Audit.AzureActiveDirectory'],
  });
  const at = (index: number): Date => new Date(NOW - 1_800_000 + Math.floor(index / 4) * SECOND_MS);
  tenant.add(
    source,
    Array.from({ length: size }, (_, index) => make(at(index), index)),
    { visibleAt: new Date(NOW - 600_000) },
  );
  let sent = 0;
  const counting: typeof fetch = (...given) => {
    sent += 1;
    return fetchOf(tenant)(...given);
  };
  const [graph, management] = RESOURCES.map((resource) => apiOf(counting, fetchOf(tenant), resource));
  if (graph === undefined || management === undefined) throw new Error('two APIs are asked');
  const feed = feeds({ graph, management, tenantId: USUAL.tenantId, now: () => NOW })[name];
  const limits = { deadline: () => Infinity, mostPages: 1_000, isKnown: () => false };
  let [records, parts] = [0, 0];
  for await (const page of feed.read(new Date(NOW - 3_600_000), new Date(NOW), limits)) {
    records += page.records.length;
    if (page.part !== undefined) parts += 1;
  }
  if (records !== size) throw new Error(`${name}: ${records} of ${size} records were read`);
  return sent - Math.max(source === 'unified-audit' ? parts : Math.ceil(size / PAGE), 0);
}

function apiOf(fetch: typeof globalThis.fetch, wire: typeof globalThis.fetch, resource: string): Api {
  const credential = {
    async getToken() {
      const answer = await wire(`${resource}/msi/token?resource=${resource}`, {
        headers: { 'x-identity-header': USUAL.identityHeader },
      });
      const { access_token: token } = (await answer.json()) as { readonly access_token: string };
      return { token, expiresOnTimestamp: Infinity };
    },
  };
  const clock = { ...systemClock, now: () => NOW };
  return api({ baseUrl: resource, scope: resource, credential, clock, fetch });
}
