import { createGathering, type Loose } from '../../shared/incidents/gather.ts';
import { incidentsOf } from '../../shared/incidents/index.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import type { Detector, Incident, Observation } from '../../shared/model/finding.ts';
import { byOrder, orderOf } from '../../shared/model/order.ts';
import type { MemoryStore } from '../../shared/model/store.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { known } from '../../shared/pipeline/known.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { isRead, read } from '../../shared/sources/index.ts';
import { chanceOf } from '../random.ts';
import type { Atlas } from './atlas.ts';
import type { Doing } from './doing.ts';
import { recordsOf, type Route } from './records.ts';

/** Something a detector saw, with what it was really. */
export interface Seen {
  readonly detector: string;
  readonly seen: Observation;
  readonly at: number;
  readonly doing: Doing | undefined;
}

export interface Judged {
  readonly seen: readonly Seen[];
  readonly incidents: readonly Incident[];
  readonly loose: readonly Loose[];
}

interface Written {
  readonly event: AuditEvent;
  readonly doing: Doing;
}

/** What the readers of Vigil make of the records of a life, in event order. */
export function writtenAs(
  doings: Iterable<Doing>,
  route: Route,
  seed: number,
  atlas: Atlas,
): readonly Written[] {
  const people = createPeople();
  const chance = chanceOf(seed, 5);
  const written: Written[] = [];
  for (const doing of doings)
    for (const record of recordsOf(doing, route, chance)) {
      const reading = read(record as Record<string, unknown>);
      if (!isRead(reading)) throw new Error(`a record of ours was set aside: ${reading.why}`);
      for (const names of reading.people) people.same(names);
      if (reading.event !== undefined) written.push({ event: reading.event, doing });
    }
  return written
    .map(({ event, doing }) => ({ event: known(event, people, atlas.placeOf), doing }))
    .map((one) => ({ ...one, order: orderOf(one.event) }))
    .toSorted((one, other) => byOrder(one.order, other.order));
}

/** Judges a life with the detectors and incidents of the watch. */
export function judged(
  written: readonly Written[],
  detectors: readonly Detector[],
  store: MemoryStore,
): Judged {
  const seen: Seen[] = [];
  const gathering = createGathering();
  const doingOf = new Map(written.map(({ event, doing }) => [event.id, doing]));
  const judge = createJudge(detectors, store, (sighting) => {
    gathering.add(sighting);
    const [evidence] = sighting.seen.evidence.slice(-1);
    seen.push({
      detector: sighting.detector.id,
      seen: sighting.seen,
      at: sighting.at.getTime(),
      doing: doingOf.get(evidence?.id ?? ''),
    });
  });
  for (const { event } of written) judge.judge(event);
  judge.finish();
  const [broken] = judge.unanswered.broken.values();
  if (broken !== undefined) throw new Error(`a detector broke: ${broken.message}`);
  return { seen, incidents: incidentsOf(gathering.groups()), loose: gathering.loose() };
}
