import { reasonToTell, toldBy, type TellReason } from '../incidents/cadence.ts';
import { incidentsOf } from '../incidents/index.ts';
import { withKeptIds, type KeptIncident } from '../incidents/sticky.ts';
import type { Incident } from '../model/finding.ts';
import type { ValueChange } from '../model/keeper.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { lastOf, type KeptCase } from './kept-sights.ts';
import { closedKey, incidentsKey, outboxKey } from './keys.ts';
import type { Working } from './working.ts';

/** What waits to be told: a pointer; the words are made when it is sent. */
export interface OutboxEntry {
  readonly incident: string;
  readonly revision: number;
  readonly why: TellReason;
  /** Milliseconds since 1970. */
  readonly since: number;
}

const MS_AN_HOUR = 3_600_000;
const REACH_MS = 72 * MS_AN_HOUR;

/** The incidents of everything seen, by the ids that people know. */
export function namedIncidents({ gathering, cases }: Pick<Working, 'gathering' | 'cases'>): {
  readonly incidents: readonly Incident[];
  readonly keptOf: (id: string) => Naming | undefined;
} {
  const namings = new Map<string, Naming>();
  const incidents = incidentsOf(gathering.groups(), (found) => {
    const names = withKeptIds(found, (subject) => cases.get(subject)?.incidents ?? []);
    return found.map((incident) => {
      const { id, kept, formerly } = names.get(incident) ?? {
        id: incident.id,
        kept: undefined,
        formerly: [],
      };
      namings.set(id, { kept, formerly });
      return { ...incident, id };
    });
  });
  return { incidents, keptOf: (id) => namings.get(id) };
}

interface Naming {
  readonly kept: KeptIncident | undefined;
  readonly formerly: readonly string[];
}

export interface CaseChanges {
  readonly changes: readonly ValueChange[];
  /** Open incidents of medium or above. */
  readonly open: number;
  /** Incidents older than the watch, for the one look-back list. */
  readonly lookBack: readonly string[];
}

/** What bounds the life of incidents, in milliseconds. */
export interface CaseTimes {
  readonly now: number;
  /** Up to where every log that is read was read. */
  readonly readUpTo: number;
  /** What ended before it is no news: it goes to the look-back list. */
  readonly newsFrom: number;
  /** What was last seen before it is put away. */
  readonly putAwayBefore: number;
}

/** Puts down the incidents of those of whom something was seen, queues what is to be told, and puts away what is long over. */
export function caseChanges(working: Working, touched: readonly Subject[], times: CaseTimes): CaseChanges {
  const { cases, gathering } = working;
  const { incidents, keptOf } = namedIncidents(working);
  const changes: ValueChange[] = [];
  const bySubject = new Map<string, KeptIncident[]>();
  const dirty = new Map(touched.map((about) => [keyOf(about), about]));
  for (const incident of incidents) {
    const { kept, entry } = putDown(incident, keptOf(incident.id), times);
    const subject = keyOf(incident.about);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), kept]);
    if (entry === undefined) continue;
    dirty.set(subject, incident.about);
    changes.push({ key: outboxKey(incident.id), value: entry });
  }
  for (const [subject, about] of dirty) {
    const known = bySubject.get(subject) ?? [];
    const sights = gathering.kept(about);
    if (sights.length === 0) cases.delete(subject);
    else cases.set(subject, { about, incidents: known });
    const value: KeptCase | undefined = sights.length === 0 ? undefined : { about, sights, incidents: known };
    changes.push({ key: incidentsKey(about), value });
  }
  return {
    changes: [...changes, ...putAway(working, incidents, times)],
    open: incidents.filter((incident) => isOpen(incident, times) && incident.severity !== 'low').length,
    lookBack: incidents.filter((incident) => isOld(incident, times)).map(({ id }) => id),
  };
}

function putDown(
  incident: Incident,
  naming: Naming | undefined,
  times: CaseTimes,
): { readonly kept: KeptIncident; readonly entry: OutboxEntry | undefined } {
  const before = naming?.kept?.told;
  const why = isOld(incident, times) ? undefined : reasonToTell(incident, before);
  const told = why === undefined ? before : toldBy(incident, before);
  const kept = {
    id: incident.id,
    from: incident.firstSeen.getTime(),
    to: incident.lastSeen.getTime(),
    formerly: naming?.formerly ?? [],
    told,
  };
  if (why === undefined || told === undefined) return { kept, entry: undefined };
  return { kept, entry: { incident: incident.id, revision: told.revision, why, since: times.now } };
}

function isOld({ lastSeen }: Incident, { newsFrom }: CaseTimes): boolean {
  return lastSeen.getTime() < newsFrom;
}

/** Open until every log that is read has passed three days after what was last seen. */
function isOpen({ lastSeen }: Incident, { readUpTo }: Pick<CaseTimes, 'readUpTo'>): boolean {
  return readUpTo <= lastSeen.getTime() + REACH_MS;
}

function putAway(working: Working, incidents: readonly Incident[], times: CaseTimes): readonly ValueChange[] {
  const { cases, gathering } = working;
  return [...cases].flatMap(([subject, { about, incidents: kept }]) => {
    const last = lastOf({ about, sights: gathering.kept(about), incidents: kept });
    if (last >= Math.min(times.putAwayBefore, times.readUpTo - REACH_MS)) return [];
    const over = incidents.filter((incident) => keyOf(incident.about) === subject);
    gathering.forget(about);
    cases.delete(subject);
    return [
      ...over.map((incident) => ({
        key: closedKey(incident.id),
        value: { incident, formerly: kept.find(({ id }) => id === incident.id)?.formerly ?? [] },
      })),
      { key: incidentsKey(about), value: undefined },
    ];
  });
}
