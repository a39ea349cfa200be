import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startTableStorage } from '../azurite.ts';
import { loadBundle, startFunctions } from '../functions-host.ts';

type Settings = Readonly<Record<string, string>>;

/** As the example has it. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const FILE = 'local.settings.json';
/** What Vigil learns of a real tenant: never committed. */
const FOLDER = '.vigil';
const PORT = 7071;

/** The settings of a real tenant; undefined: none are filled in. Throws where the file is no JSON. */
export function realSettings(folder = '.'): Settings | undefined {
  const file = resolve(folder, FILE);
  if (!existsSync(file)) return undefined;
  const { Values = {} } = JSON.parse(readFileSync(file, 'utf8')) as { readonly Values?: Settings };
  const id = Values['TENANT_ID'] ?? '';
  return id === '' || id === NOBODY ? undefined : Values;
}

/** Watches a real tenant until Ctrl-C: the same functions by their own schedule. */
export async function watchReal(settings: Settings, key: string): Promise<void> {
  const storage = await startTableStorage({ location: resolve(FOLDER) });
  const all = { WATCH_SCHEDULE: '0 * * * * *', ...settings, AzureWebJobsStorage: storage.connection };
  // oxlint-disable-next-line node/no-process-env -- the functions read their settings there, as in Azure
  Object.assign(process.env, all);
  const host = await startFunctions({
    functions: loadBundle(resolve('dist/main.cjs')),
    key,
    port: PORT,
    settings: all,
    log: ({ level, functionName, message }) => console.log(`${level} ${functionName}: ${message}`),
  });
  console.log(
    `watching ${settings['TENANT_ID']}; ${host.url}/api/health (x-functions-key: ${key}). Ctrl-C ends it.`,
  );
  const stop = async (code: number): Promise<void> => {
    await host.stop();
    await storage.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => void stop(130));
  process.once('SIGTERM', () => void stop(143));
  await host.runNow('watch');
}
