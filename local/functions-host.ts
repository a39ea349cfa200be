import { setTimeout } from 'node:timers/promises';
import type { RegisteredFunction } from './functions-core.ts';
import { serve } from './host/http.ts';
import { invoke, runTimer, type WriteLog } from './host/invoke.ts';
import { timersOf, type Settings } from './host/timers.ts';

export { loadBundle } from './host/load.ts';

/** A run that has not ended by then is left alone. */
const LONGEST_STOP_MS = 5_000;

export interface HostOptions {
  /** What `loadBundle` gave, or in a test what an import of functions/index.ts registered. */
  readonly functions: readonly RegisteredFunction[];
  /** The key that HTTP functions want. */
  readonly key: string;
  readonly log: WriteLog;
  /** 0, unless given: any port that is free. */
  readonly port?: number;
  /** As in host.json. */
  readonly routePrefix?: string;
  /** The settings that schedules name; without them no timer runs by itself. */
  readonly settings?: Settings;
}

/** Functions that run without Azure. */
export interface FunctionsHost {
  /** Where HTTP functions are, without the prefix: `http://127.0.0.1:7071`. */
  readonly url: string;
  /** Runs a timer now, and waits for its end. Throws what it threw. */
  readonly runNow: (name: string) => Promise<void>;
  /** Ends timers, connections and the server, and waits for runs that had begun. */
  readonly stop: () => Promise<void>;
}

/**
 * Stands in for Azure's host on any Node: triggers, keys and routes as they were registered, everything else by the library's own model.
 * What it leaves to Azure: retries, leases, the making up for missed ticks, functionTimeout, CORS, sign-in.
 */
export async function startFunctions(options: HostOptions): Promise<FunctionsHost> {
  const { functions, key, log, port = 0, routePrefix = 'api', settings } = options;
  const { noted, ended } = runsInHand();
  const failed = ({ name }: RegisteredFunction, error: unknown): void =>
    log({ level: 'error', functionName: name, message: String(error) });
  const startTimers = settings === undefined ? undefined : timersOf(functions, settings);

  const listening = await serve(functions, {
    port,
    key,
    routePrefix,
    run: (fn, request) => noted(invoke(fn, { http: request }, log)),
    failed,
  });
  const timers = startTimers?.((fn) => noted(runTimer(fn, log)).catch((error: unknown) => failed(fn, error)));

  return {
    url: listening.url,
    async runNow(name) {
      const fn = functions.find((each) => each.name === name && each.trigger.type === 'timerTrigger');
      if (fn === undefined) throw new Error(`no timer is called ${name}`);
      await noted(runTimer(fn, log));
    },
    async stop() {
      timers?.stop();
      await listening.stop();
      await ended();
    },
  };
}

/** Knows which runs have begun and not ended. */
function runsInHand(): {
  readonly noted: <T>(work: Promise<T>) => Promise<T>;
  readonly ended: () => Promise<unknown>;
} {
  const running = new Set<Promise<unknown>>();
  return {
    noted(work) {
      const run = work.finally(() => running.delete(run));
      running.add(run);
      return run;
    },
    ended: () =>
      Promise.race([Promise.allSettled(running), setTimeout(LONGEST_STOP_MS, undefined, { ref: false })]),
  };
}
