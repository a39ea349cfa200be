import { subjectsOf, type AuditEvent, type SourceName } from '../../shared/model/events.ts';
import { joined, type Version } from '../../shared/model/join.ts';
import type { RejectedRecord } from '../../shared/model/summary.ts';
import type { OwnDomains } from '../../shared/pipeline/own-domains.ts';
import type { People } from '../../shared/pipeline/people.ts';
import { isRead, read, type Reading } from '../../shared/sources/index.ts';
import type { Raw } from '../export/index.ts';
import { createIds, hash53 } from './ids.ts';
import { pack, unpack } from '../../shared/model/pack.ts';
import type { Runs } from './runs.ts';

/** Takes records in any order and gives events in event order, each happening once. */
export interface Ingest {
  readonly take: (raw: Raw) => void;
  /** All events in event order, the versions of each joined. After the last `take`, once. */
  readonly events: () => Generator<AuditEvent>;
  readonly counts: ReadonlyMap<SourceName, number>;
  readonly duplicates: () => number;
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedMore: () => number;
}

/** Rejected records named one by one; the others are counted. */
const MOST_NAMED = 10_000;
/** The key of events that were joined: no id has it. */
const JOINED = -1;

/** Reads records, learns who is who and which domains are the tenant's own, and keeps each happening once. Events after `to` are not kept. */
export function createIngest(runs: Runs, people: People, own: OwnDomains, to: Date | undefined): Ingest {
  const ids = createIds();
  const counts = new Map<SourceName, number>();
  const rejected: RejectedRecord[] = [];
  /** Happenings with more than one body: the packed bodies but the first, by the key of their id. */
  const changed = new Map<number, Set<string>>();
  let [rejectedMore, duplicates] = [0, 0];

  function reject(record: RejectedRecord): void {
    if (rejected.length < MOST_NAMED) rejected.push(record);
    else rejectedMore += 1;
  }

  function keep({ stream, id, event }: Reading): void {
    const name = `${stream}|${id.toLowerCase()}`;
    const slot = ids.slot(name);
    if (!slot.fresh) duplicates += 1;
    if (event === undefined || (to !== undefined && event.at > to)) return;
    const note = ids.body(slot.at);
    if (note !== 0 && isSameBody(slot.at, note, event)) return;
    for (const subject of subjectsOf(event)) people.note(subject);
    if (note !== 0) {
      changed.set(slot.at, (changed.get(slot.at) ?? new Set<string>()).add(pack(event)));
      return;
    }
    const number = runs.add(event, slot.at);
    if (number !== undefined) ids.setBody(slot.at, -1 - number);
    if (event.kind === 'mail-sent' && event.source === 'message-traces')
      own.mail(event.actor.id, event.recipients);
  }

  /** A body is packed and hashed only when its id comes again, or when it leaves memory: most ids come once. */
  function isSameBody(at: number, note: number, event: AuditEvent): boolean {
    const first = note < 0 ? runs.held(-1 - note) : undefined;
    const known = first === undefined ? note : bodyOf(pack(first));
    ids.setBody(at, known);
    return known === bodyOf(pack(event));
  }

  runs.onPacked((key, packed) => {
    if (key !== JOINED) ids.setBody(key, bodyOf(packed));
  });

  return {
    take(raw) {
      const { file, line } = raw;
      if ('why' in raw) return reject(raw);
      const reading = read(raw.value);
      if (!isRead(reading)) {
        const { why, recordId } = reading;
        return reject(recordId === undefined ? { file, line, why } : { file, line, recordId, why });
      }
      counts.set(reading.source, (counts.get(reading.source) ?? 0) + 1);
      for (const names of reading.people) people.same(names);
      for (const domain of reading.ownDomains) own.member(domain);
      keep(reading);
    },
    *events() {
      const keys = new Set(changed.keys());
      for (const [key, first] of keys.size === 0 ? [] : runs.find(keys)) {
        const bodies = (changed.get(key) ?? new Set<string>()).add(first);
        const event = joined([...bodies].map(versionOf) as [Version, ...Version[]]);
        runs.add(event, JOINED);
      }
      ids.clear(); // judging needs the space
      yield* runs.inOrder(keys);
    },
    counts,
    duplicates: () => duplicates,
    rejected,
    rejectedMore: () => rejectedMore,
  };
}

/** The note of a body: its hash, never 0 and never negative, which is the number of one that is held in memory. */
function bodyOf(packed: string): number {
  return hash53(packed, 0) + 1;
}

function versionOf(text: string): Version {
  return { event: unpack(text), text };
}
