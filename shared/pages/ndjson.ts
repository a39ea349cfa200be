import type { Finding, Incident } from '../model/finding.ts';
import type { Summary } from '../model/summary.ts';

/** Control and direction characters that JSON leaves as they are, and a terminal obeys. */
const OBEYED = /[\u007F-\u009F\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

function line(value: object): string {
  return JSON.stringify(value).replaceAll(
    OBEYED,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An incident as one line of JSON: the contract that replay, scan and their readers share. */
export function incidentLine(incident: Incident): string {
  const { id, severity, title, about, stages, linked } = incident;
  return line({
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

function findingOf(finding: Finding): object {
  const { detector, severity, stage, title, at, last, facts, attack, evidence, others, undo } = finding;
  return {
    detector,
    severity,
    stage,
    title,
    at: at.toISOString(),
    last: last.toISOString(),
    facts,
    attack,
    evidence: evidence.map((one) => ({ source: one.source, id: one.id, at: one.at.toISOString() })),
    others: others.map(({ kind, id, name }) => ({ kind, id, name })),
    undo,
  };
}

/** The summary as one line of JSON; what is usually empty is left out when it is. */
export function summaryLine({ rejectedMore, broken, ...summary }: Summary): string {
  return line({
    type: 'summary',
    ...summary,
    ...(rejectedMore === 0 ? {} : { rejectedMore }),
    ...(Object.keys(broken).length === 0 ? {} : { broken }),
  });
}
