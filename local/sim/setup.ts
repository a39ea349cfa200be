import { detectors } from '../../shared/detectors/index.ts';
import type { Detector } from '../../shared/model/finding.ts';
import { LEDGER_LIMITS } from '../../shared/model/ledger.ts';
import type { Budget } from '../../shared/pipeline/watch-parts.ts';
import type { Bounds } from '../../shared/store/keeper.ts';
import { isOn } from './faults.ts';
import { randomOf } from './random.ts';
import { MS_A_DAY, MS_A_MINUTE, MS_AN_HOUR, WORLD_BEGINS, WORLD_ENDS } from './world.ts';

/** What of a run is neither world nor fault: how Vigil is set up, and when its timer fires. */
export interface Setup {
  /** When Vigil looks for the first time. Milliseconds since 1970. */
  readonly born: number;
  readonly licence: 'free' | 'p1' | 'p2';
  /** What one transaction takes: little on some seeds, so that a tick is really many of them. */
  readonly bounds: Bounds;
  readonly budget: Budget;
  /** The width of one reading of Graph's logs, in minutes: wide ones need fewer ticks to see a week. */
  readonly sliceMinutes: number;
  readonly contentPage: number;
  /** When the timer fires, ascending. */
  readonly ticks: readonly number[];
  /** Ticks that fall into an outage. */
  readonly lostTicks: number;
  /** Before a new version is deployed, and from then on. */
  readonly lists: readonly [readonly Detector[], readonly Detector[]];
  readonly deployedAt: number;
  readonly otherLayoutAt: number;
  /** When the tenant buys P1 or loses it, ascending. */
  readonly switchedAt: readonly number[];
}

const BUDGET = { readMs: 240_000, leaseMs: 540_000 };
const HISTORY_DAYS = 2;

export function setupOf(seed: number, bits: number): Setup {
  const random = randomOf(seed, 'setup');
  const born = WORLD_BEGINS + random.int(0, HISTORY_DAYS * MS_A_DAY);
  const later = (): number => born + random.int(MS_A_DAY / 4, WORLD_ENDS - born - MS_A_DAY / 2);
  const rows = random.pick([1, 3, 5, 20, LEDGER_LIMITS.rowsACommit]);
  const fewer = detectors.filter(() => random.chance(0.75));
  const lists: Setup['lists'] = random.chance(0.5) ? [fewer, detectors] : [detectors, fewer];
  return {
    born,
    licence: random.pick(['free', 'p1', 'p1', 'p2'] as const),
    bounds: { rows, bytes: LEDGER_LIMITS.bytesACommit },
    budget: { ...BUDGET, mostPages: random.pick([4, 12, 40, 40]) },
    sliceMinutes: random.pick([240, 480, 720, 1_440, 1_440]),
    contentPage: random.pick([3, 100]),
    ...ticksOf(seed, born, isOn(bits, 'outage')),
    lists: isOn(bits, 'detectors') ? lists : [detectors, detectors],
    deployedAt: later(),
    otherLayoutAt: later(),
    switchedAt: [later(), later(), later()].slice(random.int(0, 2)).toSorted((a, b) => a - b),
  };
}

/** Some minutes are watched one by one, and in between the timer sleeps for hours; in an outage for more than a day. */
function ticksOf(seed: number, born: number, hasOutage: boolean): Pick<Setup, 'ticks' | 'lostTicks'> {
  const random = randomOf(seed, 'timer');
  const dark = born + random.int(0, WORLD_ENDS - born);
  const light = dark + random.int(10, 40) * MS_AN_HOUR;
  const ticks: number[] = [];
  for (let at = born; at < WORLD_ENDS;) {
    ticks.push(at);
    const isClose = random.chance(0.25);
    at += isClose ? random.int(1, 6) * MS_A_MINUTE : random.int(45, 7 * 60) * MS_A_MINUTE;
  }
  const lit = hasOutage ? ticks.filter((at) => at < dark || at > light) : ticks;
  return { ticks: lit, lostTicks: ticks.length - lit.length };
}
