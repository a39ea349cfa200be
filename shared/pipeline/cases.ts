import { reasonToTell, toldBy } from '../incidents/cadence.ts';
import { incidentsOf } from '../incidents/index.ts';
import { withKeptIds, type KeptIncident, type Naming } from '../incidents/sticky.ts';
import type { Incident } from '../model/finding.ts';
import type { ValueChange } from '../model/keeper.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import { NO_DECISIONS, withoutMuted, type Decisions } from './decisions.ts';
import { keptLine, type KeptLine } from './notices.ts';
import type { OutboxEntry } from './outbox.ts';
import { firstSeen, lastOf, withFirstSeen, type KeptCase } from './kept-sights.ts';
import { closedKey, incidentsKey, outboxKey } from './keys.ts';
import type { Working } from './working.ts';

const MS_AN_HOUR = 3_600_000;
const REACH_MS = 72 * MS_AN_HOUR;

/** The incidents of everything seen, by the ids that people know, without what is muted. */
export function namedIncidents(
  { gathering, cases }: Pick<Working, 'gathering' | 'cases'>,
  decisions: Decisions = NO_DECISIONS,
): {
  readonly incidents: readonly Incident[];
  readonly keptOf: (id: string) => Known | undefined;
  /** Findings that a mute keeps quiet. */
  readonly muted: number;
} {
  const known = new Map<string, Known>();
  const { groups, muted } = withoutMuted(gathering.groups(), decisions);
  const names = withKeptIds(groups, (subject) => cases.get(subject)?.incidents ?? []);
  const incidents = incidentsOf(groups, (found) =>
    groups.flatMap((group, at) => {
      const incident = found[at];
      if (incident === undefined) return [];
      const { kept, formerly } = names.get(group) ?? { kept: undefined, formerly: [] };
      const id = kept?.id ?? incident.id;
      known.set(id, { kept, formerly, opened: group.opened.from });
      return [{ ...incident, id }];
    }),
  );
  return { incidents, keptOf: (id) => known.get(id), muted };
}

/** What is known of an incident besides what was found. */
interface Known extends Naming {
  /** When its first opener was seen, in milliseconds. */
  readonly opened: number;
}

export interface ClosedCase {
  readonly incident: Incident;
  readonly formerly: readonly string[];
  /** When its first opener was seen, in milliseconds. */
  readonly opened: number;
}

export interface CaseChanges {
  readonly changes: readonly ValueChange[];
  /** Open incidents of medium or above. */
  readonly open: number;
  /** Incidents older than the watch, for the one look-back list. */
  readonly lookBack: readonly KeptLine[];
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
  /** Up to when the last digest spoke: nothing new is seen before it, whatever this host's clock says, or no digest would tell it. */
  readonly digestTo?: number;
}

/** Puts down the incidents of those of whom something was seen, queues what is to be told, and puts away what is long over. */
export function caseChanges(
  working: Working,
  touched: readonly Subject[],
  times: CaseTimes,
  decisions: Decisions,
): CaseChanges {
  const { cases, gathering } = working;
  const { incidents, keptOf } = namedIncidents(working, decisions);
  const changes: ValueChange[] = [];
  const bySubject = new Map<string, KeptIncident[]>();
  const dirty = new Map(touched.map((about) => [keyOf(about), about]));
  for (const incident of incidents) {
    const { kept, entry } = putDown(incident, keptOf(incident.id), times, decisions);
    const subject = keyOf(incident.about);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), kept]);
    if (entry === undefined) continue;
    dirty.set(subject, incident.about);
    changes.push({ key: outboxKey(incident.id), value: entry });
  }
  for (const [subject, about] of dirty) {
    const known = withMuted(bySubject.get(subject) ?? [], cases.get(subject)?.incidents ?? []);
    const sights = gathering.kept(about);
    const seen = firstSeen(sights, cases.get(subject)?.seen, {
      ...times,
      now: Math.max(times.now, times.digestTo ?? 0),
    });
    if (sights.length === 0) cases.delete(subject);
    else cases.set(subject, { about, incidents: known, seen });
    const value: KeptCase = { about, sights: withFirstSeen(sights, seen), incidents: known };
    changes.push({ key: incidentsKey(about), value: sights.length === 0 ? undefined : value });
  }
  return {
    // Somebody may be seen and put away in one round: what is said last of a key holds.
    changes: lastOfEach([...changes, ...putAway(working, incidents, times)]),
    open: incidents.filter((incident) => isOpen(incident, times) && incident.severity !== 'low').length,
    lookBack: incidents.filter((incident) => isOld(incident, times)).map(keptLine),
  };
}

function lastOfEach(changes: readonly ValueChange[]): readonly ValueChange[] {
  return [...new Map(changes.map((change) => [change.key, change])).values()];
}

/** What is muted now keeps its name and what was told of it. */
function withMuted(known: readonly KeptIncident[], before: readonly KeptIncident[]): readonly KeptIncident[] {
  const named = new Set(known.flatMap(({ id, formerly }) => [id, ...formerly]));
  return [...known, ...before.filter(({ id }) => !named.has(id))];
}

function putDown(
  incident: Incident,
  known: Known | undefined,
  times: CaseTimes,
  { acknowledged }: Decisions,
): { readonly kept: KeptIncident; readonly entry: OutboxEntry | undefined } {
  const before = known?.kept?.told;
  const isInHand = acknowledged.has(incident.id);
  const why = isOld(incident, times) ? undefined : reasonToTell(incident, before, isInHand);
  const told = why === undefined ? before : toldBy(incident, before);
  const kept = {
    id: incident.id,
    opened: known?.opened ?? incident.firstSeen.getTime(),
    formerly: known?.formerly ?? [],
    // As with what opens nothing: nothing new is seen before the last digest, or none would tell it.
    seen: known?.kept?.seen ?? Math.max(times.now, times.digestTo ?? 0),
    told,
  };
  if (why === undefined || told === undefined) return { kept, entry: undefined };
  const { revision } = told;
  return { kept, entry: { kind: 'incident', id: incident.id, revision, why, since: times.now } };
}

function isOld({ lastSeen }: Incident, { newsFrom }: CaseTimes): boolean {
  return lastSeen.getTime() < newsFrom;
}

/** Open until every log that is read has passed three days after what was last seen. */
export function isOpen({ lastSeen }: Incident, { readUpTo }: Pick<CaseTimes, 'readUpTo'>): boolean {
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
        value: closedCase(incident, kept),
      })),
      { key: incidentsKey(about), value: undefined },
    ];
  });
}

/** A closed incident, with what finds it again. */
function closedCase(incident: Incident, kept: readonly KeptIncident[]): ClosedCase {
  const { formerly = [], opened = incident.firstSeen.getTime() } =
    kept.find(({ id }) => id === incident.id) ?? {};
  return { incident, formerly, opened };
}
