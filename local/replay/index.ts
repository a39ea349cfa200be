import { detectors } from '../../shared/detectors/index.ts';
import { looseLines } from '../../shared/incidents/loose-lines.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { LooseLine } from '../../shared/model/notice.ts';
import { byText } from '../../shared/model/order.ts';
import type { Place } from '../../shared/model/place.ts';
import { NO_POLICY } from '../../shared/model/policy.ts';
import type { Summary } from '../../shared/model/summary.ts';
import { dayIn } from '../../shared/model/time.ts';
import type { Unanswered } from '../../shared/pipeline/judge.ts';
import { createOwnDomains } from '../../shared/pipeline/own-domains.ts';
import { createPass } from '../../shared/pipeline/pass.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { readExport, Unreadable, type Raw } from '../export/index.ts';
import { createIngest, type Ingest } from './ingest.ts';
import { createRuns } from './runs.ts';

export interface ReplayOptions {
  readonly ownDomains: readonly string[];
  /** Judge from here; earlier records only teach. */
  readonly from: Date | undefined;
  /** Records after this are counted and not used. */
  readonly to: Date | undefined;
  readonly placeOf: (address: string) => Place;
  /** ISO date of the place data; without one they count as fresh. Asked once everything is read. */
  readonly placesBuiltOn?: () => string;
  /** Told how many bytes more were read. */
  readonly onBytes?: (bytes: number) => void;
}

export interface Replayed {
  readonly incidents: readonly Incident[];
  /** What alone is no alarm. */
  readonly loose: readonly LooseLine[];
  readonly summary: Summary;
}

/** A replay under way: records in any order, then the answer. */
export interface Replay {
  readonly take: (raw: Raw) => void;
  /** Judges all that was taken. Once. */
  readonly finish: () => Replayed;
  /** Gives temporary space back. */
  readonly close: () => void;
}

/** Judges records with the code of the watch. Differs from it where it must: it judges with everything, the watch with what had arrived. */
export function openReplay(options: ReplayOptions): Replay {
  const runs = createRuns();
  const people = createPeople();
  const own = createOwnDomains(options.ownDomains);
  const ingest = createIngest(runs, people, own, options.to);
  return {
    take: ingest.take,
    finish() {
      const ownDomains = own.all();
      const { placeOf, placesBuiltOn, from } = options;
      const policy = { ...NO_POLICY, placesBuiltOn: dayIn(placesBuiltOn?.() ?? '') };
      const store = memoryStore(
        declaredBy(detectors),
        () => ownDomains,
        () => policy,
      );
      const pass = createPass({ detectors, store, people, ownDomains, placeOf, from });
      for (const event of ingest.events()) pass.take(event);
      const { incidents, loose, unanswered } = pass.finish();
      const summary = summaryOf(ingest, unanswered, incidents, [...(ownDomains ?? [])]);
      return { incidents, loose: looseLines(loose), summary };
    },
    close: runs.close,
  };
}

/** Replays exported files, in any mix and order. Throws Unreadable where none of them can be read. */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<Replayed> {
  const running = openReplay(options);
  try {
    await readAll(files, running.take, options);
    return running.finish();
  } finally {
    running.close();
  }
}

/** A file that cannot be read is set aside like a record, as long as another can be. */
async function readAll(
  files: readonly string[],
  take: (raw: Raw) => void,
  { onBytes }: ReplayOptions,
): Promise<void> {
  const failures: Unreadable[] = [];
  for (const file of files) {
    try {
      await readExport(file, take, onBytes === undefined ? {} : { onBytes });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      failures.push(error);
      take({ file, line: 1, why: error.why });
    }
  }
  const [first] = failures;
  if (first !== undefined && failures.length === files.length) throw first;
}

function summaryOf(
  ingest: Ingest,
  { undecided, broken }: Unanswered,
  incidents: readonly Incident[],
  ownDomains: readonly string[],
): Summary {
  return {
    read: byName(ingest.counts),
    duplicates: ingest.duplicates(),
    rejected: ingest.rejected,
    rejectedMore: ingest.rejectedMore(),
    incidents: incidents.length,
    undecided: byName(undecided),
    broken: byName(new Map([...broken].map(([id, { message }]) => [id, message]))),
    ownDomains: ownDomains.toSorted(byText),
  };
}

function byName<T>(values: ReadonlyMap<string, T>): Readonly<Record<string, T>> {
  return Object.fromEntries([...values].toSorted(([a], [b]) => byText(a, b)));
}
