import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { Incident } from '../../shared/model/finding.ts';
import type { Place } from '../../shared/model/place.ts';
import type { Summary } from '../../shared/model/summary.ts';
import type { Unanswered } from '../../shared/pipeline/judge.ts';
import { createOwnDomains } from '../../shared/pipeline/own-domains.ts';
import { createPass } from '../../shared/pipeline/pass.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { readExport } from '../export/index.ts';
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

/**
 * Reads exported files, in any mix and order, and judges them with the code of the watch. Differs from the watch where it must: it judges
 * with everything, the watch judged with what had arrived. Throws Unreadable where a file cannot be read at all.
 */
export async function replay(files: readonly string[], options: ReplayOptions): Promise<Replayed> {
  const runs = createRuns();
  try {
    const people = createPeople();
    const own = createOwnDomains(options.ownDomains);
    const ingest = createIngest(runs, people, own, options.to);
    const reading = options.onBytes === undefined ? {} : { onBytes: options.onBytes };
    for (const file of files) await readExport(file, ingest.take, reading);

    const ownDomains = own.all();
    const store = memoryStore(declaredBy(detectors), () => ownDomains);
    const { placeOf, from } = options;
    const pass = createPass({ detectors, store, people, ownDomains, placeOf, from });
    for (const event of ingest.events()) pass.take(event);
    const { incidents, unanswered } = pass.finish();
    return { incidents, summary: summaryOf(ingest, unanswered, incidents, [...(ownDomains ?? [])]) };
  } finally {
    runs.close();
  }
}

function summaryOf(
  ingest: Ingest,
  { undecided, broken }: Unanswered,
  incidents: readonly Incident[],
  ownDomains: readonly string[],
): Summary {
  return {
    read: Object.fromEntries([...ingest.counts].toSorted()),
    duplicates: ingest.duplicates(),
    rejected: ingest.rejected,
    rejectedMore: ingest.rejectedMore(),
    incidents: incidents.length,
    undecided: Object.fromEntries([...undecided].toSorted()),
    broken: Object.fromEntries([...broken].map(([id, { message }]) => [id, message] as const).toSorted()),
    ownDomains: ownDomains.toSorted(),
  };
}
