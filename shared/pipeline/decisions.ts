import type { Finding, Incident } from '../model/finding.ts';
import { PARDON_DAYS, type Decision } from '../model/decision.ts';
import { keyOf } from '../model/subject.ts';
import type { Group } from '../incidents/gather.ts';
import type { Working } from './working.ts';
import { isOurs, known } from './known.ts';
import type { Place } from '../model/place.ts';
import { dayOf } from '../model/time.ts';

/** What people decided, as far as it still counts. */
export interface Decisions {
  readonly mutes: readonly Decision[];
  /** Ids of incidents that somebody has taken in hand. */
  readonly acknowledged: ReadonlySet<string>;
  readonly pardons: readonly Decision[];
}

export const NO_DECISIONS: Decisions = { mutes: [], acknowledged: new Set(), pardons: [] };

/** Sorts decisions; a mute and a pardon speak of what happened before their end, so what they kept quiet stays quiet. */
export function decisionsOf(all: readonly Decision[]): Decisions {
  return {
    mutes: all.filter(({ kind, mutes }) => kind === 'mute' && mutes !== undefined),
    acknowledged: new Set(all.flatMap(({ kind, incident }) => (kind === 'acknowledge' ? [incident] : []))),
    pardons: all.filter(({ kind }) => kind === 'pardon'),
  };
}

/** The groups without what is muted, and how much that was. */
export function withoutMuted(
  groups: readonly Group[],
  decisions: Decisions,
): { readonly groups: readonly Group[]; readonly muted: number } {
  if (decisions.mutes.length === 0) return { groups, muted: 0 };
  const isQuiet = mutedBy(decisions);
  let muted = 0;
  const kept = groups.map((group) => {
    const findings = group.findings.filter((finding) => !isQuiet(finding));
    muted += group.findings.length - findings.length;
    return { ...group, findings };
  });
  return { groups: kept.filter(({ findings }) => findings.some(({ opens }) => opens)), muted };
}

/** Tells which findings a mute keeps quiet. */
export function mutedBy({ mutes }: Decisions): (finding: Finding) => boolean {
  return (finding) => mutes.some((mute) => isMuted(finding, mute));
}

/** All that a mute names must agree, and it names two things at least. */
function isMuted(finding: Finding, { mutes, until = 0 }: Decision): boolean {
  const { detector, subject, value } = mutes ?? {};
  const named = [detector, subject, value].filter((one) => one !== undefined).length;
  return (
    named >= 2 &&
    finding.at.getTime() <= until &&
    (detector === undefined || detector === finding.detector) &&
    (subject === undefined || subject === keyOf(finding.about)) &&
    (value === undefined || value === finding.key)
  );
}

/** "That was me" counts as five days on which it was seen: design.md §3 law 3. */
const PARDONED_DAYS = [2, 3, 4, 5, 6];

/** What somebody says was their own is believed from now on: what the records of the incident show becomes usual. Twice is the same as once. */
export function applyPardons(
  working: Working,
  { pardons }: Decisions,
  incidents: readonly Incident[],
  placeOf: (address: string) => Place,
  now: number,
): void {
  for (const { incident: id, at } of pardons) {
    if (at < now - PARDON_DAYS * 86_400_000) continue;
    const records = new Set(
      incidents
        .filter((incident) => incident.id === id)
        .flatMap(({ findings }) =>
          findings.flatMap(({ evidence }) => evidence.map((one) => `${one.source}|${one.id}`)),
        ),
    );
    if (records.size === 0) continue;
    const days = PARDONED_DAYS.map((before) => dayOf(new Date(at)) - before);
    for (const { event } of working.happenings.since(0)) {
      if (!records.has(`${event.source}|${event.id}`) || !isOurs(event, working.ownDomains)) continue;
      working.memory.believe(known(event, working.people, placeOf), days);
    }
  }
}
