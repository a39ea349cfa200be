import { createGathering, type Loose } from '../incidents/gather.ts';
import { incidentsOf } from '../incidents/index.ts';
import type { AuditEvent } from '../model/events.ts';
import type { Detector, Incident } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { MemoryStore } from '../model/store.ts';
import { createJudge, type Unanswered } from './judge.ts';
import { isOurs, known } from './known.ts';
import type { People } from './people.ts';

/** What a pass needs. */
export interface PassParts {
  readonly detectors: readonly Detector[];
  readonly store: MemoryStore;
  readonly people: People;
  readonly ownDomains: ReadonlySet<string> | undefined;
  readonly placeOf: (address: string) => Place;
  /** Earlier events only teach. */
  readonly from?: Date | undefined;
}

export interface Pass {
  /** Takes one event. Events come in event order, each once. */
  readonly take: (event: AuditEvent) => void;
  /** The incidents of all events taken, what belongs to none of them, and what was not answered. */
  readonly finish: () => {
    readonly incidents: readonly Incident[];
    readonly loose: readonly Loose[];
    readonly unanswered: Unanswered;
  };
}

/** place → recall → judge → gather, for one stretch of events. */
export function createPass({ detectors, store, people, ownDomains, placeOf, from }: PassParts): Pass {
  const gathering = createGathering();
  const isBefore = from === undefined ? () => false : (event: AuditEvent) => event.at < from;
  const judge = createJudge(detectors, store, gathering.add, isBefore);

  return {
    take(event) {
      if (!isOurs(event, ownDomains)) return;
      judge.judge(known(event, people, placeOf));
    },
    finish() {
      judge.finish();
      return {
        incidents: incidentsOf(gathering.groups()),
        loose: gathering.loose(),
        unanswered: judge.unanswered,
      };
    },
  };
}
