import { storyOf } from '../../shared/incidents/story.ts';
import type { IncidentLine, IncidentNotice, Notice } from '../../shared/model/notice.ts';
import { connection, digest, heartbeat } from './quiet-notices.ts';
import { worstIncident } from './worst-incident.ts';

/** A picture: the notices that stand in the channel when it is taken. */
export interface Example {
  /** Of its files. */
  readonly name: string;
  readonly notices: readonly Notice[];
}

const SEEN_AFTER_MS = 7 * 60_000;

/** The pictures: the worst card, the list, the digest, and what comes on days without an incident. Where pages stand is part of the cards. */
export function examples(pages: string): readonly Example[] {
  const worst = incidentNotice(pages);
  const lines = linesBeside(worst.incident, pages);
  return [
    { name: 'incident', notices: [worst] },
    { name: 'list', notices: [{ kind: 'list', incidents: lines }] },
    { name: 'digest', notices: [digest(lines.filter(({ severity }) => severity === 'low'))] },
    { name: 'quiet', notices: [connection(), heartbeat()] },
  ];
}

function incidentNotice(pages: string): IncidentNotice {
  const incident = worstIncident();
  return {
    kind: 'incident',
    incident,
    story: storyOf(incident),
    update: 3,
    why: 'size',
    seenAt: new Date(incident.lastSeen.getTime() + SEEN_AFTER_MS),
    page: `${pages}/${incident.id}`,
  };
}

/** The worst incident as a line, and others of the same days: id, severity, title, first and last seen. */
function linesBeside(worst: IncidentNotice['incident'], pages: string): readonly IncidentLine[] {
  const invented = OTHERS.map(([id, severity, title, first, last]) => ({
    id,
    severity,
    title,
    firstSeen: new Date(first),
    lastSeen: new Date(last),
  }));
  return [worst, ...invented].map(({ id, severity, title, firstSeen, lastSeen }) => ({
    id,
    severity,
    title,
    firstSeen,
    lastSeen,
    page: `${pages}/${id}`,
  }));
}

const OTHERS: readonly (readonly [string, IncidentLine['severity'], string, string, string])[] = [
  [
    'INC-4QW8TZ',
    'high',
    'Somebody tried one password on 11 of 12 accounts, and knows that of Mika Holm',
    '2026-03-02T05:10:00Z',
    '2026-03-02T05:52:00Z',
  ],
  [
    'INC-V2RM6C',
    'high',
    'Mail to Ana Costa is forwarded to an address outside',
    '2026-03-02T07:44:00Z',
    '2026-03-02T07:44:00Z',
  ],
  [
    'INC-9DKX31',
    'medium',
    'Jon Berg gave an app that nobody here uses the right to read all mail',
    '2026-03-02T08:05:00Z',
    '2026-03-02T08:05:00Z',
  ],
  [
    'INC-HSQGPJ',
    'low',
    'Somebody at 102.38.200.77 is guessing the password of Dana Reyes',
    '2026-03-02T08:31:00Z',
    '2026-03-02T08:34:07Z',
  ],
  ['INC-0SN5JE', 'low', 'Sara Lind invited a guest', '2026-03-01T13:20:00Z', '2026-03-01T13:20:00Z'],
];
