import type { FeedName } from '../../shared/model/feed.ts';
import { statesOf } from '../../shared/pipeline/due.ts';
import type { HeadState } from '../../shared/pipeline/head.ts';
import type { Source } from '../tenant/index.ts';
import type { Shown } from './showings.ts';
import { MS_A_DAY, MS_A_MINUTE } from './world.ts';
import type { Holds } from './tally.ts';

export type ServedRecord = Readonly<Record<string, unknown>>;

/** What one process was given in its present tick. */
export interface Handed {
  began: number;
  records: { readonly source: Source; readonly record: ServedRecord; readonly text: string }[];
}

/** What stood in answers of rounds that came to their end, and whether a checkpoint passed anything else. */
export interface Served {
  /** Records stood in an answer. */
  readonly hand: (handed: Handed | undefined, source: Source, records: readonly ServedRecord[]) => void;
  /** A round of the process came to its end: what it was given must have been judged. */
  readonly settle: (handed: Handed | undefined, head: HeadState, now: number) => void;
  /** Every body that stood in an answer of such a round, once, and in which of them it did first. */
  readonly settled: () => ReadonlyMap<ServedRecord, number>;
  /** Every body that stood in any answer: a process that died may have learned from it, and somebody else was given another. */
  readonly all: () => Iterable<ServedRecord>;
}

/** The clocks of two processes differ, and a log that was never read begins a day before the first look. */
const FIRST_REACH_MS = MS_A_DAY - 10 * MS_A_MINUTE;

export function openServed(shown: readonly Shown[], holds: Holds): Served {
  const bodies = new Set<string>();
  const settled = new Map<ServedRecord, number>();
  const all = new Map<string, ServedRecord>();
  const happened = new Set<string>();
  let rounds = 0;
  const checked = new Map<FeedName, number>();
  const byFeed = new Map<FeedName, Shown[]>();
  for (const one of shown) {
    const list = byFeed.get(one.logged.feed) ?? [];
    byFeed.set(one.logged.feed, list);
    list.push(one);
  }

  function checkFeed(name: FeedName, upTo: number, began: number, now: number): void {
    const from = checked.get(name) ?? began - FIRST_REACH_MS;
    checked.set(name, Math.max(from, upTo));
    for (const one of byFeed.get(name) ?? []) {
      const isDue = one.at > from && one.at <= upTo && isVisibleAllThrough(one, began, now);
      if (!isDue) continue;
      const { source, record } = one.logged;
      holds.that(
        'checkpoint not past the unread',
        happened.has(nameOf(source, record)),
        () =>
          `${name} was read up to ${text(upTo)}, and ${nameOf(source, record)} of ${text(one.at)} was not`,
      );
    }
  }

  return {
    hand(handed, source, records) {
      for (const record of records) {
        const text = JSON.stringify(record);
        all.set(text, record);
        handed?.records.push({ source, record, text });
      }
    },
    settle(handed, head, now) {
      if (handed === undefined) throw new Error('a round of nobody');
      rounds += 1;
      for (const { source, record, text } of handed.records) {
        if (!bodies.has(text)) settled.set(record, rounds);
        bodies.add(text);
        happened.add(nameOf(source, record));
      }
      handed.records = [];
      for (const [name, { upTo }] of statesOf(head)) checkFeed(name, upTo, handed.began, now);
    },
    settled: () => settled,
    all: () => all.values(),
  };
}

function isVisibleAllThrough({ from, until, missing }: Shown, began: number, now: number): boolean {
  if (from > began || until <= now) return false;
  return missing === undefined || missing.from > now || missing.until <= began;
}

/** Which happening a record tells of, whatever its body. */
function nameOf(source: Source, record: ServedRecord): string {
  const id = record['id'] ?? record['Id'];
  const name = `${source} ${String(id)}`;
  return source === 'message-traces' ? `${name} to ${String(record['recipientAddress'])}` : name;
}

function text(at: number): string {
  return new Date(at).toISOString();
}
