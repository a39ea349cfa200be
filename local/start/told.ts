import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { namedIncidents, type OutboxEntry } from '../../shared/pipeline/cases.ts';
import { PREFIX } from '../../shared/pipeline/keys.ts';
import { loadWorking } from '../../shared/pipeline/working.ts';
import { memoryStore } from '../../shared/store/memory.ts';

/** What waits to be told, by the incident's id. */
export async function outboxOf(keeper: Keeper): Promise<ReadonlyMap<string, OutboxEntry>> {
  const { values } = await keeper.load(PREFIX.outbox);
  const entries = [...values.values()] as readonly Partial<OutboxEntry>[];
  return new Map(
    entries.flatMap((entry) =>
      entry.incident === undefined ? [] : [[entry.incident, entry as OutboxEntry] as const],
    ),
  );
}

/** The incidents that stand in a store. */
export async function incidentsIn(keeper: Keeper): Promise<readonly Incident[]> {
  const declared = declaredBy(detectors);
  const working = await loadWorking({
    keeper,
    createMemory: (ownDomains) => memoryStore(declared, ownDomains),
    ownDomains: [],
  });
  return namedIncidents(working).incidents;
}
