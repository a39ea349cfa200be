import { storyOf } from '../../shared/incidents/story.ts';
import type { Decision } from '../../shared/model/decision.ts';
import type { Finding, Incident } from '../../shared/model/finding.ts';
import type { Story } from '../../shared/model/story.ts';
import { keyOf } from '../../shared/model/subject.ts';
import type { IncidentView } from '../../shared/model/vigil.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { finding } from '../support/findings.ts';

export const INSIDE = finding({
  detector: 'unfamiliar-sign-in',
  stage: 'inside',
  severity: 'high',
  title: 'Signed in from Lagos, Nigeria',
  key: 'place:NG|14061',
  facts: { previous: 'Stockholm, 2026-03-01T23:30:00.000Z', mfa: 'It was not asked.' },
  evidence: [{ source: 'sign-ins', id: 'abc', at: MONDAY }],
  attack: ['T1078.004'],
});
export const MAILED = finding({
  detector: 'mass-send',
  title: 'Mailed 90 people',
  key: 'surge',
  at: after(MONDAY, 19),
  facts: { recipientCount: 1, recipients: ['kim@fabrikam.example'], subject: 'Invoice' },
  undo: [{ what: 'Do it', command: "Set-Mailbox 'dana'" }],
});

export function anIncident(
  given: Partial<Incident> = {},
  findings: readonly Finding[] = [INSIDE, MAILED],
): Incident {
  return {
    id: 'INC-7F3K2Q',
    about: DANA,
    title: 'Somebody else is using the account of dana',
    firstSeen: MONDAY,
    lastSeen: after(MONDAY, 19),
    severity: 'critical',
    stages: ['inside', 'spreading'],
    findings,
    linked: [],
    ...given,
  };
}

/** The view of an incident with its own story, unless another is given. */
export function aView(given: Partial<IncidentView> = {}, story: Partial<Story> = {}): IncidentView {
  const incident = given.incident ?? anIncident();
  return {
    incident,
    story: { ...storyOf(incident), ...story },
    isOpen: true,
    formerly: [],
    seenAt: after(MONDAY, 9),
    decisions: [],
    timeZone: 'Europe/Stockholm',
    ...given,
  };
}

export function aDecision(given: Partial<Decision> = {}): Decision {
  const until = after(MONDAY, 7, 'days').getTime();
  return {
    kind: 'mute',
    incident: 'INC-7F3K2Q',
    by: 'robin@contoso.example',
    reason: 'dana is in Lagos',
    at: after(MONDAY, 1, 'hours').getTime(),
    until,
    mutes: { detector: undefined, subject: keyOf(DANA), value: 'place:NG|14061' },
    ...given,
  };
}
