import type { Finding, Incident } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';

const NOBODY: Subject = { kind: 'user', id: 'drill@drill.example', name: 'Nobody (a drill)' };
const MS_A_MINUTE = 60_000;

/** An invented incident for a drill: nobody of the tenant is in it, and its id is no incident's. */
export function drillIncident(at: Date): Incident {
  const before = (minutes: number): Date => new Date(at.getTime() - minutes * MS_A_MINUTE);
  const findings = [
    finding(
      'unfamiliar-sign-in',
      'inside',
      'high',
      'Signed in from Lagos, Nigeria, which is not usual (a drill)',
      before(25),
    ),
    finding(
      'mfa-method-added',
      'staying',
      'high',
      'Added an authenticator app as a way to pass MFA (a drill)',
      before(23),
    ),
    finding('mass-send', 'spreading', 'high', 'Mailed 214 people, never mailed before (a drill)', before(6)),
  ];
  return {
    id: 'INC-DRILL0',
    about: NOBODY,
    title: 'Nobody is inside: this is a drill',
    firstSeen: before(25),
    lastSeen: before(6),
    severity: 'critical',
    stages: ['inside', 'staying', 'spreading'],
    findings,
    linked: [],
  };
}

function finding(
  detector: string,
  stage: Finding['stage'],
  severity: Finding['severity'],
  title: string,
  at: Date,
): Finding {
  return {
    detector,
    about: NOBODY,
    key: 'drill',
    stage,
    severity,
    opens: true,
    size: 1,
    title,
    facts: {},
    evidence: [{ source: 'drill', id: 'drill', at }],
    others: [],
    undo: [],
    at,
    last: at,
    attack: [],
  };
}
