import type { KeptSight } from '../incidents/sight.ts';
import type { KeptIncident } from '../incidents/sticky.ts';
import type { Incident } from '../model/finding.ts';
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
