import type { AuditEvent, RiskLevel, SignIn } from './events.ts';
import { byText } from './order.ts';
import { outcomeOf, type Outcome } from './sign-in.ts';

/** One version of a happening: sources write it differently, and sign-ins come back changed under the same id. */
export interface Version {
  readonly event: AuditEvent;
  /** Its canonical text: decides between equally rich ones, so that the order of reading does not. */
  readonly text: string;
}

const RISKS: readonly (RiskLevel | undefined)[] = [undefined, 'none', 'low', 'unnamed', 'medium', 'high'];
const OUTCOMES: readonly Outcome[] = [
  'failed',
  'locked',
  'wrong-password',
  'prompt',
  'password-proven',
  'success',
];

/**
 * Joins the versions of one happening. The richest tells, missing fields are filled from the next, and what only ever rises (how far a
 * sign-in came, its risk, whether MFA was required) is the highest of all. A function of the set of versions. There is at least one.
 */
export function joined(versions: readonly [Version, ...Version[]]): AuditEvent {
  const sorted = versions.toSorted(
    (a, b) => richnessOf(b.event) - richnessOf(a.event) || byText(a.text, b.text),
  );
  const [first, ...rest] = sorted.map(({ event }) => event);
  const whole = rest.reduce((event, other) => filled(event, other), first ?? versions[0].event);
  const signIns = sorted
    .map(({ event }) => event)
    .filter((event): event is SignIn => event.kind === 'sign-in');
  return whole.kind === 'sign-in' ? { ...whole, ...highest(signIns) } : whole;
}

/** How much a version tells: Graph's beta says whether MFA was required, v1.0 does not, the unified audit log has no device id or app name. */
function richnessOf(event: AuditEvent): number {
  if (event.source === 'unified-audit') return 0;
  return event.kind === 'sign-in' && event.requirement !== undefined ? 2 : 1;
}

function filled(event: AuditEvent, other: AuditEvent): AuditEvent {
  if (event.kind !== other.kind) return event;
  const missing = Object.entries(other).filter(([key]) => event[key as keyof AuditEvent] === undefined);
  return { ...event, ...Object.fromEntries(missing) };
}

function highest(signIns: readonly SignIn[]): Pick<SignIn, 'errorCode' | 'risk' | 'requirement'> {
  const codes = signIns.map(({ errorCode }) => errorCode);
  const code = codes.toSorted(
    (a, b) => OUTCOMES.indexOf(outcomeOf(b)) - OUTCOMES.indexOf(outcomeOf(a)) || a - b,
  )[0];
  const requirements = signIns.map(({ requirement }) => requirement);
  return {
    errorCode: code ?? 0,
    risk: signIns.map(({ risk }) => risk).toSorted((a, b) => RISKS.indexOf(b) - RISKS.indexOf(a))[0],
    requirement: requirements.includes('multi') ? 'multi' : requirements.find((given) => given !== undefined),
  };
}
