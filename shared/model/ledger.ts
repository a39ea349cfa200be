/** One row of what is kept: its key within the tenant, and its bytes. */
export interface KeptRow {
  readonly key: string;
  readonly body: Uint8Array;
}

/** A row to put in place of whatever has its key, or a key whose row is to go. */
export type RowChange = KeptRow | { readonly key: string; readonly body: undefined };

/** The row that every commit carries: whoever last wrote it is the owner of everything behind the fence. */
export interface HeadRow {
  readonly body: Uint8Array;
  /** Changes with every write of the head; opaque. */
  readonly tag: string;
}

/** What one row and one commit can hold, head not counted; design.md §8. */
export const LEDGER_LIMITS = { rowBytes: 60_000, rowsACommit: 99, bytesACommit: 2_700_000 } as const;

/** Somebody else has written the head since: the lease is lost, and nothing of the commit was written. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/**
 * Keeps rows for one tenant: the port of every durable store. What cannot be read throws; only what is not there is undefined.
 * Keys are 1–200 of `a–z 0–9 ~ - _ .`; they sort by code unit.
 */
export interface Ledger {
  readonly head: () => Promise<HeadRow | undefined>;
  /** The rows whose key begins with the prefix, in order of their keys, the head never among them. */
  readonly rows: (prefix: string) => AsyncIterable<KeptRow>;
  /** One row; undefined where there is none. */
  readonly row: (key: string) => Promise<KeptRow | undefined>;
  /**
   * Writes the head and the changes in one transaction, if the head still has the tag (undefined: if there is no head yet), and gives
   * the head's new tag. Throws `Fenced` where it has not, and `RangeError` before anything is sent where a limit is passed. A row to go
   * that is not there is no fault. Each key at most once.
   */
  readonly commit: (
    head: { readonly body: Uint8Array; readonly tag: string | undefined },
    changes: readonly RowChange[],
  ) => Promise<string>;
  /** Writes or removes one row outside the fence: only for rows that the pipeline never writes (`ack~`, `mute~`, `pardon~`, `scan~`). */
  readonly change: (change: RowChange) => Promise<void>;
}
