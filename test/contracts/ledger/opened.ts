import { createHash } from 'node:crypto';
import type { KeptRow, Ledger, RowChange } from '../../../shared/model/ledger.ts';
import type { LedgerOptions } from '../../../shared/store/ledger-rules.ts';

/** Opens an empty ledger of a tenant that nobody else has. */
export type OpenLedger = (options?: LedgerOptions) => Ledger;

export function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text));
}

/** Bytes that nothing compresses or mistakes for text: all 256 in turn, from another beginning for each seed. */
export function manyBytes(count: number, seed = 0): Uint8Array {
  return Uint8Array.from({ length: count }, (_, at) => (at + seed) % 256);
}

export function row(key: string, text = key): KeptRow {
  return { key, body: bytes(text) };
}

export function gone(key: string): { readonly key: string; readonly body: undefined } {
  return { key, body: undefined };
}

/** Key, length and hash: large rows are compared by these, because Jest takes a minute for what these take a moment. */
export function outline({ key, body }: RowChange): string {
  return `${key} ${body?.byteLength} ${createHash('sha256')
    .update(body ?? '')
    .digest('hex')}`;
}

export async function listed(ledger: Ledger, prefix = ''): Promise<readonly KeptRow[]> {
  const rows: KeptRow[] = [];
  for await (const each of ledger.rows(prefix)) rows.push(each);
  return rows;
}

export async function keysOf(ledger: Ledger, prefix = ''): Promise<readonly string[]> {
  return (await listed(ledger, prefix)).map(({ key }) => key);
}

/** Makes the head, with rows if there are any; its tag. */
export function begun(ledger: Ledger, rows: readonly KeptRow[] = []): Promise<string> {
  return ledger.commit({ body: bytes('begun'), tag: undefined }, rows);
}
