import { SEVERITIES, type Incident } from '../model/finding.ts';
import type { ToldState } from './sticky.ts';

/** Why people are told of an incident now. */
export type TellReason = 'opened' | 'severity' | 'stage' | 'size';

const SIZE_FACTOR = 4;

/**
 * What is new enough to be told; undefined: nothing. design.md §7: opened at medium or above, severity up, new stage, size × 4; of one that
 * somebody has in hand only a higher severity and a new stage.
 */
export function reasonToTell(
  incident: Incident,
  told: ToldState | undefined,
  isInHand = false,
): TellReason | undefined {
  const severity = SEVERITIES.indexOf(incident.severity);
  if (severity < SEVERITIES.indexOf('medium')) return undefined;
  if (told === undefined) return 'opened';
  if (severity > SEVERITIES.indexOf(told.severity)) return 'severity';
  if (incident.stages.some((stage) => !told.stages.includes(stage))) return 'stage';
  return !isInHand && sizeOf(incident) >= told.size * SIZE_FACTOR ? 'size' : undefined;
}

/** What people have been told once they are told of this. */
export function toldBy(incident: Incident, before: ToldState | undefined): ToldState {
  return {
    severity: incident.severity,
    stages: incident.stages,
    size: sizeOf(incident),
    revision: (before?.revision ?? 0) + 1,
  };
}

/** How much was seen, by the largest finding. */
function sizeOf({ findings }: Incident): number {
  return Math.max(1, ...findings.map(({ size }) => size));
}
