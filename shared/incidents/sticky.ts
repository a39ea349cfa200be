import type { Incident, Severity, Stage } from '../model/finding.ts';
import { keyOf } from '../model/subject.ts';

/** An incident as it was last put down: its id stays with whatever of it there is later. */
export interface KeptIncident {
  readonly id: string;
  /** First and last moment, in milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Ids that were merged into this one. */
  readonly formerly: readonly string[];
  /** What people were last told; undefined: nothing yet. */
  readonly told: ToldState | undefined;
}

export interface ToldState {
  readonly severity: Severity;
  readonly stages: readonly Stage[];
  readonly size: number;
  readonly revision: number;
}

const REACH_MS = 72 * 3_600_000;

/**
 * Gives incidents the ids that people have already seen. Of several that became one by a late finding the earliest keeps its id, one that
 * was told before one that was not; the others are remembered as its former names.
 */
export function withKeptIds(
  incidents: readonly Incident[],
  keptOf: (subject: string) => readonly KeptIncident[],
): ReadonlyMap<
  Incident,
  { readonly id: string; readonly kept: KeptIncident | undefined; readonly formerly: readonly string[] }
> {
  const taken = new Set<string>();
  return new Map(
    incidents.map((incident) => {
      const near = keptOf(keyOf(incident.about))
        .filter((kept) => !taken.has(kept.id) && touches(incident, kept))
        .toSorted((a, b) => Number(a.told === undefined) - Number(b.told === undefined) || a.from - b.from);
      for (const { id } of near) taken.add(id);
      const [first, ...others] = near;
      const formerly = [...(first?.formerly ?? []), ...others.flatMap((one) => [one.id, ...one.formerly])];
      return [incident, { id: first?.id ?? incident.id, kept: first, formerly }] as const;
    }),
  );
}

function touches({ firstSeen, lastSeen }: Incident, { from, to }: KeptIncident): boolean {
  return firstSeen.getTime() - to <= REACH_MS && from - lastSeen.getTime() <= REACH_MS;
}
