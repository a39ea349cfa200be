import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { createScan, type ScanParts } from '../../shared/pipeline/scan.ts';
import { USUAL_BUDGET, type Route } from '../../shared/pipeline/watch-parts.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { api, type Api } from '../../shared/platform/api.ts';
import { systemClock, type Clock } from '../../shared/platform/clock.ts';
import { pacer } from '../../shared/platform/pace.ts';
import { sentenceFor } from '../../shared/platform/sentence.ts';
import { problemIn } from '../../shared/platform/thrown.ts';
import { readTenant } from '../../shared/sources/directory/index.ts';
import { feeds } from '../../shared/sources/feeds.ts';
import { read } from '../../shared/sources/index.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { USUAL } from '../tenant/index.ts';

/** Requests in ten seconds, as in Azure. */
const PACE = 2;
const LOGS: readonly FeedName[] = [
  'sign-ins',
  'background-sign-ins',
  'directory-audits',
  'message-traces',
  'audit-exchange',
];
const route: Route = { feeds: () => LOGS, after: (state) => state, ask: (state) => Promise.resolve(state) };

/** What a scan is given from outside. */
export interface Outside {
  readonly keeper: Keeper;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** The address of both APIs. */
  readonly url: string;
  readonly tokenFor: (resource: string) => string;
}

/** A scan as the composition root makes it; a new one each time is a new process each time. */
export function scanner(
  outside: Outside,
  answerWithinMs: ScanParts['answerWithinMs'],
): ReturnType<typeof createScan> {
  const { keeper, clock } = outside;
  const { now } = clock;
  const declared = declaredBy(detectors);
  const places = openPlaces();
  const shared = pacer(PACE, clock);
  const graph = apiOf(outside, 'https://graph.microsoft.com', shared);
  const management = apiOf(outside, 'https://manage.office.com', undefined);
  const logs = Object.values(feeds({ graph, management, tenantId: USUAL.tenantId, now }));
  let scans = 0;
  return createScan({
    keeper,
    feeds: new Map(logs.map((feed) => [feed.name, feed])),
    route,
    readRecord: read,
    explain(error, title) {
      const problem = problemIn(error);
      return problem && { kind: problem.kind, sentence: sentenceFor(problem, { source: title }) };
    },
    async directory() {
      const { domains, people } = await readTenant(graph, { now });
      return { domains, people: people.map(({ names }) => names) };
    },
    posture: () => Promise.resolve({}),
    detectors,
    declared,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    placeOf: (address) => places.of(address),
    ownDomains: USUAL.domains,
    now,
    owner: 'scan-load',
    budget: USUAL_BUDGET,
    newId: () => `load-${(scans += 1)}`,
    answerWithinMs,
  });
}

function apiOf(
  { clock, fetch, url, tokenFor }: Outside,
  resource: string,
  paced: ReturnType<typeof pacer> | undefined,
): Api {
  const token = { token: tokenFor(resource), expiresOnTimestamp: Infinity };
  return api({
    baseUrl: url,
    scope: `${resource}/.default`,
    credential: { getToken: () => Promise.resolve(token) },
    clock,
    fetch,
    ...(paced !== undefined && { pacer: paced }),
  });
}

/** Waiting takes no time, everything else takes as long as it takes: what a run would have come to with its waits. */
export function waitlessClock(start: number): Clock {
  const began = performance.now();
  let waited = 0;
  return {
    now: () => start + waited + performance.now() - began,
    sleep(ms) {
      waited += ms;
      return Promise.resolve();
    },
    abortAfter: systemClock.abortAfter,
  };
}
