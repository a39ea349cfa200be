import type { Finding, Incident } from '../model/finding.ts';
import type { Summary } from '../model/summary.ts';

/** An incident as one line of JSON: the contract that replay, scan and their readers share. */
export function incidentLine(incident: Incident): string {
  const { id, severity, title, about, stages, linked } = incident;
  return JSON.stringify({
    type: 'incident',
    id,
    severity,
    title,
    actor: { kind: about.kind, id: about.id, name: about.name },
    firstSeen: incident.firstSeen.toISOString(),
    lastSeen: incident.lastSeen.toISOString(),
    stages,
    linked,
    findings: incident.findings.map(findingOf),
  });
}

function findingOf({ detector, severity, stage, title, at, facts, attack, evidence }: Finding): object {
  return {
    detector,
    severity,
    stage,
    title,
    at: at.toISOString(),
    facts,
    attack,
    evidence: evidence.map((one) => ({ source: one.source, id: one.id, at: one.at.toISOString() })),
  };
}

/** The summary as one line of JSON; what is usually empty is left out when it is. */
export function summaryLine({ rejectedMore, broken, ...summary }: Summary): string {
  return JSON.stringify({
    type: 'summary',
    ...summary,
    ...(rejectedMore === 0 ? {} : { rejectedMore }),
    ...(Object.keys(broken).length === 0 ? {} : { broken }),
  });
}
