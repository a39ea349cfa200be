import type { LooseNews } from '../incidents/loose-lines.ts';
import { storyOf } from '../incidents/story.ts';
import { drillIncident } from '../incidents/drill.ts';
import type { Incident } from '../model/finding.ts';
import type {
  ConnectionNotice,
  IncidentLine,
  ListNotice,
  Notice,
  PostureGap,
  SourceLine,
} from '../model/notice.ts';
import type { OutboxEntry } from './outbox.ts';

/** What can be said of the watch itself. */
export interface Standing {
  readonly sources: readonly SourceLine[];
  readonly problems: readonly string[];
  /** What grows old by itself and wants looking after: said among the problems where something is told anyway, and no reason to tell. */
  readonly upkeep: readonly string[];
  readonly notVisible: readonly string[];
  readonly gaps: readonly PostureGap[];
  /** Records read since the first run. */
  readonly records: number;
}

/** What notices are made of. */
export interface NoticeContext extends Standing {
  /** Open incidents, and closed ones of the last days. */
  readonly incidents: readonly Incident[];
  /** When Vigil saw an incident first, in milliseconds since 1970. */
  readonly seenAt: (id: string) => number;
  readonly pageOf: (id: string) => string | undefined;
  readonly muted: number;
  /** What was first seen in a stretch of time, belongs to no incident, and is not told elsewhere. */
  readonly looseIn: (stretch: Stretch) => LooseNews;
  readonly parked: readonly { readonly what: string; readonly why: string }[];
  readonly now: number;
}

/** A stretch of time that a digest or a heartbeat speaks of, in milliseconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is to be told, as it is now and not as it was when it was queued; undefined: there is nothing left to tell. */
export function noticeOf(entry: OutboxEntry, context: NoticeContext): Notice | undefined {
  switch (entry.kind) {
    case 'incident':
      return incidentNotice(entry, context);
    case 'drill':
      return drillNotice(entry, context);
    case 'look-back':
      return fromPayload('look-back', entry, context);
    case 'scan':
      return fromPayload('list', entry, context);
    case 'connection':
      return connection(context);
    case 'digest':
      return digest(entry.payload as Stretch, context);
    case 'heartbeat':
      return heartbeat(entry.payload as Stretch, context);
  }
}

/** Several incidents as one list: they opened together. */
export function listNotice(entries: readonly OutboxEntry[], context: NoticeContext): Notice {
  const ids = new Set(entries.map(({ id }) => id));
  return listOf(
    'list',
    context.incidents.filter(({ id }) => ids.has(id)),
    context,
  );
}

function incidentNotice({ id, revision, why }: OutboxEntry, context: NoticeContext): Notice | undefined {
  const incident = context.incidents.find((one) => one.id === id);
  if (incident === undefined) return undefined;
  const story = storyOf(incident);
  const seenAt = new Date(context.seenAt(id));
  const { parked } = context;
  return {
    kind: 'incident',
    incident,
    story,
    update: revision,
    why,
    seenAt,
    page: context.pageOf(id),
    parked,
  };
}

function drillNotice({ since }: OutboxEntry, { pageOf }: NoticeContext): Notice {
  const incident = drillIncident(new Date(since));
  return {
    kind: 'drill',
    incident,
    story: storyOf(incident),
    update: 1,
    why: 'opened',
    seenAt: new Date(since),
    page: pageOf(incident.id),
  };
}

/** An incident in an entry: the incident itself may be put away by the time it is told. */
export interface KeptLine {
  readonly id: string;
  readonly severity: Incident['severity'];
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** What a list needs to know of an incident. */
export function keptLine({ id, severity, title, firstSeen, lastSeen }: Incident): KeptLine {
  return { id, severity, title, from: firstSeen.getTime(), to: lastSeen.getTime() };
}

function fromPayload(
  kind: ListNotice['kind'],
  { payload }: OutboxEntry,
  { pageOf }: NoticeContext,
): ListNotice {
  const lines = (payload as { readonly lines: readonly KeptLine[] }).lines;
  return {
    kind,
    incidents: lines.map(({ from, to, ...line }) => ({
      ...line,
      firstSeen: new Date(from),
      lastSeen: new Date(to),
      page: pageOf(line.id),
    })),
  };
}

function listOf(
  kind: ListNotice['kind'],
  incidents: readonly Incident[],
  context: NoticeContext,
): ListNotice {
  return { kind, incidents: incidents.map((incident) => lineOf(incident, context)) };
}

function lineOf(
  { id, severity, title, firstSeen, lastSeen }: Incident,
  { pageOf }: NoticeContext,
): IncidentLine {
  return { id, severity, title, firstSeen, lastSeen, page: pageOf(id) };
}

function connection({ sources, problems, notVisible, gaps }: NoticeContext): ConnectionNotice {
  return { kind: 'connection', sources, problems, notVisible, gaps };
}

/** Nothing where nothing happened: what is told every day is read on none. */
function digest(stretch: Stretch, context: NoticeContext): Notice | undefined {
  const { from, to } = stretch;
  const { incidents, seenAt, parked, gaps, problems, upkeep } = context;
  const { lines: loose, muted: mutedLoose } = context.looseIn(stretch);
  const muted = context.muted + mutedLoose;
  const quiet = incidents
    .filter(({ id, severity }) => severity === 'low' && seenAt(id) >= from && seenAt(id) < to)
    .map((incident) => lineOf(incident, context));
  if (quiet.length + loose.length + muted + parked.length + problems.length === 0) return undefined;
  return {
    kind: 'digest',
    from: new Date(from),
    to: new Date(to),
    quiet,
    loose,
    muted,
    parked,
    gaps,
    problems: [...problems, ...upkeep],
  };
}

function heartbeat(
  { from, to }: Stretch,
  { incidents, seenAt, records, problems, upkeep, parked }: NoticeContext,
): Notice {
  const seen = incidents.filter(
    ({ id, severity }) => severity !== 'low' && seenAt(id) >= from && seenAt(id) < to,
  );
  return {
    kind: 'heartbeat',
    from: new Date(from),
    to: new Date(to),
    records,
    incidents: seen.length,
    problems: [...problems, ...upkeep],
    parked,
  };
}
