import { LEDGER_LIMITS, type RowChange } from '../model/ledger.ts';

/** What a ledger asks its storage: one row, one page of a listing, one transaction, one write outside the fence. */
export type LedgerRequest = 'read' | 'query-page' | 'commit' | 'change';

export interface LedgerOptions {
  /** Told of each request before it is made, so that a bench can count them; what the SDK tries again counts once. */
  readonly onRequest?: (what: LedgerRequest) => void;
}

/** The head's own key: no other row may have it, so nothing but a commit writes it. */
export const HEAD_KEY = 'head';

const LONGEST_KEY = 200;
/** The alphabet holds nothing that a table's key, an address or a filter would have to escape; `~` is its last letter. */
const KEY = /^[a-z0-9~\-_.]+$/;

/** Both twins refuse what either cannot hold, so a test against the one in memory finds it. */
export function checkKey(key: string): void {
  if (key.length > LONGEST_KEY || !KEY.test(key)) throw new RangeError(`not a key: ${JSON.stringify(key)}`);
  if (key === HEAD_KEY) throw new RangeError('the head is no row of its own');
}

/** A prefix is the beginning of a key, or nothing. */
export function checkPrefix(prefix: string): void {
  if (prefix.length > LONGEST_KEY || (prefix !== '' && !KEY.test(prefix)))
    throw new RangeError(`not the beginning of a key: ${JSON.stringify(prefix)}`);
}

export function checkChange({ key, body }: RowChange): void {
  checkKey(key);
  checkBytes(key, body?.byteLength ?? 0);
}

export function checkCommit(head: Uint8Array, changes: readonly RowChange[]): void {
  checkBytes(HEAD_KEY, head.byteLength);
  if (changes.length > LEDGER_LIMITS.rowsACommit)
    throw new RangeError(`${changes.length} rows are more than a commit holds`);
  const keys = new Set<string>();
  let bytes = 0;
  for (const change of changes) {
    checkChange(change);
    if (keys.has(change.key)) throw new RangeError(`${change.key} twice in one commit`);
    keys.add(change.key);
    bytes += change.body?.byteLength ?? 0;
  }
  if (bytes > LEDGER_LIMITS.bytesACommit) throw new RangeError(`${bytes} bytes are more than a commit holds`);
}

function checkBytes(key: string, bytes: number): void {
  if (bytes > LEDGER_LIMITS.rowBytes)
    throw new RangeError(`${key}: ${bytes} bytes are more than a row holds`);
}
