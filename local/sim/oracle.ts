import { declaredBy } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import type { Detector } from '../../shared/model/finding.ts';
import { joined, type Version } from '../../shared/model/join.ts';
import { byOrder, orderOf } from '../../shared/model/order.ts';
import { pack } from '../../shared/model/pack.ts';
import { createGathering, type Gathering } from '../../shared/incidents/gather.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { isOurs, known } from '../../shared/pipeline/known.ts';
import { createPeople, type People } from '../../shared/pipeline/people.ts';
import { subjectsOf } from '../../shared/model/events.ts';
import { isRead, read } from '../../shared/sources/index.ts';
import { USUAL } from '../tenant/index.ts';
import { plainMemory, type PlainMemory } from './plain-memory.ts';
import { sharedPlaces } from './processes.ts';

/** What one look at everything, in event order, comes to. */
export interface Oracle {
  readonly gathering: Gathering;
  readonly memory: PlainMemory;
  readonly people: People;
  /** Happenings of which more than one version was read. */
  readonly changed: number;
}

/** Replays records that stood in answers, each body once. */
export function replayOf(
  records: Iterable<Readonly<Record<string, unknown>>>,
  detectors: readonly Detector[],
): Oracle {
  const people = createPeople();
  const versions = new Map<string, Map<string, AuditEvent>>();
  for (const record of records) {
    const reading = read(record);
    if (!isRead(reading)) continue;
    for (const names of reading.people) people.same(names);
    const { event, stream, id } = reading;
    if (event === undefined) continue;
    for (const subject of subjectsOf(event)) people.note(subject);
    const name = `${stream}|${id.toLowerCase()}`;
    versions.set(name, (versions.get(name) ?? new Map<string, AuditEvent>()).set(pack(event), event));
  }
  const events = [...versions.values()].map(joinedOf).toSorted((a, b) => byOrder(orderOf(a), orderOf(b)));
  const { gathering, memory } = judged(events, people, detectors);
  const changed = [...versions.values()].filter(({ size }) => size > 1).length;
  return { gathering, memory, people, changed };
}

function joinedOf(bodies: ReadonlyMap<string, AuditEvent>): AuditEvent {
  const [first, ...rest] = [...bodies].map(([text, event]): Version => ({ text, event }));
  if (first === undefined) throw new Error('a happening without a version');
  return joined([first, ...rest]);
}

function judged(
  events: readonly AuditEvent[],
  people: People,
  detectors: readonly Detector[],
): Pick<Oracle, 'gathering' | 'memory'> {
  const own: ReadonlySet<string> = new Set(USUAL.domains);
  const memory = plainMemory(declaredBy(detectors), own);
  const gathering = createGathering();
  const judge = createJudge(detectors, memory, gathering.add);
  for (const event of events)
    if (isOurs(event, own)) judge.judge(known(event, people, (address) => sharedPlaces().of(address)));
  judge.finish();
  return { gathering, memory };
}
