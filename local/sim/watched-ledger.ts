import { createHash } from 'node:crypto';
import { Fenced, LEDGER_LIMITS, type Ledger, type RowChange } from '../../shared/model/ledger.ts';
import { statesOf } from '../../shared/pipeline/due.ts';
import { firstHead, type HeadState } from '../../shared/pipeline/head.ts';
import { PREFIX } from '../../shared/pipeline/keys.ts';
import { memoryLedger } from '../../shared/store/memory-ledger.ts';
import { StoreDown, type Mishaps } from './mishaps.ts';
import type { Random } from './random.ts';
import { Broken, type Holds } from './tally.ts';

const HEAD_BYTES = 8_192;
const { layout: LAYOUT } = firstHead(0);

/** The one store of a run, with somebody who looks at every commit. */
export interface WatchedLedger {
  readonly ledger: Ledger;
  /** As a process sees it: slow, failing, and gone when the process is. */
  readonly seenBy: (mishaps: Mishaps, random: Random, onAsked: (what: string) => void) => Ledger;
  /** Commits that were applied. */
  readonly commits: () => number;
  readonly head: () => HeadState | undefined;
  /** Incidents that were ever put into the outbox, by lower-cased id. */
  readonly told: ReadonlySet<string>;
}

export interface WatchParts {
  readonly holds: Holds;
  /** What was broken inside a process, which may make of the error what it likes. */
  readonly onBroken: (broken: Broken) => void;
  /** A round came to its end: its last commit gives the lease back. */
  readonly onRound: (head: HeadState) => void;
}

/** Opens an empty store. */
export function watchedLedger({ holds, onBroken, onRound }: WatchParts): WatchedLedger {
  const real = memoryLedger();
  const told = new Set<string>();
  let [tag, writes]: [string | undefined, number] = [undefined, 0];
  let head: HeadState | undefined;

  /** Somebody whose tag is an old one must be refused. */
  async function fenced(...[given, changes]: Parameters<Ledger['commit']>): Promise<string> {
    if (given.tag === tag) return real.commit(given, changes);
    const wrote = await real.commit(given, changes).then(
      () => true,
      () => false,
    );
    holds.that('a stale owner changes nothing', !wrote, () => `somebody wrote over ${head?.owner}`);
    throw new Fenced('refused');
  }

  async function commit(...[given, changes]: Parameters<Ledger['commit']>): Promise<string> {
    checkSizes(given.body, changes, holds.that);
    tag = await fenced(given, changes);
    writes += 1;
    const after = JSON.parse(Buffer.from(given.body).toString()) as HeadState;
    if (head?.layout === LAYOUT && after.layout === LAYOUT) checkOnwards(head, after, holds.that);
    head = after;
    for (const { key, body } of changes)
      if (body !== undefined && key.startsWith(PREFIX.outbox))
        told.add(key.slice(PREFIX.outbox.length).replace(/~\d+$/, ''));
    if (after.layout === LAYOUT && after.until === 0) onRound(after);
    return tag;
  }

  const ledger: Ledger = {
    ...real,
    commit: (...given) =>
      commit(...given).catch((error: unknown) => {
        if (error instanceof Broken) onBroken(error);
        throw error;
      }),
  };
  return {
    ledger,
    seenBy: (mishaps, random, onAsked) => faulty(ledger, mishaps, random, onAsked),
    commits: () => writes,
    head: () => head,
    told,
  };
}

function faulty(ledger: Ledger, mishaps: Mishaps, random: Random, onAsked: (what: string) => void): Ledger {
  async function call<T>(what: string, work: () => Promise<T>): Promise<T> {
    onAsked(what);
    await mishaps.before(random.int(2, 40));
    if (mishaps.strikes('store-fails', 0.01)) throw new StoreDown(`${what} was not done`);
    const done = await work();
    mishaps.after();
    return done;
  }

  return {
    head: () => call('head', ledger.head),
    async *rows(prefix) {
      yield* await call(`rows ${prefix}`, () => allOf(ledger.rows(prefix)));
    },
    row: (key) => call(`row ${key}`, () => ledger.row(key)),
    commit: (head, changes) =>
      call(`commit ${changes.length} ${digestOf(changes)}`, async () => {
        const tag = await ledger.commit(head, changes);
        if (mishaps.strikes('lost-answer', 0.03)) throw new StoreDown('the answer to a commit was lost');
        return tag;
      }),
    change: (change) => call(`change ${change.key}`, () => ledger.change(change)),
  };
}

async function allOf<T>(things: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const thing of things) all.push(thing);
  return all;
}

/** What is written, for the trace: a run that writes other bytes is another run. */
function digestOf(changes: readonly RowChange[]): string {
  const hash = createHash('sha1');
  for (const { key, body } of changes) hash.update(key).update(body ?? '-');
  return hash.digest('hex').slice(0, 12);
}

type Check = Holds['that'];

function checkSizes(head: Uint8Array, changes: readonly RowChange[], check: Check): void {
  check('sizes', head.byteLength <= HEAD_BYTES, () => `a head of ${head.byteLength} bytes`);
  check('sizes', changes.length <= LEDGER_LIMITS.rowsACommit, () => `${changes.length} rows in a commit`);
  for (const { key, body } of changes) {
    const bytes = body?.byteLength ?? 0;
    check('sizes', bytes <= LEDGER_LIMITS.rowBytes, () => `${key} has ${bytes} bytes`);
  }
}

/** Nothing goes back: steps, logs, history. */
function checkOnwards(before: HeadState, after: HeadState, check: Check): void {
  const onwards = (was: number, is: number, what: string): void =>
    check('checkpoint never back', is >= was, () => `${what} went from ${was} to ${is}`);
  onwards(before.step + 1, after.step, 'the step');
  // A log that could not be read at the time is the one thing for which history is begun again.
  const isAgain = after.history?.only?.join() !== before.history?.only?.join();
  if (!isAgain) onwards(before.history?.at ?? 0, after.history?.at ?? 0, 'history');
  for (const [name, { upTo }] of statesOf(before)) onwards(upTo, after.feeds[name]?.upTo ?? 0, name);
}
