import { isOn, type FaultName } from './faults.ts';
import type { Random } from './random.ts';
import { count, type Counts } from './tally.ts';
import type { VirtualTime } from './time.ts';

/** The process is gone: whatever it knew is lost. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** The storage, or the way to it, does not work for the moment. */
export class StoreDown extends Error {
  override readonly name = 'StoreDown';
}

const LONGEST_LIFE = 90;
/** Longer than the lease of nine minutes. */
const PAUSE_MS = { least: 10 * 60_000, most: 45 * 60_000 };

/** What befalls one process, at the moments at which it waits for the world. */
export interface Mishaps {
  /** Waits as long as a call takes, or much longer; throws where the process dies before it. */
  readonly before: (ms: number) => Promise<void>;
  /** Throws where the process dies with the work done and the answer unread. */
  readonly after: () => void;
  /** Whether a fault strikes now. */
  readonly strikes: (name: FaultName, probability: number) => boolean;
}

export interface MishapParts {
  readonly random: Random;
  readonly bits: () => number;
  readonly time: VirtualTime;
  readonly struck: Counts;
}

/** A process dies at some await of its life; which one, and on which side of it, chance says. */
export function mishapsOf({ random, bits, time, struck }: MishapParts): Mishaps {
  const diesAt = random.chance(0.75) ? random.int(1, LONGEST_LIFE) : Infinity;
  const diesBefore = random.chance(0.5);
  let [calls, isDead] = [0, false];

  function dieIf(dies: boolean): void {
    if (!isDead && dies && isOn(bits(), 'crash')) {
      isDead = true;
      count(struck, 'crash');
    }
    if (isDead) throw new Crash('killed');
  }

  function strikes(name: FaultName, probability: number): boolean {
    const hits = random.chance(probability) && isOn(bits(), name);
    if (hits) count(struck, name);
    return hits;
  }

  return {
    strikes,
    async before(ms) {
      calls += 1;
      const pause = random.int(PAUSE_MS.least, PAUSE_MS.most);
      dieIf(false);
      await time.wait(strikes('paused', 0.01) ? pause : ms);
      dieIf(calls >= diesAt && diesBefore);
    },
    after: () => dieIf(calls >= diesAt),
  };
}
