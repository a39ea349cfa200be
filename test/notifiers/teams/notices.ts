import { drillIncident } from '../../../shared/incidents/drill.ts';
import { storyOf } from '../../../shared/incidents/story.ts';
import type { Finding, Incident } from '../../../shared/model/finding.ts';
import type {
  ConnectionNotice,
  DigestNotice,
  HeartbeatNotice,
  IncidentLine,
  IncidentNotice,
  ListNotice,
  LooseLine,
  Notice,
} from '../../../shared/model/notice.ts';
import type { CardContext } from '../../../shared/notifiers/teams/words.ts';
import { after, MONDAY } from '../../support/events.ts';
import { finding } from '../../support/findings.ts';

const DANA = { kind: 'user', id: 'dana@fjordline.example', name: 'Dana Reyes' } as const;

/** Where the reader of these cards is, and where the app is. */
export const CONTEXT: CardContext = { timeZone: 'Europe/Stockholm', appHost: 'vigil.example' };

const evidence = [{ source: 'sign-ins', id: '9f0c', at: MONDAY }];
const did = (minutes: number, given: Partial<Finding>): Finding =>
  finding({
    about: DANA,
    severity: 'high',
    evidence,
    at: after(MONDAY, minutes),
    last: after(MONDAY, minutes),
    ...given,
  });

/** What a thief did to Dana within an hour of Monday, 09:00 UTC. */
export const THEFT: readonly Finding[] = [
  did(0, {
    detector: 'unfamiliar-sign-in',
    stage: 'inside',
    severity: 'critical',
    title: 'Signed in from Lagos, Nigeria, on a rented server',
    attack: ['T1078.004'],
    facts: {
      why: ['Nigeria is new for Dana Reyes', 'nobody here has signed in from there'],
      address: '198.51.100.7',
      place: 'Lagos, Nigeria, on a rented server',
      network: 'DigitalOcean, LLC (AS14061)',
      mfa: 'It was not asked: security defaults decided that this sign-in did not need it.',
    },
  }),
  did(2, {
    detector: 'mfa-method-added',
    stage: 'staying',
    title: 'Added a phone as a way to pass MFA',
    facts: { method: 'Phone', account: 'Dana Reyes' },
    undo: [{ what: 'Remove the phone that was added', where: 'entra.microsoft.com > Users > Dana Reyes' }],
  }),
  did(19, {
    detector: 'mass-send',
    stage: 'spreading',
    title: 'Mailed 214 people, 187 of them for the first time',
    facts: { recipientCount: 214, subject: 'Invoice', recipients: ['ada@a.example', 'bo@b.example'] },
  }),
  did(50, {
    detector: 'guest-burst',
    stage: 'spreading',
    title: 'Made 36 guests',
    facts: { guestCount: 36, guests: ['ada@a.example', 'bo@b.example'] },
    undo: [{ what: 'Delete the 36 guests', where: 'entra.microsoft.com > Users' }],
  }),
];

/** An incident of Dana's. */
export function incident(given: Partial<Incident> = {}): Incident {
  return {
    id: 'INC-7F3K2Q',
    about: DANA,
    title: 'Somebody else is using the account of Dana Reyes and is writing to or inviting your contacts',
    firstSeen: MONDAY,
    lastSeen: after(MONDAY, 50),
    severity: 'critical',
    stages: ['inside', 'staying', 'spreading'],
    findings: THEFT,
    linked: [],
    ...given,
  };
}

/** An incident as it is told; its story is made of the incident unless given. */
export function incidentNotice(
  given: Partial<IncidentNotice> = {},
  of: Incident = incident(),
): IncidentNotice {
  return {
    kind: 'incident',
    incident: of,
    story: storyOf(of),
    update: 1,
    why: 'opened',
    seenAt: after(MONDAY, 9),
    page: `https://vigil.example/api/incident/${of.id}`,
    ...given,
  };
}

/** A drill, asked for at Monday noon. */
export function drillNotice(): IncidentNotice {
  const at = after(MONDAY, 180);
  return incidentNotice({ kind: 'drill', seenAt: at }, drillIncident(at));
}

/** A line of a list. */
export function incidentLine(given: Partial<IncidentLine> = {}): IncidentLine {
  const { id, severity, title, firstSeen, lastSeen } = incident();
  return {
    id,
    severity,
    title,
    firstSeen,
    lastSeen,
    page: `https://vigil.example/api/incident/${id}`,
    ...given,
  };
}

/** Three incidents at once. */
export function listNotice(given: Partial<ListNotice> = {}): ListNotice {
  return {
    kind: 'list',
    incidents: [
      incidentLine({ id: 'INC-AAAAAA', severity: 'medium', title: 'The account of Bo was guessed at' }),
      incidentLine(),
      incidentLine({ id: 'INC-BBBBBB', severity: 'high', title: 'Mail of Ada is forwarded outside' }),
    ],
    ...given,
  };
}

const GAP = {
  what: 'Every member may invite guests',
  where: 'entra.microsoft.com > External Identities > External collaboration settings',
};

/** Vigil's first word on a tenant without Entra P1. */
export function connectionNotice(given: Partial<ConnectionNotice> = {}): ConnectionNotice {
  return {
    kind: 'connection',
    sources: [
      { title: 'Unified audit log', isRead: true, problem: undefined },
      { title: 'Message traces', isRead: false, problem: 'this tenant has no mailbox yet' },
    ],
    problems: ['the directory cannot be read: grant Directory.Read.All'],
    notVisible: ['which mails were read'],
    gaps: [GAP],
    ...given,
  };
}

/** Two things seen of Dana that alone are no alarm: one three times, one once. */
export function looseLine(given: Partial<LooseLine> = {}): LooseLine {
  const seen = { severity: 'low', firstSeen: MONDAY, lastSeen: after(MONDAY, 90), times: 3 } as const;
  return {
    about: DANA,
    seen: [
      { ...seen, title: 'Signed in from Oslo, Norway, which is not usual for Dana Reyes' },
      { ...seen, title: 'Invited a guest for the first time', lastSeen: MONDAY, times: 1 },
    ],
    ...given,
  };
}

/** A day of little. */
export function digestNotice(given: Partial<DigestNotice> = {}): DigestNotice {
  return {
    kind: 'digest',
    from: MONDAY,
    to: after(MONDAY, 1, 'days'),
    quiet: [incidentLine({ severity: 'low', title: 'Mail of Ada is forwarded to an own domain' })],
    loose: [looseLine()],
    muted: 2,
    parked: [{ what: 'INC-AAAAAA, update 1', why: 'there is no flow at this address' }],
    gaps: [GAP],
    problems: [],
    ...given,
  };
}

/** A week of nothing. */
export function heartbeatNotice(given: Partial<HeartbeatNotice> = {}): HeartbeatNotice {
  return {
    kind: 'heartbeat',
    from: MONDAY,
    to: after(MONDAY, 7, 'days'),
    records: 12_345,
    incidents: 0,
    problems: [],
    parked: [],
    ...given,
  };
}

/** One notice of every kind. */
export const EVERY_KIND: readonly Notice[] = [
  incidentNotice(),
  drillNotice(),
  listNotice(),
  listNotice({ kind: 'look-back' }),
  connectionNotice(),
  digestNotice(),
  heartbeatNotice(),
];
