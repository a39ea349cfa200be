import { randomUUID } from 'node:crypto';
import type { Config } from '../config.ts';
import { detectors } from '../detectors/index.ts';
import { declaredBy } from '../model/declared.ts';
import type { FeedName } from '../model/feed.ts';
import type { Vigil } from '../model/vigil.ts';
import { createScan } from '../pipeline/scan.ts';
import { createWatch } from '../pipeline/watch.ts';
import { policyOf } from '../pipeline/policy.ts';
import { USUAL_BUDGET, type WatchParts } from '../pipeline/watch-parts.ts';
import { openPlaces } from '../place/index.ts';
import { api, type Api } from '../platform/api.ts';
import type { Clock } from '../platform/clock.ts';
import { credentialFor } from '../platform/credential.ts';
import type { Log } from '../platform/log.ts';
import { pacer, unpaced } from '../platform/pace.ts';
import { openTable, type TablePlace } from '../platform/tables.ts';
import { problemIn } from '../platform/thrown.ts';
import { readTenant } from '../sources/directory/index.ts';
import { feeds } from '../sources/feeds.ts';
import { read } from '../sources/index.ts';
import { subscribe } from '../sources/unified-audit/management.ts';
import { readPosture } from '../sources/posture/index.ts';
import { ledgerKeeper } from '../store/keeper.ts';
import { memoryStore } from '../store/memory.ts';
import { tableLedger } from '../store/table-ledger.ts';
import { healthNow } from './health.ts';
import { decide, incidentView, queueDrill } from './incidents.ts';
import { tellerOf } from './teller.ts';
import { licenceRoute } from './route.ts';
import { scanAnswer } from './scan-answer.ts';
import { failingTitles, tickSummary } from './tick-summary.ts';
import { troubleOf, type Trouble } from './trouble.ts';

/** Requests in ten seconds; Microsoft allows 5 to all reports together: design.md §10. */
const WATCH_PACE = 2.5;
const SCAN_PACE = 2;
const SCAN_ANSWER_MS = 200_000;
/** From the beginning of a scan, for what it asks besides the logs: the licence, the directory. */
const ASIDE_MS = 60_000;
const TABLE = 'vigil';
const SKIPPED =
  "Entra's trusted named locations hold ranges that are broken, wider than /8 (of IPv6, /19) or too many: these are not trusted here";

/** What stands between Vigil and the machine: tests hand in a clock of their own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly log: Log;
  readonly version: string;
}

/** Puts Vigil together from its settings. */
export function buildVigil(config: Config, { clock, log, version }: Surroundings): Vigil {
  const credential = credentialFor(config.identity);
  const table = openTable(placeOf(config), TABLE);
  const keeper = ledgerKeeper(tableLedger(table, config.tenantId));
  const declared = declaredBy(detectors);
  const places = openPlaces();
  const now = clock.now;

  function apis(per10s: number): { readonly graph: Api; readonly management: Api } {
    const shared = {
      credential,
      clock,
      pacer: config.virtualNowUrl === undefined ? pacer(per10s, clock) : unpaced,
    };
    const graph = api({ ...shared, baseUrl: config.graphUrl, scope: 'https://graph.microsoft.com/.default' });
    // Its own quota, which no tenant of this size comes near: facts/data-sources.md §4.
    const management = api({
      credential,
      clock,
      baseUrl: config.managementUrl,
      scope: 'https://manage.office.com/.default',
    });
    return { graph, management };
  }

  /** Whoever asks for more than a log of records must be done by `deadline`, too. */
  function partsWith(
    { graph, management }: ReturnType<typeof apis>,
    trouble: Trouble,
    deadline: () => number,
  ): WatchParts {
    const limits = { now, deadline };
    const named = feeds({ graph, management, tenantId: config.tenantId, now });
    return {
      keeper,
      feeds: new Map(Object.entries(named) as [FeedName, (typeof named)[FeedName]][]),
      route: licenceRoute(graph, config.signInSource, limits, () => standBy(management, deadline)),
      readRecord: read,
      explain(error, title) {
        const problem = problemIn(error);
        if (problem === undefined) return undefined;
        const { kind, transient } = problem;
        return { kind, sentence: trouble.met(title, problem), passes: transient };
      },
      async directory() {
        const { domains, people } = await readTenant(graph, limits);
        return { domains, people: people.map(({ names }) => names) };
      },
      async posture() {
        const { unread, ...posture } = await readPosture(graph, limits);
        const skipped = posture.trusted?.skipped ?? 0;
        if (skipped > 0) log.warn({ skipped }, SKIPPED);
        return { ...posture, unread: trouble.metInParts(unread) };
      },
      detectors,
      declared,
      createMemory: (ownDomains, policy) => memoryStore(declared, ownDomains, policy),
      policyOf: (known) => policyOf(config.policy, places.builtOn, known),
      placeOf: (address) => places.of(address),
      ownDomains: config.ownDomains,
      now,
      owner: randomUUID(),
      budget: USUAL_BUDGET,
    };
  }

  /** Whether it works or not the feed itself will say when it is read. */
  async function standBy(management: Api, deadline: () => number): Promise<void> {
    const source = { management, tenantId: config.tenantId, now };
    await subscribe(source, 'Audit.AzureActiveDirectory', { deadline }).catch((error: unknown) => {
      if (problemIn(error) === undefined) throw error;
    });
  }

  const until = { watch: Infinity, scan: Infinity };
  const ofWatch = troubleOf(log);
  const watchParts = partsWith(apis(WATCH_PACE), ofWatch, () => until.watch);
  const teller = tellerOf(config, clock, watchParts.owner, watchParts.feeds, () => places.builtOn);
  const watch = createWatch({ ...watchParts, teller });
  const ofScan = troubleOf(log);
  const scan = createScan({
    ...partsWith(apis(SCAN_PACE), ofScan, () => until.scan),
    newId: randomUUID,
    answerWithinMs: SCAN_ANSWER_MS,
  });

  return {
    async watch() {
      until.watch = now() + USUAL_BUDGET.readMs;
      const tick = await watch.tick();
      const failing = failingTitles(tick, watchParts.feeds);
      if (failing !== undefined) ofWatch.tell(failing);
      return { summary: tickSummary(tick) };
    },
    async scan(request) {
      until.scan = now() + ASIDE_MS;
      const scanned = await scan(request);
      ofScan.tell(new Set());
      return scanAnswer(scanned);
    },
    incident: (id) => incidentView(id, watchParts, config.timeZone),
    decide: (request) => decide(request, watchParts, randomUUID),
    drill: () => queueDrill(watchParts, randomUUID),
    health: () =>
      healthNow({
        keeper,
        feeds: Object.fromEntries(watchParts.feeds) as ReturnType<typeof feeds>,
        setting: config.signInSource,
        placeDataOf: () => places.builtOn,
        version,
        now,
      }),
  };
}

function placeOf({ storage, identity }: Config): TablePlace {
  return 'connection' in storage ? storage : { ...storage, credential: credentialFor(identity) };
}
