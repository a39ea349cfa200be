import type { KeptSight } from '../incidents/gather.ts';
import type { KeptIncident } from '../incidents/sticky.ts';
import type { Subject } from '../model/subject.ts';

/** Everything seen of one subject, as one value. */
export interface KeptCase {
  readonly about: Subject;
  readonly sights: readonly KeptSight[];
  readonly incidents: readonly KeptIncident[];
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

/** When anything of a case was last seen, in milliseconds. */
export function lastOf({ sights }: KeptCase): number {
  return Math.max(0, ...sights.map(({ last }) => last));
}
