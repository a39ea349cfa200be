import { Fenced, type KeptRow, type Ledger, type RowChange } from '../model/ledger.ts';
import { Failure } from '../platform/problem.ts';
import type { Table } from '../platform/tables.ts';
import {
  checkChange,
  checkCommit,
  checkKey,
  checkPrefix,
  HEAD_KEY,
  type LedgerOptions,
  type LedgerRequest,
} from './ledger-rules.ts';
import { tableRows, type TableRows } from './table-rows.ts';

/** The one shard there is; a partition's name says which, so that more can come. */
const SHARD = 0;
/** Reads at once, when a transaction failed on a row that was to go and is not there. */
const READS_AT_ONCE = 10;

/** The ledger of one tenant (its id or its domain) in Azure Tables; many may share a table. */
export function tableLedger(table: Table, tenant: string, { onRequest }: LedgerOptions = {}): Ledger {
  const rows = counted(tableRows(table, partitionOf(tenant)), onRequest);
  return {
    head: () => rows.read(HEAD_KEY),
    rows: (prefix) => listed(rows, prefix),
    async row(key) {
      checkKey(key);
      const found = await rows.read(key);
      return found === undefined ? undefined : { key, body: found.body };
    },
    async commit(head, changes) {
      checkCommit(head.body, changes);
      return committed(rows, head, changes);
    },
    async change(change) {
      checkChange(change);
      await rows.change(change);
    },
  };
}

function counted(rows: TableRows, onRequest: LedgerOptions['onRequest']): TableRows {
  if (onRequest === undefined) return rows;
  const after = <T>(what: LedgerRequest, ask: () => T): T => {
    onRequest(what);
    return ask();
  };
  return {
    read: (key) => after('read', () => rows.read(key)),
    page: (prefix, token) => after('query-page', () => rows.page(prefix, token)),
    change: (change) => after('change', () => rows.change(change)),
    transact: (first, changes) => after('commit', () => rows.transact(first, changes)),
  };
}

async function* listed(rows: TableRows, prefix: string): AsyncGenerator<KeptRow> {
  checkPrefix(prefix);
  let [last, token]: [string, string | undefined] = ['', undefined];
  do {
    const page = await rows.page(prefix, token);
    if (page.next !== undefined && page.next === token) throw looping();
    for (const row of page.rows) {
      if (row.key <= last || row.key === HEAD_KEY) continue;
      last = row.key;
      yield row;
    }
    token = page.next;
  } while (token !== undefined);
}

/**
 * A row to go that is not there fails the whole transaction. To send the rest is safe: the head's tag goes with it again, so if the first
 * was written after all, the second is not.
 */
async function committed(
  rows: TableRows,
  { body, tag }: { readonly body: Uint8Array; readonly tag: string | undefined },
  changes: readonly RowChange[],
): Promise<string> {
  for (let left = changes; ;) {
    const written = await fenced(rows.transact({ key: HEAD_KEY, body, tag }, left));
    if (written !== undefined) return written;
    const there = await withoutAbsent(rows, left);
    if (there.length === left.length) throw new Fenced('the head is gone');
    left = there;
  }
}

/** The changes without the rows to go that are gone already. */
async function withoutAbsent(rows: TableRows, changes: readonly RowChange[]): Promise<readonly RowChange[]> {
  const left: RowChange[] = [];
  for (let start = 0; start < changes.length; start += READS_AT_ONCE) {
    const some = changes.slice(start, start + READS_AT_ONCE);
    const found = await Promise.all(
      some.map(async (change) => {
        const isThere = change.body !== undefined || (await rows.read(change.key)) !== undefined;
        return isThere ? [change] : [];
      }),
    );
    left.push(...found.flat());
  }
  return left;
}

function partitionOf(tenant: string): string {
  if (!/^[a-z\d.-]{1,100}$/i.test(tenant)) throw new RangeError('a tenant is named by its id or its domain');
  return `${tenant.toLowerCase()}~${SHARD}`; // whichever way an id is written, it is the same tenant
}

/**
 * The head has another tag, or is there where none should be: somebody else wrote it, or we did and the answer was lost on its way. Both
 * ways nobody may go on from what was read before. A table that is being deleted answers 409 too, and means no such thing.
 */
async function fenced<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && isFence(error))
      throw new Fenced('the head was written meanwhile', { cause: error });
    throw error;
  }
}

function isFence({ problem: { status, code } }: Failure): boolean {
  return status === 412 || code === 'EntityAlreadyExists';
}

function looping(): Failure {
  return new Failure({
    kind: 'looping-link',
    message: 'a listing goes on from where it began',
    transient: false,
  });
}
