import { drillIncident } from '../incidents/drill.ts';
import { storyOf } from '../incidents/story.ts';
import { LONGEST_MUTE_DAYS, PARDON_DAYS, type Decision } from '../model/decision.ts';
import type { Incident } from '../model/finding.ts';
import type { Keeper } from '../model/keeper.ts';
import { UnknownIncident, type DecisionRequest, type IncidentView } from '../model/vigil.ts';
import { isOpen, namedIncidents } from '../pipeline/cases.ts';
import { statesOf } from '../pipeline/due.ts';
import { firstHead, readHead } from '../pipeline/head.ts';
import { revivedIncident } from '../pipeline/kept-sights.ts';
import { closedKey, PREFIX } from '../pipeline/keys.ts';
import type { OutboxEntry } from '../pipeline/outbox.ts';
import type { WatchParts } from '../pipeline/watch-parts.ts';
import { loadWorking } from '../pipeline/working.ts';

const MS_A_DAY = 86_400_000;

type Parts = Pick<WatchParts, 'keeper' | 'createMemory' | 'ownDomains' | 'now'>;

/** One incident by any of its ids, as its page shows it; undefined: there is none. */
export async function incidentView(
  id: string,
  parts: Parts,
  timeZone: string,
): Promise<IncidentView | undefined> {
  const found =
    drillNamed(id, parts.now()) ??
    (await openIncident(id, parts)) ??
    (await closedIncident(id, parts.keeper));
  if (found === undefined) return undefined;
  const { incident, formerly } = found;
  const all = await decisionsIn(parts.keeper);
  const names = new Set([incident.id, ...formerly]);
  const decisions = all.filter((one) => names.has(one.incident)).toSorted((a, b) => b.at - a.at);
  return { ...found, story: storyOf(incident), decisions, timeZone };
}

/** The card of a drill leads to a page as every other does. */
function drillNamed(id: string, now: number): Found | undefined {
  const incident = drillIncident(new Date(now));
  return id === incident.id ? { incident, formerly: [], isOpen: false, seenAt: new Date(now) } : undefined;
}

type Found = Pick<IncidentView, 'incident' | 'formerly' | 'isOpen' | 'seenAt'>;

async function openIncident(id: string, parts: Parts): Promise<Found | undefined> {
  const stored = await parts.keeper.head();
  const head = stored === undefined ? firstHead(parts.now()) : readHead(stored.text);
  const { incidents, keptOf } = namedIncidents(await loadWorking(parts));
  const incident = incidents.find((one) => one.id === id || keptOf(one.id)?.formerly.includes(id) === true);
  if (incident === undefined) return undefined;
  const naming = keptOf(incident.id);
  const readUpTo = Math.min(...statesOf(head).map(([, { upTo }]) => upTo), parts.now());
  return {
    incident,
    formerly: naming?.formerly ?? [],
    isOpen: isOpen(incident, { readUpTo }),
    seenAt: new Date(naming?.kept?.seen ?? incident.firstSeen.getTime()),
  };
}

async function closedIncident(id: string, keeper: Keeper): Promise<Found | undefined> {
  const { values } = await keeper.load(closedKey(id));
  const kept = values.get(closedKey(id)) as
    { readonly incident: Incident; readonly formerly: readonly string[] } | undefined;
  if (kept === undefined) return undefined;
  const incident = revivedIncident(kept.incident);
  return { incident, formerly: kept.formerly, isOpen: false, seenAt: incident.firstSeen };
}

async function decisionsIn(keeper: Keeper): Promise<readonly Decision[]> {
  const { values } = await keeper.load(PREFIX.decided);
  return [...values.values()] as readonly Decision[];
}

/** Puts down what a person decided, beside all that was decided before. The pipeline reads it at its next round. */
export async function decide(
  { kind, incident: id, by, reason, mutes, days }: DecisionRequest,
  parts: Parts,
  newId: () => string,
): Promise<Decision> {
  const view = await incidentView(id, parts, 'UTC');
  if (view === undefined) throw new UnknownIncident();
  const at = parts.now();
  const lasting = {
    acknowledge: undefined,
    mute: Math.min(days ?? LONGEST_MUTE_DAYS, LONGEST_MUTE_DAYS),
    pardon: PARDON_DAYS,
  }[kind];
  const decision: Decision = {
    kind,
    incident: view.incident.id,
    by,
    reason,
    at,
    until: lasting === undefined ? undefined : at + lasting * MS_A_DAY,
    mutes: kind === 'mute' ? mutes : undefined,
  };
  await parts.keeper.note({
    key: `${PREFIX.decided}${String(at).padStart(15, '0')}~${newId()}`,
    value: decision,
  });
  return decision;
}

/** Leaves a drill for the outbox. */
export async function queueDrill(
  { keeper, now }: Parts,
  newId: () => string,
): Promise<{ readonly queued: true }> {
  const id = `drill-${newId()}`;
  const entry: OutboxEntry = { kind: 'drill', id, revision: 1, why: 'opened', since: now() };
  await keeper.note({ key: `${PREFIX.scanPost}${id}`, value: entry });
  return { queued: true };
}
