import type { Finding, Incident, Stage } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import { shortHash } from '../model/short-hash.ts';
import { keyOf } from '../model/subject.ts';
import type { Group } from './gather.ts';
import { headlineOf } from './headline.ts';
import { severityOf } from './severity.ts';

const REACH_MS = 72 * 3_600_000;
/** A subject named in more incidents than this says nothing of any two of them. */
const MOST_SHARED = 50;

/**
 * Makes incidents of groups: severity, stages, title, id and links. A pure function of the set of findings; sorted by time, then id.
 * `named` may give them the ids by which they are known already.
 */
export function incidentsOf(
  groups: readonly Group[],
  named: (incidents: readonly Incident[]) => readonly Incident[] = (incidents) => incidents,
): readonly Incident[] {
  const incidents = named(groups.map(incidentOf)).toSorted(
    (a, b) => a.firstSeen.getTime() - b.firstSeen.getTime() || byText(a.id, b.id),
  );
  const links = linksOf(incidents);
  return incidents.map((incident) => ({
    ...incident,
    linked: [...(links.get(incident.id) ?? [])].toSorted(byText),
  }));
}

function incidentOf({ about, findings, born }: Group): Incident {
  return {
    id: `INC-${shortHash(born)}`,
    about,
    title: headlineOf(about, findings),
    firstSeen: earliest(findings.map(({ at }) => at)),
    lastSeen: latest(findings.map(({ last }) => last)),
    severity: severityOf(findings),
    stages: stagesOf(findings),
    findings,
    linked: [],
  };
}

function earliest(times: readonly Date[]): Date {
  return times.reduce((one, other) => (other < one ? other : one));
}

function latest(times: readonly Date[]): Date {
  return times.reduce((one, other) => (other > one ? other : one));
}

function stagesOf(findings: readonly Finding[]): readonly Stage[] {
  return [...new Set(findings.map(({ stage }) => stage))];
}

/** Incidents of different subjects are linked where one is about somebody in the other, or both name the same person or address, within 72 h. */
function linksOf(incidents: readonly Incident[]): ReadonlyMap<string, ReadonlySet<string>> {
  const naming = new Map<string, Incident[]>();
  for (const incident of incidents) {
    for (const key of namedIn(incident)) naming.set(key, [...(naming.get(key) ?? []), incident]);
  }
  const links = new Map<string, Set<string>>();
  for (const sharing of naming.values()) {
    if (sharing.length > MOST_SHARED) continue;
    for (const one of sharing)
      for (const other of sharing) if (areLinked(one, other)) link(links, one.id, other.id);
  }
  return links;
}

function namedIn({ about, findings }: Incident): ReadonlySet<string> {
  const others = findings.flatMap((finding) => finding.others);
  return new Set([about, ...others].filter(({ kind }) => kind === 'user' || kind === 'address').map(keyOf));
}

function areLinked(one: Incident, other: Incident): boolean {
  const gap = Math.max(
    one.firstSeen.getTime() - other.lastSeen.getTime(),
    other.firstSeen.getTime() - one.lastSeen.getTime(),
  );
  return keyOf(one.about) !== keyOf(other.about) && gap <= REACH_MS;
}

function link(links: Map<string, Set<string>>, one: string, other: string): void {
  const known = links.get(one) ?? new Set<string>();
  links.set(one, known.add(other));
}
