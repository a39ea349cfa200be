import { SEVERITIES, worse, type Finding, type Severity, type Stage } from '../model/finding.ts';

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
  const reached = (stage: Stage): boolean => findings.some((finding) => finding.stage === stage);
  if (inside && (reached('spreading') || reached('staying') || reached('weakened'))) return 'critical';
  const stages = new Set(
    findings.filter(({ severity }) => isAtLeast(severity, 'medium')).map(({ stage }) => stage),
  );
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
