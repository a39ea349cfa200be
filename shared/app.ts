import { isHttpOff, readConfig, type Config } from './config.ts';
import { virtualNow } from './config/virtual-now.ts';
import { buildVigil } from './app/build.ts';
import { appClock, type AppClock } from './app/clock.ts';
import type { Vigil } from './model/vigil.ts';
import { writeLine } from './platform/log-destination.ts';
import { openLog } from './platform/log.ts';

export { ConfigFault } from './config.ts';
export {
  Busy,
  UnknownResume,
  UnknownUser,
  type ScanAnswer,
  type ScanRequest,
  type Vigil,
} from './model/vigil.ts';
export { logTo } from './platform/log-destination.ts';

interface App {
  readonly config: Config;
  readonly clock: AppClock;
  readonly vigil: Vigil;
}

/** Of package.json; the bundle has it inside. */
const VERSION = '0.1.0';

let app: App | undefined;

/** Vigil, built at the first question and never at import: a fault of a setting is then an answer, and not a function that is missing. */
export function vigil(): Vigil {
  return opened().vigil;
}

/** The time it is: this machine's, or in a test the virtual clock's. */
export async function now(): Promise<Date> {
  const { config, clock } = opened();
  if (config.virtualNowUrl === undefined) return new Date();
  const at = await virtualNow(config.virtualNowUrl);
  clock.set(at);
  return at;
}

/** Whether HTTP is switched off, whatever else may be wrong with the settings. */
export function isHttpSwitchedOff(): boolean {
  // oxlint-disable-next-line node/no-process-env -- the composition root reads the environment
  return isHttpOff(process.env);
}

/** A fault of a setting is thrown each time, and the settings are read anew, until there is none. */
function opened(): App {
  if (app !== undefined) return app;
  // oxlint-disable-next-line node/no-process-env -- the composition root reads the environment
  const config = readConfig(process.env);
  const log = openLog({ level: config.logLevel, destination: writeLine });
  const clock = appClock(config.virtualNowUrl !== undefined);
  return (app = { config, clock, vigil: buildVigil(config, { clock, log, version: VERSION }) });
}
