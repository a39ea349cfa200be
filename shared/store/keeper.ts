import type { Keeper, ValueChange } from '../model/keeper.ts';
import { LEDGER_LIMITS, type KeptRow, type Ledger, type RowChange } from '../model/ledger.ts';
import { packRows, surplusKeys, unpackRows } from './chunks.ts';

/** What one transaction takes, head not counted; less than a ledger's own limits only where a test wants many transactions. */
export interface Bounds {
  readonly rows: number;
  readonly bytes: number;
}

const USUAL: Bounds = { rows: LEDGER_LIMITS.rowsACommit, bytes: LEDGER_LIMITS.bytesACommit };

interface Step {
  readonly changes: RowChange[];
  bytes: number;
}

/** Keeps JSON values on a ledger: each in as many rows as it needs, all of them in one transaction. */
export function ledgerKeeper(ledger: Ledger, bounds: Bounds = USUAL): Keeper {
  /** Rows of each value, as far as this process has seen: what is over when a value shrinks has to go. */
  const counts = new Map<string, number>();
  /** What was listed whole: a key under it that was not there has no rows. */
  const listed = new Set<string>();

  async function rowsOf({ key, value }: ValueChange): Promise<readonly RowChange[]> {
    const before = counts.get(key) ?? (await storedCount(key));
    const rows: readonly KeptRow[] = value === undefined ? [] : packRows(key, value);
    counts.set(key, rows.length);
    const gone = surplusKeys(key, before, rows.length).map((surplus) => ({ key: surplus, body: undefined }));
    return [...rows, ...gone];
  }

  /** A value that was never loaded may stand there in more rows than the new one has. */
  async function storedCount(key: string): Promise<number> {
    if ([...listed].some((prefix) => key.startsWith(prefix))) return 0;
    let count = 0;
    for await (const _row of ledger.rows(`${key}~`)) count += 1;
    return count;
  }

  async function stepsOf(phases: readonly (readonly ValueChange[])[]): Promise<readonly Step[]> {
    const steps: Step[] = [{ changes: [], bytes: 0 }];
    for (const change of phases.flat()) {
      const rows = await rowsOf(change);
      const bytes = rows.reduce((sum, { body }) => sum + (body?.byteLength ?? 0), 0);
      const step = steps.at(-1);
      const isFull =
        step !== undefined &&
        step.changes.length > 0 &&
        (step.changes.length + rows.length > bounds.rows || step.bytes + bytes > bounds.bytes);
      if (step === undefined || isFull) steps.push({ changes: [...rows], bytes });
      else {
        step.changes.push(...rows);
        step.bytes += bytes;
      }
    }
    return steps;
  }

  return {
    async head() {
      const head = await ledger.head();
      return head === undefined ? undefined : { text: Buffer.from(head.body).toString(), tag: head.tag };
    },
    async load(prefix) {
      const rows: KeptRow[] = [];
      for await (const row of ledger.rows(prefix)) rows.push(row);
      const unpacked = unpackRows(rows);
      for (const key of counts.keys()) if (key.startsWith(prefix)) counts.delete(key);
      listed.add(prefix);
      for (const [key, count] of unpacked.counts) counts.set(key, count);
      return { values: unpacked.values, damaged: [...unpacked.damaged.keys()] };
    },
    async commit(tag, phases, headOf) {
      try {
        const steps = await stepsOf(phases);
        let current = tag;
        for (const [at, { changes }] of steps.entries()) {
          const body = Buffer.from(headOf(at === steps.length - 1));
          current = await ledger.commit({ body, tag: current }, changes);
        }
        if (current === undefined) throw new Error('nothing was committed');
        return current;
      } catch (error) {
        counts.clear(); // what stands there now is not known
        listed.clear();
        throw error;
      }
    },
    async note(change) {
      for (const row of await rowsOf(change)) await ledger.change(row);
    },
  };
}
