import type { Detector, Finding, Observation } from '../model/finding.ts';
import { byText, secondOf } from '../model/order.ts';
import { keyOf, type Subject } from '../model/subject.ts';
import {
  absorb,
  findingsOf,
  grow,
  joins,
  keptOf,
  REACH_MS,
  sightOf,
  type KeptSight,
  type Sight,
} from './sight.ts';

/** What one detector saw, and when. */
export interface Sighting {
  readonly detector: Detector;
  readonly seen: Observation;
  readonly at: Date;
}

/** The findings of one incident of one subject. */
export interface Group {
  readonly about: Subject;
  readonly findings: readonly Finding[];
  /** Of its first opener: what the incident's id is made of. */
  readonly born: string;
  /** First and last sight of an opener, in milliseconds: no two groups of a subject are within 72 h by it, though evidence may reach further. */
  readonly opened: { readonly from: number; readonly to: number };
}

/** Findings of one subject that opened nothing, and that nothing was opened near. */
export interface Loose {
  readonly about: Subject;
  readonly findings: readonly LooseFinding[];
}

export interface LooseFinding extends Finding {
  /** At how many moments it was seen. */
  readonly times: number;
}

/** Which of the loose findings are asked for. */
export interface LooseChoice {
  /** Which sights, by their `sightKey`; all unless given. */
  readonly isAsked?: (about: Subject, key: string) => boolean;
  /** Openers that open nothing, so that what stands near them is loose; none unless given. */
  readonly isMuted?: (finding: Finding) => boolean;
}

export interface Gathering {
  readonly add: (sighting: Sighting) => void;
  /** The groups of all sightings added so far: a function of their set. */
  readonly groups: () => readonly Group[];
  /** What was seen of each subject, belongs to no incident, and is worth a line in the digest. */
  readonly loose: (choice?: LooseChoice) => readonly Loose[];
  /** What is known of one subject, as plain data; empty where nothing is. */
  readonly kept: (about: Subject) => readonly KeptSight[];
  /** Adds what was kept: union with what is there. Of a detector that is no more, too. */
  readonly restore: (about: Subject, sights: readonly KeptSight[]) => void;
  /** Forgets one subject. */
  readonly forget: (about: Subject) => void;
}

/** Names a sight that opens nothing among those of its subject: such a one is of one moment. */
export function sightKey({ detector, told, at }: Pick<KeptSight, 'detector' | 'told' | 'at'>): string {
  return `${detector.id}|${told.key}|${at}`;
}

/** Collects sightings and cuts them into incidents: openers of one subject chain at gaps of up to 72 h, others attach within 72 h of them. */
export function createGathering(): Gathering {
  /** Openers by the name of their finding, others by name and moment. */
  const subjects = new Map<string, { about: Subject; sights: Map<string, Sight[]> }>();

  return {
    add({ detector, seen, at }) {
      const time = at.getTime();
      const name = `${detector.id}|${seen.key}`;
      const sights = sightsAt(seen.about, name, seen.opens, time);
      const same = sights.find((sight) => joins(sight, time));
      if (same === undefined)
        sights.push(sightOf(name, { id: detector.id, attack: detector.about.attack }, seen, time));
      else grow(same, seen, time);
    },
    groups() {
      return [...subjects.values()].flatMap(({ about, sights }) => groupsOf(about, sights));
    },
    loose(choice = {}) {
      return [...subjects.values()].flatMap(({ about, sights }) => {
        const left = looseOf(about, sights, choice);
        return left.length === 0 ? [] : [{ about, findings: withTimes(findingsOf(left), left) }];
      });
    },
    kept(about) {
      return [...(subjects.get(keyOf(about))?.sights.values() ?? [])].flat().map(keptOf);
    },
    restore(about, kept) {
      for (const one of kept) {
        const name = `${one.detector.id}|${one.told.key}`;
        const sights = sightsAt(about, name, one.opens, one.at);
        const same = sights.find((sight) => joins(sight, one.at) || joins(sight, one.last));
        const sight = same ?? sightOf(name, one.detector, one.told, one.toldAt);
        if (same === undefined) sights.push(sight);
        absorb(sight, one);
      }
    },
    forget(about) {
      subjects.delete(keyOf(about));
    },
  };

  function sightsAt(about: Subject, name: string, opens: boolean, time: number): Sight[] {
    const key = keyOf(about);
    const subject = subjects.get(key) ?? { about, sights: new Map<string, Sight[]>() };
    subjects.set(key, subject);
    const bucket = opens ? name : `${name}|${time}`;
    const sights = subject.sights.get(bucket) ?? [];
    subject.sights.set(bucket, sights);
    return sights;
  }
}

interface Span {
  readonly first: Sight;
  from: number;
  to: number;
  readonly members: Sight[];
}

function groupsOf(about: Subject, buckets: ReadonlyMap<string, readonly Sight[]>): readonly Group[] {
  const sights = [...buckets.values()].flat();
  const spans = spansOf(sights.filter(({ opens }) => opens));
  for (const other of sights.filter(({ opens }) => !opens)) nearest(spans, other)?.members.push(other);
  return spans.map(({ first, from, to, members }) => ({
    about,
    findings: findingsOf(members),
    born: `${keyOf(about)}|${first.name}|${secondOf(new Date(first.at))}`,
    opened: { from, to },
  }));
}

function looseOf(
  about: Subject,
  buckets: ReadonlyMap<string, readonly Sight[]>,
  { isAsked = () => true, isMuted }: LooseChoice,
): readonly Sight[] {
  const sights = [...buckets.values()].flat();
  const isOpener = (sight: Sight): boolean =>
    sight.opens && !(isMuted !== undefined && findingsOf([sight]).every(isMuted));
  const spans = spansOf(sights.filter(isOpener));
  return sights.filter(
    (sight) =>
      !sight.opens &&
      sight.told.evidenceOnly !== true &&
      isAsked(about, sightKey(sight)) &&
      nearest(spans, sight) === undefined,
  );
}

function withTimes(findings: readonly Finding[], sights: readonly Sight[]): readonly LooseFinding[] {
  const times = new Map<string, number>();
  for (const { name } of sights) times.set(name, (times.get(name) ?? 0) + 1);
  return findings.map((finding) => ({
    ...finding,
    times: times.get(`${finding.detector}|${finding.key}`) ?? 0,
  }));
}

function spansOf(openers: readonly Sight[]): readonly Span[] {
  const spans: Span[] = [];
  for (const opener of openers.toSorted((a, b) => a.at - b.at || byText(a.name, b.name))) {
    const { at, last } = opener;
    const span = spans.at(-1);
    if (span === undefined || at - span.to > REACH_MS) {
      spans.push({ first: opener, from: at, to: last, members: [opener] });
    } else {
      span.to = Math.max(span.to, last);
      span.members.push(opener);
    }
  }
  return spans;
}

/** The span within reach that lies closest; of two alike the earlier. */
function nearest(spans: readonly Span[], { at, last }: Sight): Span | undefined {
  const gap = ({ from, to }: Span): number => Math.max(0, from - last, at - to);
  const near = spans.filter((span) => gap(span) <= REACH_MS);
  return near.toSorted((a, b) => gap(a) - gap(b) || a.from - b.from)[0];
}
