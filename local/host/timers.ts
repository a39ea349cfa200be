import { Cron } from 'croner';
import { isSchedule } from '../../shared/config/values.ts';
import type { RegisteredFunction } from '../functions-core.ts';

/** App settings, as `%NAME%` in a trigger speaks of them. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** Timers that run until they are stopped. */
export interface Timers {
  readonly stop: () => void;
}

/** The timers by their own NCRONTAB, in UTC, ready to be started, never one on top of itself. Throws where a schedule is none. */
export function timersOf(
  functions: readonly RegisteredFunction[],
  settings: Settings,
): (run: (fn: RegisteredFunction) => Promise<void>) => Timers {
  const timers = functions
    .filter(({ trigger }) => trigger.type === 'timerTrigger')
    .map((fn) => ({ fn, schedule: scheduleOf(fn, settings) }));
  // NCRONTAB wants day of month and weekday both, where cron is content with either.
  const options = { timezone: 'UTC', mode: '6-part', domAndDow: true, protect: true } as const;
  return (run) => {
    const started = timers.map(({ fn, schedule }) => new Cron(schedule, options, () => run(fn)));
    return {
      stop() {
        for (const timer of started) timer.stop();
      },
    };
  };
}

function scheduleOf({ name, trigger }: RegisteredFunction, settings: Settings): string {
  const schedule = (trigger.schedule ?? '').replaceAll(/%(\w+)%/g, (_whole, setting: string) => {
    const value = settings[setting];
    if (value === undefined) throw new Error(`${name}: the app setting ${setting} is missing`);
    return value;
  });
  // Croner would take more than Azure's host does.
  if (!isSchedule(schedule)) throw new Error(`${name}: ${schedule} is no schedule of six fields`);
  return schedule;
}
