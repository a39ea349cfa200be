import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Incident } from '../../shared/model/finding.ts';
import { byText } from '../../shared/model/order.ts';
import type { Place } from '../../shared/model/place.ts';
import type { Summary } from '../../shared/model/summary.ts';
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
  /** Told how many bytes more were read. */
  readonly onBytes?: (bytes: number) => void;
}

export interface Replayed {
  readonly incidents: readonly Incident[];
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
      const store = memoryStore(declaredBy(detectors), () => ownDomains);
      const { placeOf, from } = options;
      const pass = createPass({ detectors, store, people, ownDomains, placeOf, from });
      for (const event of ingest.events()) pass.take(event);
      const { incidents, unanswered } = pass.finish();
      return { incidents, summary: summaryOf(ingest, unanswered, incidents, [...(ownDomains ?? [])]) };
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
