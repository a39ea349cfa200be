import { SEVERITIES } from '../../../shared/model/finding.ts';
import type { LooseSeen, Notice } from '../../../shared/model/notice.ts';
import type { Scene, Steps, Story } from '../../../shared/model/story.ts';
import {
  connectionNotice,
  digestNotice,
  heartbeatNotice,
  incident,
  incidentLine,
  incidentNotice,
  listNotice,
  looseLine,
} from './notices.ts';
import { MONDAY } from '../../support/events.ts';

type Next = () => string;

/** One notice of every kind with a text in every slot of it, as many as its card shows. */
export const FILLED: Readonly<Record<string, (next: Next) => Notice>> = {
  incident: (next) => filledIncident('incident', next),
  drill: (next) => filledIncident('drill', next),
  'incident without a page': (next) => ({ ...filledIncident('incident', next), page: undefined }),
  list: (next) => listNotice({ incidents: times(12, () => filledLine(next)) }),
  'look-back': (next) => listNotice({ kind: 'look-back', incidents: times(12, () => filledLine(next)) }),
  connection: (next) =>
    connectionNotice({
      sources: times(6, () => ({ title: next(), isRead: false, problem: next() })),
      problems: times(8, next),
      notVisible: times(8, next),
      gaps: times(6, () => ({ what: next(), where: next() })),
    }),
  digest: (next) =>
    digestNotice({
      quiet: times(6, () => filledLine(next)),
      loose: times(8, () => filledLoose(next)),
      parked: times(6, () => ({ what: next(), why: next() })),
      gaps: times(6, () => ({ what: next(), where: next() })),
      problems: times(8, next),
    }),
  heartbeat: (next) =>
    heartbeatNotice({ problems: times(8, next), parked: times(6, () => ({ what: next(), why: next() })) }),
};

function times<T>(count: number, make: () => T): readonly T[] {
  return Array.from({ length: count }, make);
}

function filledLine(next: Next): ReturnType<typeof incidentLine> {
  return incidentLine({
    id: next(),
    severity: SEVERITIES[next().length % 4] ?? 'low',
    title: next(),
    page: `https://evil.example/${next()}`,
  });
}

function filledLoose(next: Next): ReturnType<typeof looseLine> {
  const seen = (count: number): LooseSeen => ({
    title: next(),
    severity: 'low',
    firstSeen: MONDAY,
    lastSeen: MONDAY,
    times: count,
  });
  const kind = (['user', 'app', 'address', 'tenant'] as const)[next().length % 4] ?? 'user';
  return looseLine({ about: { kind, id: next(), name: next() }, seen: [seen(1), seen(2), seen(3)] });
}

function filledIncident(kind: 'incident' | 'drill', next: Next): ReturnType<typeof incidentNotice> {
  const of = incident({
    id: next(),
    title: next(),
    about: { kind: 'user', id: next(), name: next() },
    linked: [next()],
  });
  const parked = times(6, () => ({ what: next(), why: next() }));
  return incidentNotice({ kind, incident: of, story: filledStory(of, next), page: next(), parked }, of);
}

function filledStory(of: Story['incident'], next: Next): Story {
  const scene = (): Scene => ({ at: MONDAY, title: next(), because: times(4, next) });
  const steps = (): Steps => ({
    condition: next(),
    steps: [{ what: next(), why: next(), where: next(), command: next() }],
  });
  return {
    incident: of,
    happened: times(12, scene),
    mailed: times(4, next),
    guests: times(4, next),
    pastMfa: times(4, next),
    now: times(3, steps),
    notKnown: times(4, next),
    warning: { title: next(), text: next() },
    evidence: times(5, next),
  };
}
