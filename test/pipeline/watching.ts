import { detectors } from '../../shared/detectors/index.ts';
import type { Feed, FeedName } from '../../shared/model/feed.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { createWatch, type Watch } from '../../shared/pipeline/watch.ts';
import type { Route, WatchParts } from '../../shared/pipeline/watch-parts.ts';
import { read } from '../../shared/sources/index.ts';
import { PLAIN } from '../support/replaying.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryLedger } from '../../shared/store/memory-ledger.ts';
import { memoryStore } from '../../shared/store/memory.ts';

/** One record of a log, and from when on it can be read. */
export interface Showing {
  readonly record: object;
  readonly at: number;
  readonly visibleAt: number;
}

/** A log that shows its records from the moments they became visible. */
export function fakeFeed(name: FeedName, showings: readonly Showing[], now: () => number): Feed {
  return {
    name,
    source: name === 'directory-audits' ? 'directory-audits' : 'sign-ins',
    title: name,
    everyMinutes: 5,
    overlapMinutes: 60,
    late: { everyMinutes: 60, reachMinutes: 24 * 60 },
    sliceMinutes: 24 * 60,
    keepDays: 30,
    async *read(from, to) {
      const seen = showings.filter(
        ({ at, visibleAt }) => at >= from.getTime() && at <= to.getTime() && visibleAt <= now(),
      );
      yield { records: seen.map(({ record }) => record) };
      return true;
    },
  };
}

const everything: Route = {
  feeds: () => [
    'sign-ins',
    'background-sign-ins',
    'directory-audits',
    'message-traces',
    'audit-entra',
    'audit-exchange',
  ],
  after: (state) => state,
  ask: async (state) => state,
};

export interface Watching {
  readonly watch: Watch;
  readonly parts: WatchParts;
  readonly keeper: Keeper;
  readonly clock: { now: number };
}

/** A watch over fake logs, with a clock that is set by hand. */
export function watching(
  feedsOf: (now: () => number) => readonly Feed[],
  clock: { now: number },
  changes: Partial<WatchParts> = {},
): Watching {
  const now = (): number => clock.now;
  const declared = declaredBy(detectors);
  const keeper = changes.keeper ?? ledgerKeeper(memoryLedger());
  const parts: WatchParts = {
    keeper,
    feeds: new Map(feedsOf(now).map((feed) => [feed.name, feed])),
    route: everything,
    readRecord: read,
    explain: () => undefined,
    directory: async () => ({ domains: [], people: [] }),
    posture: async () => ({}),
    detectors,
    declared,
    createMemory: (ownDomains, policy) => memoryStore(declared, ownDomains, policy),
    placeOf: PLAIN.placeOf,
    ownDomains: [],
    now,
    owner: 'one',
    budget: { readMs: 60_000, leaseMs: 120_000, mostPages: 10 },
    ...changes,
  };
  return { watch: createWatch(parts), parts, keeper, clock };
}
