import { createHash } from 'node:crypto';
import { openTenant } from '../tenant/open-tenant.ts';
import { checkEnd } from './end.ts';
import { drain, week } from './lives.ts';
import { openServed } from './served.ts';
import { setupOf } from './setup.ts';
import { showAll } from './showings.ts';
import type { Stage } from './stage.ts';
import { Broken, count, openHolds, type Counts } from './tally.ts';
import { virtualTime } from './time.ts';
import { watchedLedger } from './watched-ledger.ts';
import { worldOf } from './world.ts';

/** What came of one run. */
export interface Ran {
  /** Of everything that was asked and written, with its time: the same seed and switches give the same. */
  readonly trace: string;
  readonly struck: Counts;
  readonly held: Counts;
  /** What did not hold. */
  readonly broken: string | undefined;
}

/** Plays one week of one seed with some faults, and holds every promise against it. */
export async function run(seed: number, bits: number, onTrace?: (line: string) => void): Promise<Ran> {
  const trace = createHash('sha256');
  const { stage, served, brokenInside } = staged(seed, bits, (line) => {
    trace.update(line);
    onTrace?.(line);
  });
  const { time, struck, holds, store, setup } = stage;
  let broken: Broken | undefined;
  try {
    await time.drive(week(stage));
    await time.drive(drain(stage));
    await checkEnd({ store, served, setup, holds });
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    broken = error;
  }
  const first = brokenInside() ?? broken;
  return { trace: trace.digest('hex'), struck, held: holds.counts, broken: first?.message };
}

interface Staged {
  readonly stage: Stage;
  readonly served: ReturnType<typeof openServed>;
  /** What a process broke, whatever it made of the error. */
  readonly brokenInside: () => Broken | undefined;
}

function staged(seed: number, bits: number, write: (line: string) => void): Staged {
  const [holds, struck]: [Stage['holds'], Counts] = [openHolds(), new Map()];
  const setup = setupOf(seed, bits);
  if (setup.lostTicks > 0) count(struck, 'outage', setup.lostTicks);
  const time = virtualTime(setup.born);
  const now = (): Date => new Date(time.now());
  const tenant = openTenant({
    now,
    tokenClock: now,
    subscribed: ['Audit.AzureActiveDirectory', 'Audit.Exchange'],
    licence: setup.licence,
    contentPage: setup.contentPage,
    onServed: (source, records) => served.hand(stage.asking, source, records),
  });
  const served = openServed(showAll(tenant, worldOf(seed), seed, bits, struck), holds);
  let inside: Broken | undefined;
  const store = watchedLedger({
    holds,
    onBroken: (broken) => void (inside ??= broken),
    onRound: (head) => served.settle(stage.handed.get(head.owner), head, time.now()),
  });
  const stage: Stage = {
    seed,
    setup,
    time,
    tenant,
    store,
    holds,
    struck,
    bits,
    note: (line) => write(`${now().toISOString()} ${line}`),
    handed: new Map(),
    asking: undefined,
    working: 0,
    isOtherLayout: false,
  };
  return { stage, served, brokenInside: () => inside };
}
