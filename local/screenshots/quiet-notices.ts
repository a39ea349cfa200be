import type {
  ConnectionNotice,
  DigestNotice,
  HeartbeatNotice,
  IncidentLine,
  LooseLine,
  PostureGap,
} from '../../shared/model/notice.ts';

const DAY = { from: new Date('2026-03-01T10:00:00Z'), to: new Date('2026-03-02T10:00:00Z') };
const WEEK = { from: new Date('2026-02-23T10:00:00Z'), to: new Date('2026-03-02T10:00:00Z') };

const GAPS: readonly PostureGap[] = [
  {
    what: 'Everybody may invite guests, and so may guests.',
    where: 'Entra admin center, External Identities, External collaboration settings',
  },
  {
    what: 'Everybody may give apps the right to read their mail.',
    where: 'Entra admin center, Enterprise applications, Consent and permissions',
  },
];

const LOOSE: readonly LooseLine[] = [
  {
    about: { kind: 'user', id: 'mika.holm@fjordline.example', name: 'Mika Holm' },
    seen: [
      {
        title: 'Signed in with a device that is new for Mika Holm, from Skåne County, Sweden',
        severity: 'low',
        firstSeen: new Date('2026-03-01T16:02:00Z'),
        lastSeen: new Date('2026-03-02T06:40:00Z'),
        times: 3,
      },
      {
        title: 'Invited a guest for the first time, from the new domain nordvik.example',
        severity: 'low',
        firstSeen: new Date('2026-03-01T16:31:00Z'),
        lastSeen: new Date('2026-03-01T16:31:00Z'),
        times: 1,
      },
    ],
  },
  {
    about: { kind: 'user', id: 'ana.costa@fjordline.example', name: 'Ana Costa' },
    seen: [
      {
        title: 'Signed in from Lisbon, Portugal, which is not usual for Ana Costa',
        severity: 'low',
        firstSeen: new Date('2026-03-01T20:12:00Z'),
        lastSeen: new Date('2026-03-01T20:12:00Z'),
        times: 1,
      },
    ],
  },
];

/** A digest with something under each of its heads. */
export function digest(quiet: readonly IncidentLine[]): DigestNotice {
  return {
    kind: 'digest',
    ...DAY,
    quiet,
    loose: LOOSE,
    muted: 12,
    parked: [
      {
        what: 'Update 2 of INC-9DKX31',
        why: 'The flow was switched off. Open Workflows in Teams and switch it on.',
      },
    ],
    gaps: GAPS,
    problems: ['The message trace was last read three hours ago; it is usually read within 20 minutes.'],
  };
}

/** The first word of a tenant without P1. */
export function connection(): ConnectionNotice {
  return {
    kind: 'connection',
    sources: [
      {
        title: 'Sign-ins',
        isRead: false,
        problem:
          'This tenant has no Entra P1. Sign-ins are read from the unified audit log instead, about an hour later. Nothing to do.',
      },
      { title: 'Directory audits', isRead: true, problem: undefined },
      { title: 'Unified audit log', isRead: true, problem: undefined },
      { title: 'Message trace', isRead: true, problem: undefined },
    ],
    problems: [],
    notVisible: ['Which mails were read is not recorded on this plan.'],
    gaps: GAPS,
  };
}

/** A week in which nothing was found. */
export function heartbeat(): HeartbeatNotice {
  return { kind: 'heartbeat', ...WEEK, records: 18_204, incidents: 0, problems: [], parked: [] };
}
