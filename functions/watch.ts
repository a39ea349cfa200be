import { app, type TimerHandler } from '@azure/functions';
import { ConfigFault, now, vigil, type Vigil } from '../shared/app.ts';
import { tellFaults } from './answer.ts';

/** One tick. It fails only for a fault of ours or of a setting: what the outside world does wrong stands in health. */
export function watchOf(open: () => Vigil, clock: () => Promise<Date>): TimerHandler {
  return async (_timer, context) => {
    try {
      const { summary } = await open().watch(await clock());
      context.info(summary);
    } catch (error) {
      if (error instanceof ConfigFault) tellFaults(context, error);
      throw error;
    }
  };
}

// Monitored: after a restart a tick that was missed is made up for at once. Never at start-up: that runs on every new instance.
app.timer('watch', { schedule: '%WATCH_SCHEDULE%', useMonitor: true, handler: watchOf(vigil, now) });
