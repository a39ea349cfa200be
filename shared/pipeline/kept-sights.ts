import { sightKey } from '../incidents/gather.ts';
import type { KeptSight } from '../incidents/sight.ts';
import type { KeptIncident } from '../incidents/sticky.ts';
import type { Incident } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';

/** Everything seen of one subject, as one value. */
export interface KeptCase {
  readonly about: Subject;
  readonly sights: readonly SeenSight[];
  readonly incidents: readonly KeptIncident[];
}

/** A sight with when Vigil first saw it, in milliseconds: kept of what opens nothing and happened late enough to be news. */
interface SeenSight extends KeptSight {
  readonly seen?: number;
}

/** Whom something was seen of, what was put down for them, and when Vigil first saw what opens nothing: by `sightKey`. */
export interface KnownCase {
  readonly about: Subject;
  readonly incidents: readonly KeptIncident[];
  readonly seen: ReadonlyMap<string, number>;
}

/** When each sight that opens nothing was first seen: as it was known before, and `now` for news. */
export function firstSeen(
  sights: readonly KeptSight[],
  before: ReadonlyMap<string, number> | undefined,
  { now, newsFrom }: { readonly now: number; readonly newsFrom: number },
): ReadonlyMap<string, number> {
  return new Map(
    sights
      .filter(({ opens, at }) => !opens && at >= newsFrom)
      .map((sight) => sightKey(sight))
      .map((key) => [key, before?.get(key) ?? now]),
  );
}

/** Sights with when each was first seen, to be written down. */
export function withFirstSeen(
  sights: readonly KeptSight[],
  seen: ReadonlyMap<string, number>,
): readonly SeenSight[] {
  return sights.map((sight) => {
    const first = sight.opens ? undefined : seen.get(sightKey(sight));
    return first === undefined ? sight : { ...sight, seen: first };
  });
}

/** When each sight was first seen, as it was written down. */
export function keptSeen({ sights }: KeptCase): ReadonlyMap<string, number> {
  return new Map(
    sights.flatMap((sight) => (sight.seen === undefined ? [] : [[sightKey(sight), sight.seen] as const])),
  );
}

/** A case as JSON gave it back: moments are texts again. */
export function revivedCase(value: unknown): KeptCase {
  const kept = value as KeptCase;
  return {
    ...kept,
    sights: kept.sights.map((sight) => ({
      ...sight,
      evidence: sight.evidence.map((one) => ({ ...one, at: new Date(one.at) })),
    })),
  };
}

/** An incident as JSON gave it back. */
export function revivedIncident(value: unknown): Incident {
  const kept = value as Incident;
  return {
    ...kept,
    firstSeen: new Date(kept.firstSeen),
    lastSeen: new Date(kept.lastSeen),
    findings: kept.findings.map((finding) => ({
      ...finding,
      at: new Date(finding.at),
      last: new Date(finding.last),
      evidence: finding.evidence.map((one) => ({ ...one, at: new Date(one.at) })),
    })),
  };
}

/** When anything of a case was last seen, in milliseconds. */
export function lastOf({ sights }: KeptCase): number {
  return Math.max(0, ...sights.map(({ last }) => last));
}
