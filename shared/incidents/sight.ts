import { worse, type Facts, type Finding, type Observation } from '../model/finding.ts';
import type { Evidence } from '../model/memory.ts';
import { byText } from '../model/order.ts';
import { keyOf, type Subject } from '../model/subject.ts';

/** Everything seen of one finding within one incident, to be written down. */
export interface KeptSight {
  readonly detector: Source;
  readonly at: number;
  readonly last: number;
  readonly told: Observation;
  readonly toldAt: number;
  readonly severity: Observation['severity'];
  readonly opens: boolean;
  readonly evidence: readonly Evidence[];
  readonly others: readonly Subject[];
}

/** What a finding says of its detector. */
interface Source {
  readonly id: string;
  readonly attack: readonly string[];
}

/** Records kept a finding, the earliest: the whole story fits into a row, and its size tells of the others. */
const MOST_KEPT_EVIDENCE = 200;
const MOST_KEPT_OTHERS = 200;

/** Openers chain, and other findings attach, within three days. */
export const REACH_MS = 72 * 3_600_000;

/** Sights of one finding that are known to belong to one incident: openers no further than the reach from each other. */
export interface Sight {
  /** Of its finding: detector and key. */
  readonly name: string;
  readonly detector: Source;
  opens: boolean;
  at: number;
  last: number;
  told: Observation;
  toldAt: number;
  severity: Observation['severity'];
  readonly evidence: Map<string, Evidence>;
  /** The evidence that was shown last. */
  shown: readonly Evidence[];
  readonly others: Map<string, Subject>;
  /** Those who were named last. */
  named: readonly Subject[];
}

export function keptOf({
  detector,
  at,
  last,
  told,
  toldAt,
  severity,
  opens,
  evidence,
  others,
}: Sight): KeptSight {
  const shown = [...evidence.values()].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || byText(a.id, b.id),
  );
  return {
    detector,
    at,
    last,
    // Evidence and others stand beside it, once.
    told: { ...told, evidence: [], others: [] },
    toldAt,
    severity,
    opens,
    evidence: shown.slice(0, MOST_KEPT_EVIDENCE),
    others: [...others.values()].slice(0, MOST_KEPT_OTHERS),
  };
}

export function absorb(sight: Sight, kept: KeptSight): void {
  grow(sight, { ...kept.told, evidence: kept.evidence, others: kept.others }, kept.toldAt);
  sight.at = Math.min(sight.at, kept.at);
  sight.last = Math.max(sight.last, kept.last);
  sight.severity = worse(sight.severity, kept.severity);
}

/** Two openers of one finding within the reach are in one incident, whatever else comes; of others only the same moment is certain. */
export function joins({ opens, at, last }: Sight, time: number): boolean {
  return !opens || (time >= at - REACH_MS && time <= last + REACH_MS);
}

export function sightOf(name: string, detector: Source, seen: Observation, time: number): Sight {
  const sight: Sight = {
    name,
    detector,
    opens: seen.opens,
    at: time,
    last: time,
    told: seen,
    toldAt: time,
    severity: seen.severity,
    evidence: new Map(),
    shown: [],
    others: new Map(),
    named: [],
  };
  grow(sight, seen, time);
  return sight;
}

export function grow(sight: Sight, seen: Observation, time: number): void {
  sight.at = Math.min(sight.at, time);
  sight.last = Math.max(sight.last, time);
  sight.severity = worse(sight.severity, seen.severity);
  if (tells(seen, time, sight.told, sight.toldAt)) {
    sight.told = seen;
    sight.toldAt = time;
  }
  for (const { source, id, at } of notIn(sight.shown, seen.evidence))
    show(sight, `${source}|${id}`, { source, id, at });
  sight.shown = seen.evidence;
  for (const other of notIn(sight.named, seen.others)) sight.others.set(keyOf(other), other);
  sight.named = seen.others;
}

/**
 * What does not stand in the list before, as the same object in the same order. A detector with a window cites the whole of it
 * at every event, and the next window is the same rows without the oldest and with one more: only what is new needs a look. What this walk
 * does not recognise is shown again, which changes nothing.
 */
function notIn<T>(before: readonly T[], list: readonly T[]): readonly T[] {
  const [first] = list;
  let at = first === undefined ? -1 : before.indexOf(first);
  if (at < 0) return list;
  return list.filter((one) => {
    if (one !== before[at]) return true;
    at += 1;
    return false;
  });
}

/** Of two times of one record the earlier. */
function show({ evidence }: Sight, key: string, record: Evidence): void {
  const known = evidence.get(key);
  if (known === undefined || record.at < known.at) evidence.set(key, record);
}

/** The larger sight tells the story; of two alike the earlier, whose time the finding has, then the one whose words come first. */
function tells(seen: Observation, at: number, told: Observation, toldAt: number): boolean {
  return (
    (seen.size - told.size ||
      toldAt - at ||
      byText(told.title, seen.title) ||
      byText(text(told.facts), text(seen.facts))) > 0
  );
}

function text(facts: Facts): string {
  return JSON.stringify(facts);
}

export function findingsOf(members: readonly Sight[]): readonly Finding[] {
  const byName = new Map<string, Sight>();
  for (const sight of members) {
    const { name, detector, told, toldAt } = sight;
    const whole = byName.get(name) ?? sightOf(name, detector, told, toldAt);
    byName.set(name, whole);
    grow(whole, told, toldAt);
    whole.at = Math.min(whole.at, sight.at);
    whole.last = Math.max(whole.last, sight.last);
    whole.severity = worse(whole.severity, sight.severity);
    whole.opens ||= sight.opens;
    for (const [key, evidence] of sight.evidence) show(whole, key, evidence);
    for (const [key, other] of sight.others) whole.others.set(key, other);
  }
  return [...byName.values()].map(findingOf).toSorted(byStory);
}

function findingOf({ detector, told, opens, severity, evidence, others, at, last }: Sight): Finding {
  const shown = [...evidence.values()].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || byText(a.id, b.id) || byText(a.source, b.source),
  );
  return {
    ...told,
    severity,
    opens,
    detector: detector.id,
    attack: detector.attack,
    at: new Date(Math.min(at, shown[0]?.at.getTime() ?? at)),
    last: new Date(last),
    evidence: shown,
    others: [...others].toSorted(([a], [b]) => byText(a, b)).map(([, other]) => other),
  };
}

/** In the order in which it happened. */
function byStory(a: Finding, b: Finding): number {
  return a.at.getTime() - b.at.getTime() || byText(a.detector, b.detector) || byText(a.key, b.key);
}
