import { createWatch, type Tick, type Watch } from '../../shared/pipeline/watch.ts';
import { countedLedger, storedIn, type CountedLedger, type Stored } from './ledger.ts';
import { learn } from './learned.ts';
import { MS_A_MINUTE, openLogs } from './logs.ts';
import { watchParts } from './parts.ts';

/** A Tuesday at six: nobody works yet. */
const EARLY = Date.parse('2026-03-03T06:00:00Z');

/** What one tick asked of the table. */
export interface TickCost {
  readonly requests: number;
  /** By kind: `1 read, 1 query-page, 2 commit`. */
  readonly kinds: string;
  /** What it read that was new. */
  readonly events: number;
}

/** What the ticks of a tenant cost, and what lies in its table. */
export interface Ticks {
  readonly users: number;
  readonly days: number;
  readonly learned: Stored;
  readonly nothingDue: TickCost;
  readonly usual: TickCost;
  readonly everybody: TickCost;
  readonly cold: TickCost;
  readonly coldEverybody: TickCost;
  readonly largest: ReturnType<CountedLedger['largest']>;
}

/** Has a watch learn so many days of so many users, and then counts what ticks of a morning cost. */
export async function ticksOf(users: number, days: number): Promise<Ticks> {
  const clock = { now: EARLY };
  const { ledger, requests, largest } = countedLedger();
  const logs = openLogs(users);
  const start = (): Watch => createWatch(watchParts(ledger, logs, () => clock.now));
  await learn(
    watchParts(ledger, logs, () => clock.now),
    days,
  );
  const learned = await storedIn(ledger);
  let known = 0;

  async function tick(minutes: number, watch: Watch, everybodyActs = false): Promise<TickCost> {
    clock.now += minutes * MS_A_MINUTE;
    if (everybodyActs) logs.everybody(clock.now);
    const [asked, before] = [requests.length, known];
    known = eventsOf(await watch.tick()) ?? known;
    const sent = requests.slice(asked);
    return { requests: sent.length, kinds: kindsOf(sent), events: known - before };
  }

  const nothingDue = await tick(1, start());
  const watch = start();
  for (const minutes of [59, 60]) await tick(minutes, watch);
  const usual = await tick(5, watch);
  const everybody = await tick(5, watch, true);
  const cold = await tick(5, start());
  const coldEverybody = await tick(5, start(), true);
  return { users, days, learned, nothingDue, usual, everybody, cold, coldEverybody, largest: largest() };
}

/** The events a watch has taken in since it was born; undefined: the tick did nothing. */
function eventsOf(tick: Tick): number | undefined {
  if (tick.did === 'nothing') return undefined;
  const { read, duplicates } = tick.head.counts;
  return Object.values(read).reduce((sum, count) => sum + count, 0) - duplicates;
}

/** How many of which kind, in the order of their first. */
export function kindsOf(requests: readonly string[]): string {
  return [...new Set(requests)]
    .map((kind) => `${requests.filter((other) => other === kind).length} ${kind}`)
    .join(', ');
}
