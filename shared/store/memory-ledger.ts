import { Fenced, type HeadRow, type KeptRow, type Ledger, type RowChange } from '../model/ledger.ts';
import { checkChange, checkCommit, checkKey, checkPrefix, type LedgerOptions } from './ledger-rules.ts';

/** As many rows as the real service gives at once, so that requests count alike. */
const ROWS_A_PAGE = 1_000;

type Kept = Map<string, Uint8Array>;

/** The ledger that lives as long as the process: the twin of the table, for tests and simulations. */
export function memoryLedger({ onRequest }: LedgerOptions = {}): Ledger {
  const kept: Kept = new Map();
  let head: HeadRow | undefined;
  let writes = 0;
  return {
    async head() {
      onRequest?.('read');
      return head === undefined ? undefined : { body: head.body.slice(), tag: head.tag };
    },
    rows: (prefix) => listed(kept, prefix, onRequest),
    async row(key) {
      checkKey(key);
      onRequest?.('read');
      return rowAt(kept, key);
    },
    async commit({ body, tag }, changes) {
      checkCommit(body, changes);
      onRequest?.('commit');
      if (head?.tag !== tag) throw new Fenced('the head was written meanwhile');
      for (const change of changes) apply(kept, change);
      writes += 1;
      head = { body: Uint8Array.from(body), tag: String(writes) };
      return head.tag;
    },
    async change(change) {
      checkChange(change);
      onRequest?.('change');
      apply(kept, change);
    },
  };
}

async function* listed(
  kept: Kept,
  prefix: string,
  onRequest: LedgerOptions['onRequest'],
): AsyncGenerator<KeptRow> {
  checkPrefix(prefix);
  const keys = [...kept.keys()].filter((key) => key.startsWith(prefix)).toSorted(byCodeUnit);
  for (let start = 0; start === 0 || start < keys.length; start += ROWS_A_PAGE) {
    onRequest?.('query-page');
    const page = keys.slice(start, start + ROWS_A_PAGE).map((key) => rowAt(kept, key));
    for (const row of page) if (row !== undefined) yield row;
  }
}

/** The bytes are copied in as out: `slice` of a Buffer would be a view. */
function apply(kept: Kept, { key, body }: RowChange): void {
  if (body === undefined) kept.delete(key);
  else kept.set(key, Uint8Array.from(body));
}

function rowAt(kept: Kept, key: string): KeptRow | undefined {
  const body = kept.get(key);
  return body === undefined ? undefined : { key, body: body.slice() };
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
