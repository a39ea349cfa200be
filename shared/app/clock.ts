import { systemClock, type Clock } from '../platform/clock.ts';

/** The clock of the whole app. */
export interface AppClock extends Clock {
  /** Says what time it is: only of a virtual clock. */
  readonly set: (at: Date) => void;
}

/** This machine's clock; or a virtual one, which shows what it was set to and the time since, and on which waiting takes no time. */
export function appClock(isVirtual: boolean): AppClock {
  if (!isVirtual) return { ...systemClock, set: () => undefined };
  let ahead = 0;
  return {
    now: () => systemClock.now() + ahead,
    // Time that was slept must not add up: the watch would be hours ahead of the logs that it reads.
    sleep: () => Promise.resolve(),
    abortAfter: systemClock.abortAfter,
    set: (at) => {
      ahead = at.getTime() - systemClock.now();
    },
  };
}
