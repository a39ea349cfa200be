import { reasonToTell } from '../../shared/incidents/cadence.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import { worse, type Detector } from '../../shared/model/finding.ts';
import { keyOf } from '../../shared/model/subject.ts';
import { namedIncidents } from '../../shared/pipeline/cases.ts';
import { FIRST_REACH_MS } from '../../shared/pipeline/due.ts';
import { PREFIX, outboxKey } from '../../shared/pipeline/keys.ts';
import type { OutboxEntry } from '../../shared/pipeline/outbox.ts';
import { loadWorking, type Working } from '../../shared/pipeline/working.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { USUAL } from '../tenant/index.ts';
import { checkAgainstReplay } from './compare.ts';
import { replayOf } from './oracle.ts';
import type { Served } from './served.ts';
import type { Setup } from './setup.ts';
import { Broken, type Holds } from './tally.ts';
import type { WatchedLedger } from './watched-ledger.ts';
import { MS_AN_HOUR } from './world.ts';

const REACH_MS = 72 * MS_AN_HOUR;

export interface EndParts {
  readonly store: WatchedLedger;
  readonly served: Served;
  readonly setup: Setup;
  readonly holds: Holds;
}

/** Holds what stands in the store at the end against a replay, and against what every incident must be. */
export async function checkEnd({ store, served, setup, holds }: EndParts): Promise<void> {
  const keeper = ledgerKeeper(store.ledger);
  const common = setup.lists[0].filter((detector) => setup.lists[1].includes(detector));
  const all = [...new Set(setup.lists.flat())];
  const working = await workingOf(keeper, all);
  if (working.damaged.length > 0) throw new Broken(`damaged: ${working.damaged.join(', ')}`);
  const oracle = replayOf(served.settled().keys(), common);
  const most = all.length === common.length ? replayOf(served.all(), common) : undefined;
  checkAgainstReplay({ working, oracle, most, common, holds, settled: served.settled(), all: served.all });
  const { values } = await keeper.load(PREFIX.outbox);
  checkIncidents(working, store, values as ReadonlyMap<string, OutboxEntry>, holds);
}

function workingOf(
  keeper: ReturnType<typeof ledgerKeeper>,
  detectors: readonly Detector[],
): Promise<Working> {
  const declared = declaredBy(detectors);
  return loadWorking({
    keeper,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    ownDomains: USUAL.domains,
  });
}

function checkIncidents(
  working: Working,
  { told, head }: WatchedLedger,
  outbox: ReadonlyMap<string, OutboxEntry>,
  holds: Holds,
): void {
  checkApart(working, holds);
  const { incidents, keptOf } = namedIncidents(working);
  const newsFrom = (head()?.born ?? 0) - FIRST_REACH_MS;
  for (const incident of incidents) {
    const isNews = incident.lastSeen.getTime() >= newsFrom;
    if (!isNews || worse(incident.severity, 'medium') !== incident.severity) continue;
    const entry = outbox.get(outboxKey(incident.id));
    const kept = keptOf(incident.id)?.kept;
    holds.that(
      'medium and above in the outbox',
      told.has(incident.id.toLowerCase()) &&
        entry?.revision === kept?.told?.revision &&
        reasonToTell(incident, kept?.told) === undefined,
      () =>
        `${incident.id} (${incident.severity}) stands as ${JSON.stringify(kept?.told)}, the outbox has ${JSON.stringify(entry)}`,
    );
  }
}

/** Two incidents of one subject are far apart, and each has its own ids, former ones too. */
function checkApart({ gathering, cases }: Working, holds: Holds): void {
  for (const { about, incidents } of cases.values()) {
    const subject = keyOf(about);
    const groups = gathering.groups().filter((group) => keyOf(group.about) === subject);
    if (groups.length < 2) continue;
    const spans = groups.map(({ opened }) => opened).toSorted((a, b) => a.from - b.from);
    const isApart = spans.every(({ from }, at) => from - (spans[at - 1]?.to ?? -Infinity) > REACH_MS);
    const ids = incidents.flatMap(({ id, formerly }) => [id, ...formerly]);
    holds.that(
      'one open incident in 72 h',
      isApart && incidents.length === groups.length && new Set(ids).size === ids.length,
      () => `${subject} has ${JSON.stringify(incidents)} with openers in ${JSON.stringify(spans)}`,
    );
  }
}
