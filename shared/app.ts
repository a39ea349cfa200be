import { isHttpOff, readConfig, type Config } from './config.ts';
import { virtualNow } from './config/virtual-now.ts';
import { checkTelling } from './app/check-telling.ts';
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

/** What the page of an incident is made of. */
export { incidentPage } from './pages/incident-page.ts';
export { decidedPage, messagePage } from './pages/html/message.ts';
export { PAGE_POLICY } from './pages/html/style.ts';
export { findingMuted, mutedBy, SCOPES, tagOf, type Scope } from './pages/html/choices.ts';
export { incidentLine } from './pages/ndjson.ts';
export { plainText } from './model/plain-text.ts';
export { LONGEST_MUTE_DAYS, type Decision, type Muted } from './model/decision.ts';
export { UnknownIncident, type IncidentView } from './model/vigil.ts';

interface App {
  readonly config: Config;
  readonly clock: AppClock;
  /** The whole of it is loaded at the first question: a function is there before its parts are. */
  readonly vigil: () => Promise<Vigil>;
}

/** Of package.json; the bundle has it inside. */
const VERSION = '0.1.0';

let app: App | undefined;

/** Vigil, built at the first question and never at import: a fault of a setting is then an answer, and not a function that is missing. */
export function vigil(): Vigil {
  const { vigil: open } = opened();
  return {
    watch: async (at) => (await open()).watch(at),
    scan: async (request) => (await open()).scan(request),
    health: async () => (await open()).health(),
    incident: async (id) => (await open()).incident(id),
    decide: async (request) => (await open()).decide(request),
    drill: async () => (await open()).drill(),
  };
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

/** Whether Azure itself signs people in before they reach us. Only then is what it says of them its own word, and not a caller's. */
export function isSignInOn(): boolean {
  // oxlint-disable-next-line node/no-process-env -- set by Azure, not a setting of ours
  return process.env['WEBSITE_AUTH_ENABLED']?.toLowerCase() === 'true';
}

/** A fault of a setting is thrown each time, and the settings are read anew, until there is none. */
function opened(): App {
  if (app !== undefined) return app;
  // oxlint-disable-next-line node/no-process-env -- the composition root reads the environment
  const config = readConfig(process.env);
  const log = openLog({ level: config.logLevel, destination: writeLine });
  for (const note of checkTelling(config)) log.warn({}, note);
  const clock = appClock(config.virtualNowUrl !== undefined);
  let built: Promise<Vigil> | undefined;
  const build = async (): Promise<Vigil> => {
    const { buildVigil } = await import('./app/build.ts');
    return buildVigil(config, { clock, log, version: VERSION });
  };
  return (app = { config, clock, vigil: () => (built ??= build()) });
}
