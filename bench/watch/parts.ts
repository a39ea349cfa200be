import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Ledger } from '../../shared/model/ledger.ts';
import { USUAL_BUDGET, type WatchParts } from '../../shared/pipeline/watch-parts.ts';
import { openPlaces } from '../../shared/place/index.ts';
import { read } from '../../shared/sources/index.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import type { Logs } from './logs.ts';

const places = openPlaces();

/** A watch of invented logs, otherwise of the parts that Vigil is put together from. Nobody is told: what a card costs is its own. */
export function watchParts(ledger: Ledger, logs: Logs, now: () => number): WatchParts {
  const declared = declaredBy(detectors);
  const feeds = logs.feeds(now);
  return {
    keeper: ledgerKeeper(ledger),
    feeds,
    route: {
      feeds: () => [...feeds.keys()],
      after: (state) => state,
      ask: (state) => Promise.resolve(state),
    },
    readRecord: read,
    explain: () => undefined,
    directory: () => Promise.resolve({ domains: [], people: [] }),
    posture: () => Promise.resolve({}),
    detectors,
    declared,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    placeOf: (address) => places.of(address),
    ownDomains: [],
    now,
    owner: 'bench',
    budget: USUAL_BUDGET,
  };
}
