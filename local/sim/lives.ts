import { statesOf } from '../../shared/pipeline/due.ts';
import { isReading } from '../../shared/pipeline/history.ts';
import { isOn } from './faults.ts';
import { layoutTrial } from './layout-trial.ts';
import { Crash, StoreDown } from './mishaps.ts';
import { feedsRead } from './processes.ts';
import { randomOf } from './random.ts';
import { listNow, start, type Life, type Stage } from './stage.ts';
import { Broken, count } from './tally.ts';
import { MS_A_MINUTE, WORLD_ENDS } from './world.ts';

/** The second timer fires so long after the first at most, in milliseconds. */
const LAG_OF_TIMERS_MS = 20_000;
/** After the faults a tick each five minutes; then, for a licence that is asked for daily, a longer step. */
const DRAIN_TICKS = 120;
const LONG_STEP_AFTER = 40;
/** A clock may be two minutes off, and a tick takes its time. */
const NO_LAG_MS = 2 * MS_A_MINUTE;

/** The week: processes live, die and come back, a licence is bought or lost, another version comes and goes. */
export function week(stage: Stage): Promise<unknown> {
  return Promise.all([
    ...timers(stage).map((ticks) => live(stage, ticks)),
    switches(stage),
    otherLayout(stage),
  ]);
}

/** After the faults: ticks until nothing is left to read, and not too many of them. */
export async function drain(stage: Stage): Promise<void> {
  const { time, holds, store } = stage;
  stage.bits = 0;
  stage.tenant.faults.clear();
  if (time.now() < WORLD_ENDS) await time.wait(WORLD_ENDS - time.now());
  let life = start(stage);
  let ticks = 0;
  for (; ticks === 0 || (lagging(stage) !== undefined && ticks < DRAIN_TICKS); ticks += 1) {
    if (ticks > 0) await time.wait((ticks < LONG_STEP_AFTER ? 5 : 30) * MS_A_MINUTE);
    life = await tick(stage, life);
  }
  const left = lagging(stage);
  holds.that(
    'lag goes to 0',
    left === undefined,
    () => `${left} after ${ticks} ticks: ${JSON.stringify(store.head())}`,
  );
}

/** Two processes tick at nearly the same moments where there may be two at all. */
function timers({ seed, bits, setup: { ticks } }: Stage): readonly (readonly number[])[] {
  if (!isOn(bits, 'two-timers') && !isOn(bits, 'paused')) return [ticks];
  const random = randomOf(seed, 'second timer');
  return [ticks, ticks.map((at) => at + random.int(0, LAG_OF_TIMERS_MS))];
}

async function live(stage: Stage, ticks: readonly number[]): Promise<void> {
  const { time, struck } = stage;
  let life = start(stage);
  for (const at of ticks) {
    if (at < time.now()) continue; // a timer does not fire while its function runs
    await time.wait(at - time.now());
    if (life.detectors !== listNow(stage)) {
      count(struck, 'detectors');
      life = start(stage);
    }
    life = await tick(stage, life);
  }
}

/** One tick; gives the process that goes on, another one after a crash. */
async function tick(stage: Stage, life: Life): Promise<Life> {
  const { owner, watch, handed } = life;
  const { time, note, struck } = stage;
  if (stage.working > 0) count(struck, 'two-timers');
  stage.working += 1;
  [handed.began, handed.records] = [time.now(), []];
  note(`${owner} tick`);
  try {
    const done = await watch.tick();
    note(`${owner} did ${done.did === 'nothing' ? done.because : `a round, read ${done.read}`}`);
    return life;
  } catch (error) {
    note(`${owner} ended by ${String(error)}`);
    if (error instanceof Crash) return start(stage);
    const isRefused = stage.isOtherLayout && /layout/.test(String(error));
    if (error instanceof StoreDown || isRefused) return life;
    if (error instanceof Broken) throw error;
    throw new Broken(`a tick ended by ${error instanceof Error ? error.stack : String(error)}`);
  } finally {
    stage.working -= 1;
  }
}

async function switches({ bits, setup, time, tenant, struck, note }: Stage): Promise<void> {
  if (!isOn(bits, 'switched')) return;
  for (const at of setup.switchedAt) {
    await time.wait(at - time.now());
    tenant.set({ licence: tenant.settings().licence === 'free' ? 'p1' : 'free' });
    count(struck, 'switched');
    note('the licence is another');
  }
}

async function otherLayout(stage: Stage): Promise<void> {
  const { bits, setup, time, store, holds, struck } = stage;
  if (!isOn(bits, 'layout')) return;
  await time.wait(setup.otherLayoutAt - time.now());
  if (store.head() === undefined) return;
  count(struck, 'layout');
  stage.isOtherLayout = true;
  await layoutTrial({ store, holds, time, tick: () => start(stage).watch.tick() });
  stage.isOtherLayout = false;
}

/** What is not read to the end. */
function lagging({ store, time }: Stage): string | undefined {
  const head = store.head();
  if (head === undefined) return 'everything';
  if (head.history === undefined || isReading(head.history)) return 'history';
  const states = new Map(statesOf(head));
  return feedsRead(head.route, time.now()).find((name) => {
    const state = states.get(name);
    return state === undefined || state.failing !== undefined || state.upTo < time.now() - NO_LAG_MS;
  });
}
