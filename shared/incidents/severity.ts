import { SEVERITIES, worse, type Finding, type Severity, type Stage } from '../model/finding.ts';

/** What somebody who is inside does to spread, to stay or to weaken the tenant. */
const GRAVE = ['spreading', 'staying', 'weakened'] as const;

/**
 * How bad an incident is: its worst opener; one step more when it reached two stages; critical when somebody who is inside spreads, stays or
 * weakens the tenant. Inside counts where it would itself be told (high): a trip that is merely unusual, with a guest burst, is not critical.
 * Of the stages only those with a finding of medium or above count. Critical says that somebody is inside: where nobody is known to be, and
 * nobody else has the password either, it ends at high.
 */
export function severityOf(findings: readonly Finding[]): Severity {
  const openers = findings.filter(({ opens }) => opens);
  const worst = openers.reduce<Severity>((severity, finding) => worse(severity, finding.severity), 'low');
  const inside = findings.some(({ stage, severity }) => stage === 'inside' && isAtLeast(severity, 'high'));
  const stages = new Set<Stage>(
    findings.filter(({ severity }) => isAtLeast(severity, 'medium')).map(({ stage }) => stage),
  );
  if (inside && GRAVE.some((stage) => stages.has(stage))) return 'critical';
  const severity = stages.size >= 2 ? oneUp(worst) : worst;
  const mayBeCritical = inside || (hasPassword(findings) && stages.size >= 2);
  return severity === 'critical' && !mayBeCritical ? 'high' : severity;
}

/** Somebody else is known to have the password of the account. Guessing at it, which is told of an address, is not yet having it. */
function hasPassword(findings: readonly Finding[]): boolean {
  return findings.some(
    ({ about, stage, severity }) =>
      about.kind === 'user' && stage === 'credential-known' && isAtLeast(severity, 'high'),
  );
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return worse(severity, least) === severity;
}

function oneUp(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? severity;
}
