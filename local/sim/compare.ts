import { worse, type Detector } from '../../shared/model/finding.ts';
import type { Gathering } from '../../shared/incidents/gather.ts';
import type { KeptSight } from '../../shared/incidents/sight.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { LiveMemory } from '../../shared/model/live-memory.ts';
import { keyOf, type Subject } from '../../shared/model/subject.ts';
import type { Working } from '../../shared/pipeline/working.ts';
import type { People } from '../../shared/pipeline/people.ts';
import { isRead, read } from '../../shared/sources/index.ts';
import { replayOf, type Oracle } from './oracle.ts';
import type { ServedRecord } from './served.ts';
import { count, EXCUSED, type Holds } from './tally.ts';

/** Records kept a finding: of more, the earliest. */
const MOST_EVIDENCE = 200;

export interface CompareParts {
  readonly working: Working;
  readonly oracle: Oracle;
  /** Detectors that were there all the time. */
  readonly common: readonly Detector[];
  /** The records of the finished rounds, and in which of them each was read first. */
  readonly settled: ReadonlyMap<ServedRecord, number>;
  /** Every record that stood in an answer, of rounds that broke off, too. */
  readonly all: () => Iterable<ServedRecord>;
  /** Of everything that stood in any answer; undefined: some detectors were away for a while. */
  readonly most: Oracle | undefined;
  readonly holds: Holds;
}

/** Holds what the watch found and learned against one look at everything that it was given. */
export function checkAgainstReplay(parts: CompareParts): void {
  const { working, oracle } = parts;
  const subjects = new Map([...oracle.memory.subjects()].map((subject) => [keyOf(subject), subject]));
  for (const { about } of working.cases.values()) subjects.set(keyOf(about), about);
  for (const group of oracle.gathering.groups()) subjects.set(keyOf(group.about), group.about);
  for (const subject of subjects.values()) {
    checkSights(subject, parts);
    checkDays(subject, parts);
  }
}

interface Sum {
  /** When it was last seen, in milliseconds. */
  last: number;
  severity: KeptSight['severity'];
  /** Ids of records, with when each happened. */
  readonly evidence: Map<string, number>;
}

function checkSights(subject: Subject, parts: CompareParts): void {
  const { working, oracle, holds } = parts;
  const mine = sumsOf(working.gathering, subject);
  for (const [name, sum] of sumsOf(oracle.gathering, subject)) {
    const found = mine.get(name);
    const whole = `${keyOf(subject)}|${name}`;
    if (!isFound(sum, found) && isExcused(subject, name, sum.last, found, parts)) continue;
    holds.that(
      'found what a replay finds',
      isFound(sum, found),
      () => `${whole} is ${found?.severity ?? 'not found'}, and ${sum.severity} in the replay`,
    );
    const lost = lostOf(sum, found);
    const lastLost = Math.max(...lost.map((id) => sum.evidence.get(id) ?? 0));
    if (lost.length > 0 && isExcused(subject, name, lastLost, found, parts)) continue;
    holds.that('evidence as in a replay', lost.length === 0, () => `${whole} lacks ${lost.join(', ')}`);
  }
}

function isFound({ severity }: Sum, found: Sum | undefined): boolean {
  return found !== undefined && worse(found.severity, severity) === found.severity;
}

function lostOf({ evidence }: Sum, found: Sum | undefined): readonly string[] {
  if (found === undefined || evidence.size >= MOST_EVIDENCE || found.evidence.size >= MOST_EVIDENCE)
    return [];
  return [...evidence.keys()].filter((id) => !found.evidence.has(id));
}

/**
 * Some things are known of the tenant as a whole: how many are active, who else has a network. What of it is read days after the event is no
 * reason to judge everybody again; design.md §4. So what a replay finds more is excused where a replay of all that was read by the last
 * round that brought anything of the subject from before it does not find it either.
 * `until`: when the latest of what is missing happened. Nor is it missed where what a round learned before it broke off makes it usual.
 */
function isExcused(
  subject: Subject,
  name: string,
  until: number,
  found: Sum | undefined,
  { settled, all, common, oracle, holds }: CompareParts,
): boolean {
  let last = 0;
  for (const [record, round] of settled)
    if (isAbout(record, subject, until, oracle.people)) last = Math.max(last, round);
  const known = [...settled].filter(([, round]) => round <= last).map(([record]) => record);
  const excused = [known, all()].some((records) => {
    const then = sumsOf(replayOf(records, common).gathering, subject).get(name);
    return then === undefined || (isFound(then, found) && lostOf(then, found).length === 0);
  });
  if (excused) count(holds.counts, EXCUSED);
  return excused;
}

function isAbout(record: ServedRecord, subject: Subject, until: number, people: People): boolean {
  const reading = read(record);
  if (!isRead(reading) || reading.event === undefined) return false;
  const { actor, ip, at } = reading.event;
  if (at.getTime() > until) return false;
  return keyOf(people.resolve(actor)) === keyOf(subject) || (subject.kind === 'address' && ip === subject.id);
}

function sumsOf(gathering: Gathering, subject: Subject): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const { detector, told, severity, evidence, last } of gathering.kept(subject)) {
    const name = `${detector.id}|${told.key}`;
    const sum = sums.get(name) ?? { last, severity, evidence: new Map<string, number>() };
    sums.set(name, sum);
    sum.last = Math.max(sum.last, last);
    sum.severity = worse(sum.severity, severity);
    for (const { id, at } of evidence) sum.evidence.set(id, at.getTime());
  }
  return sums;
}

/**
 * What a replay of the finished rounds learns must have been learned, and nothing beyond a replay of everything. Where a record was read in
 * several versions, or a detector was away, the watch has rightly learned more: of a version that was made good later.
 */
function checkDays(subject: Subject, { working, oracle, most, common, holds }: CompareParts): void {
  const habits = new Set(['active', ...declaredBy(common).habits.map(({ id }) => id)]);
  const mine = ofHabits(daysOf(working.memory, subject), habits);
  const lost = notIn(oracle.memory.daysOf(subject), mine);
  holds.that('days as in a replay', lost.length === 0, () => `${keyOf(subject)} lacks ${some(lost)}`);
  if (most === undefined || most.changed > 0) return;
  const more = notIn(mine, most.memory.daysOf(subject));
  holds.that(
    'no days beyond a replay',
    more.length === 0,
    () => `${keyOf(subject)} has besides ${some(more)}`,
  );
}

function some(list: readonly string[]): string {
  return list.slice(0, 5).join('; ');
}

function notIn(some: ReadonlySet<string>, others: ReadonlySet<string>): readonly string[] {
  return [...some].filter((one) => !others.has(one));
}

function ofHabits(days: ReadonlySet<string>, habits: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...days].filter((day) => habits.has(day.slice(0, day.indexOf(' ')))));
}

/** In the words of the plain memory. */
function daysOf(memory: LiveMemory, subject: Subject): ReadonlySet<string> {
  const kept = memory.kept(subject);
  if (kept === undefined) return new Set();
  const days = kept.active.map((day) => `active ${day}`);
  for (const [habit, values] of Object.entries(kept.habits))
    for (const [value, seen] of values) for (const day of seen) days.push(`${habit} ${value} ${day}`);
  return new Set(days);
}
