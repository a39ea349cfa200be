/** Time, as the platform needs it. A simulation hands in its own. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Aborts after that long, with a `TimeoutError` as its reason. */
  readonly abortAfter: (ms: number) => AbortSignal;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  abortAfter: (ms) => AbortSignal.timeout(Math.ceil(ms)),
};
