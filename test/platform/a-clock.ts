import { systemClock, type Clock } from '../../shared/platform/clock.ts';

export const NOON = Date.UTC(2026, 10, 24, 12);

export interface FixedClock extends Clock {
  readonly slept: number[];
}

/** Stands at noon and moves only when somebody sleeps, which takes no time. */
export function fixedClock(): FixedClock {
  let time = NOON;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
    abortAfter: systemClock.abortAfter,
  };
}

export interface VirtualClock extends Clock {
  readonly run: () => Promise<void>;
}

/** Jumps from one sleeper's due moment to the next; each sleep lasts a little longer than asked, as real ones do. */
export function virtualClock(overshoot: () => number = () => 0): VirtualClock {
  let time = NOON;
  const sleepers: { readonly due: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: (ms) => new Promise((wake) => sleepers.push({ due: time + ms + overshoot(), wake })),
    abortAfter: systemClock.abortAfter,
    async run() {
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        const [next] = sleepers.toSorted((a, b) => a.due - b.due);
        if (next === undefined) return;
        sleepers.splice(sleepers.indexOf(next), 1);
        time = Math.max(time, next.due);
        next.wake();
      }
    },
  };
}
