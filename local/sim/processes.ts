import { declaredBy } from '../../shared/model/declared.ts';
import type { Detector } from '../../shared/model/finding.ts';
import type { Feed, FeedName } from '../../shared/model/feed.ts';
import type { Ledger } from '../../shared/model/ledger.ts';
import { createWatch, type Watch } from '../../shared/pipeline/watch.ts';
import type { Route } from '../../shared/pipeline/watch-parts.ts';
import { openPlaces, type Places } from '../../shared/place/index.ts';
import { api, type Api, type Renewable } from '../../shared/platform/api.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { pacer } from '../../shared/platform/pace.ts';
import type { ProblemKind } from '../../shared/platform/problem.ts';
import { sentenceFor } from '../../shared/platform/sentence.ts';
import { problemIn } from '../../shared/platform/thrown.ts';
import { readTenant } from '../../shared/sources/directory/index.ts';
import { feeds } from '../../shared/sources/feeds.ts';
import { read } from '../../shared/sources/index.ts';
import { readPosture } from '../../shared/sources/posture/index.ts';
import {
  afterLicence,
  afterSignIns,
  FIRST_ROUTE,
  readLicence,
  routeOf,
  type RouteState,
} from '../../shared/sources/route.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { USUAL } from '../tenant/index.ts';
import type { Setup } from './setup.ts';

/** Requests in ten seconds, as in the real watch. */
const PACE = 2.5;
const HISTORY_DAYS = 7;

let places: Places | undefined;
export function sharedPlaces(): Places {
  return (places ??= openPlaces());
}

/** Everything by which a process touches the world. */
export interface ProcessParts {
  readonly owner: string;
  readonly ledger: Ledger;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: () => number;
  readonly credentialFor: (resource: string) => Renewable;
  readonly detectors: readonly Detector[];
  readonly setup: Setup;
}

/** The watch as the composition root makes it, of the same parts, with the world's end of each handed in. */
export function processOf(parts: ProcessParts): Watch {
  const { owner, ledger, clock, detectors, setup } = parts;
  const { now } = clock;
  const declared = declaredBy(detectors);
  const graph = apiTo('https://graph.microsoft.com', parts, PACE);
  const management = apiTo('https://manage.office.com', parts, undefined);
  return createWatch({
    keeper: ledgerKeeper(ledger, setup.bounds),
    feeds: feedsWith({ graph, management, tenantId: USUAL.tenantId, now }, setup),
    route: routeOver(graph, now),
    readRecord: read,
    explain(error, title) {
      const problem = problemIn(error);
      return problem === undefined
        ? undefined
        : { kind: problem.kind, sentence: sentenceFor(problem, { source: title }) };
    },
    async directory() {
      const { domains, people } = await readTenant(graph, { now });
      return { domains, people: people.map(({ names }) => names) };
    },
    posture: () => readPosture(graph, { now }),
    detectors,
    declared,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    placeOf: (address) => sharedPlaces().of(address),
    ownDomains: USUAL.domains,
    now,
    owner,
    budget: setup.budget,
  });
}

function apiTo(
  baseUrl: string,
  { clock, fetch, random, credentialFor }: ProcessParts,
  pace: number | undefined,
): Api {
  return api({
    baseUrl,
    scope: `${baseUrl}/.default`,
    credential: credentialFor(baseUrl),
    clock,
    random,
    fetch,
    ...(pace !== undefined && { pacer: pacer(pace, clock) }),
  });
}

/** The real logs, which read further at once and reach less far back, so that a week takes a tenth of a second. */
function feedsWith(
  options: Parameters<typeof feeds>[0],
  { sliceMinutes }: Setup,
): ReadonlyMap<FeedName, Feed> {
  const all = Object.values(feeds(options)).map((feed) => ({
    ...feed,
    sliceMinutes: Math.max(sliceMinutes, feed.sliceMinutes),
    keepDays: Math.min(HISTORY_DAYS, feed.keepDays),
  }));
  return new Map(all.map((feed) => [feed.name, feed]));
}

function stateOf(kept: unknown): RouteState {
  return (kept as RouteState | undefined) ?? FIRST_ROUTE;
}

/** The logs that are read now, by the route as the head keeps it. */
export function feedsRead(kept: unknown, at: number): readonly FeedName[] {
  return routeOf(stateOf(kept), 'auto', at).feeds;
}

function routeOver(graph: Api, now: () => number): Route {
  return {
    feeds: feedsRead,
    after: (kept, outcomes, at) =>
      outcomes
        .filter(({ window }) => window.feed.name === 'sign-ins')
        .reduce(
          (state, { failing }) =>
            afterSignIns(state, (failing?.kind as ProblemKind | undefined) ?? 'good', at),
          stateOf(kept),
        ),
    ask: async (kept, at) => afterLicence(stateOf(kept), await readLicence(graph, now), at),
  };
}
