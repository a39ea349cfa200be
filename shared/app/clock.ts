import { systemClock, type Clock } from '../platform/clock.ts';

/** The clock of the whole app. */
export interface AppClock extends Clock {
  /** Says what time it is: only of a virtual clock. */
  readonly set: (at: Date) => void;
}

/** This machine's clock; or a virtual one, which goes on from what it was set to, and on which waiting takes no time. */
export function appClock(isVirtual: boolean): AppClock {
  let ahead = 0;
  const now = (): number => systemClock.now() + ahead;
  if (!isVirtual) return { ...systemClock, set: () => undefined };
  return {
    now,
    sleep: (ms) => {
      ahead += ms;
      return Promise.resolve();
    },
    abortAfter: systemClock.abortAfter,
    set: (at) => {
      ahead = Math.max(ahead, at.getTime() - systemClock.now()); // it never goes back: a turn that was promised has its time
    },
  };
}
