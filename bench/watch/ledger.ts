import type { Ledger } from '../../shared/model/ledger.ts';
import { ALL, PREFIX } from '../../shared/pipeline/keys.ts';
import type { LedgerRequest } from '../../shared/store/ledger-rules.ts';
import { ledgerKeeper } from '../../shared/store/keeper.ts';
import { memoryLedger } from '../../shared/store/memory-ledger.ts';

/** A ledger in memory that counts: a page of it holds as many rows as one of Azure's, so its requests are those of the table. */
export interface CountedLedger {
  readonly ledger: Ledger;
  /** Every request since it was opened: reads, pages of listings, transactions. */
  readonly requests: readonly LedgerRequest[];
  /** The most rows and the most bytes that any one transaction carried, head not counted. */
  readonly largest: () => { readonly rows: number; readonly bytes: number };
}

export function countedLedger(): CountedLedger {
  const requests: LedgerRequest[] = [];
  const largest = { rows: 0, bytes: 0 };
  const ledger = memoryLedger({ onRequest: (what) => void requests.push(what) });
  return {
    ledger: {
      ...ledger,
      commit(head, changes) {
        const bytes = changes.reduce((sum, { body }) => sum + (body?.byteLength ?? 0), 0);
        largest.rows = Math.max(largest.rows, changes.length);
        largest.bytes = Math.max(largest.bytes, bytes);
        return ledger.commit(head, changes);
      },
    },
    requests,
    largest: () => ({ ...largest }),
  };
}

/** Bytes in the table, deflated as they lie there. */
export interface Stored {
  /** What was learned of users, in how many buckets, and in the fullest of them. */
  readonly memory: number;
  readonly buckets: number;
  readonly fullest: number;
  /** What happened lately, and how many events that is. */
  readonly log: number;
  readonly events: number;
  /** All that a cold start reads, and in how many rows. */
  readonly all: number;
  readonly rows: number;
  readonly head: number;
}

/** Weighs what lies in a ledger. */
export async function storedIn(ledger: Ledger): Promise<Stored> {
  const buckets = new Map<string, number>();
  let [log, all, rows] = [0, 0, 0];
  for await (const { key, body } of ledger.rows(ALL)) {
    rows += 1;
    all += body.byteLength;
    if (key.startsWith(PREFIX.happenings)) log += body.byteLength;
    if (!key.startsWith(PREFIX.memory)) continue;
    const bucket = key.slice(0, key.lastIndexOf('~'));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + body.byteLength);
  }
  const sizes = [...buckets.values()];
  return {
    memory: sizes.reduce((sum, size) => sum + size, 0),
    buckets: sizes.length,
    fullest: Math.max(0, ...sizes),
    log,
    events: await eventsIn(ledger),
    all,
    rows,
    head: (await ledger.head())?.body.byteLength ?? 0,
  };
}

async function eventsIn(ledger: Ledger): Promise<number> {
  const { values } = await ledgerKeeper(ledger).load(PREFIX.happenings);
  return [...values.values()].reduce<number>((sum, hour) => sum + (hour as readonly unknown[]).length, 0);
}
