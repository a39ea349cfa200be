import type { AuditEvent, SourceName } from '../model/events.ts';
import type { FeedName } from '../model/feed.ts';
import type { RejectedRecord } from '../model/summary.ts';
import type { Outcome, Cause, Window } from './due.ts';
import type { Happenings } from './happenings.ts';
import type { OwnDomains } from './own-domains.ts';
import type { People } from './people.ts';
import { subjectsOf } from '../model/events.ts';

/** What one record says, as sources tell it. */
type Read =
  | {
      readonly source: SourceName;
      readonly id: string;
      readonly stream: string;
      readonly event: AuditEvent | undefined;
      readonly people: readonly (readonly string[])[];
      readonly ownDomains: readonly string[];
    }
  | { readonly why: string; readonly recordId: string | undefined };

/** Reads one record of any known shape. */
export type ReadRecord = (record: Readonly<Record<string, unknown>>) => Read;

/** What a failure of the outside world is called, and told; undefined: it is a fault of ours. */
export type Explain = (error: unknown, title: string) => Cause | undefined;

/** What was read in one go. */
export interface Tally {
  readonly read: Map<SourceName, number>;
  duplicates: number;
  setAside: number;
  readonly rejected: RejectedRecord[];
  readonly parts: Set<string>;
  /** What was skipped or read another way, by log. */
  readonly told: Map<FeedName, Set<string>>;
}

export function newTally(): Tally {
  return { read: new Map(), duplicates: 0, setAside: 0, rejected: [], parts: new Set(), told: new Map() };
}

export interface Into {
  readonly happenings: Happenings;
  readonly people: People;
  readonly own: OwnDomains;
  readonly tally: Tally;
}

const MOST_REJECTED = 200;

/** Takes one record: into what happened, who is who, and the counts. */
function takeRecord(record: unknown, readRecord: ReadRecord, where: Window, into: Into): void {
  const { happenings, people, own, tally } = into;
  const read: Read =
    typeof record === 'object' && record !== null && !Array.isArray(record)
      ? readRecord(record as Readonly<Record<string, unknown>>)
      : { why: 'no object', recordId: undefined };
  if ('why' in read) {
    tally.setAside += 1;
    const { why, recordId } = read;
    const named = { file: where.feed.name, line: 0, why, ...(recordId === undefined ? {} : { recordId }) };
    if (tally.rejected.length < MOST_REJECTED) tally.rejected.push(named);
    return;
  }
  tally.read.set(read.source, (tally.read.get(read.source) ?? 0) + 1);
  for (const names of read.people) people.same(names);
  for (const domain of read.ownDomains) own.member(domain);
  const { event } = read;
  if (event === undefined) return;
  if (!happenings.add({ stream: read.stream, id: read.id, event })) {
    tally.duplicates += 1;
    return;
  }
  for (const subject of subjectsOf(event)) people.note(subject);
  if (event.kind === 'mail-sent' && event.source === 'message-traces')
    own.mail(event.actor.id, event.recipients);
}

function tell({ told }: Tally, name: FeedName, sentences: readonly string[]): void {
  const known = told.get(name) ?? new Set<string>();
  told.set(name, known);
  for (const sentence of sentences) known.add(sentence);
}

export interface ReadLimits {
  readonly deadline: () => number;
  readonly mostPages: number;
  readonly isKnown: (part: string) => boolean;
}

/** Reads one window of one log. What was read before a failure is kept: it is judged, and read again later. */
export async function readWindow(
  window: Window,
  limits: ReadLimits,
  readRecord: ReadRecord,
  explain: Explain,
  into: Into,
): Promise<Outcome> {
  const { feed, from, to } = window;
  let read = 0;
  try {
    const pages = feed.read(new Date(from), new Date(to), limits);
    for (;;) {
      const { done, value } = await pages.next();
      if (done === true) return { window, isWhole: value, pages: read };
      read += 1;
      for (const record of value.records) takeRecord(record, readRecord, window, into);
      if (value.part !== undefined) into.tally.parts.add(value.part);
      if (value.told !== undefined) tell(into.tally, feed.name, value.told);
    }
  } catch (error) {
    const failing = explain(error, feed.title);
    if (failing === undefined) throw error;
    return { window, isWhole: false, pages: read, failing };
  }
}
