import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Keeper } from '../../shared/model/keeper.ts';
import { namedIncidents } from '../../shared/pipeline/cases.ts';
import { loadWorking, type Working } from '../../shared/pipeline/working.ts';
import { memoryStore } from '../../shared/store/memory.ts';

/** An incident that people are told of, and how many updates of it there were. */
export interface ToldIncident {
  readonly incident: Incident;
  readonly revision: number;
}

/** The incidents that stand in a store. */
export async function incidentsIn(keeper: Keeper): Promise<readonly Incident[]> {
  return namedIncidents(await workingIn(keeper)).incidents;
}

/** Those that people are told of: sent, or waiting to be sent. */
export async function toldIn(keeper: Keeper): Promise<readonly ToldIncident[]> {
  const working = await workingIn(keeper);
  const revisions = new Map(
    [...working.cases.values()].flatMap(({ incidents }) =>
      incidents.map(({ id, told }) => [id, told?.revision ?? 0]),
    ),
  );
  return namedIncidents(working)
    .incidents.map((incident) => ({ incident, revision: revisions.get(incident.id) ?? 0 }))
    .filter(({ revision }) => revision > 0);
}

function workingIn(keeper: Keeper): Promise<Working> {
  const declared = declaredBy(detectors);
  const createMemory = (ownDomains: () => ReadonlySet<string> | undefined): ReturnType<typeof memoryStore> =>
    memoryStore(declared, ownDomains);
  return loadWorking({ keeper, createMemory, ownDomains: [] });
}
