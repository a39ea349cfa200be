import type { Finding } from '../../model/finding.ts';
import type { IncidentNotice, Notice } from '../../model/notice.ts';

/** Rises when a field changes its meaning or goes; new fields do not raise it. docs/webhook.md says what stands in a body. */
const VERSION = 1;

/** A notice as JSON. Texts of a log stand in it as the log has them: whoever shows them makes them harmless. */
export function bodyOf(notice: Notice, key: string): string {
  const told = notice.kind === 'incident' || notice.kind === 'drill' ? incidentBody(notice) : notice;
  return JSON.stringify({ vigil: VERSION, id: key, ...told });
}

function incidentBody({ kind, incident, story, update, why, seenAt, page }: IncidentNotice): object {
  const { id, about, title, firstSeen, lastSeen, severity, stages, findings, linked } = incident;
  const { happened, mailed, guests, pastMfa, now, notKnown, warning, evidence } = story;
  return {
    kind,
    update,
    why,
    seenAt,
    page,
    incident: { id, severity, title, about, firstSeen, lastSeen, stages, linked },
    happened,
    mailed,
    guests,
    pastMfa,
    now,
    notKnown,
    warning,
    evidence,
    findings: findings.map(findingBody),
  };
}

/** Without its facts and records: those have no bound that a receiver could count on, and stand in the JSON of the page. */
function findingBody({ detector, attack, stage, severity, title, at, last, size }: Finding): object {
  return { detector, attack, stage, severity, title, at, last, size };
}
