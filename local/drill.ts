import { parseArgs } from 'node:util';
import { ConfigFault, readClientConfig, type ClientConfig } from '../shared/config.ts';
import { plainText } from '../shared/model/plain-text.ts';
import { record, text } from '../shared/platform/problem.ts';

const TIMEOUT_MS = 60_000;
const HELP = `Sends a drill to the channel of a running Vigil: an invented incident, labelled as a drill in its first words.

  npm run --silent drill

VIGIL_URL (as https://APP.azurewebsites.net) and VIGIL_KEY (a function key) say whom to ask: environment variables.
Exit code 0: the drill is on its way. 2: it is not, with one line that says why.`;
const QUEUED =
  'A drill is on its way: the channel shows it within six minutes. If it does not, look at api/health.';

/** No drill was sent; its message is one line that says what to do. */
class DrillFault extends Error {
  override readonly name = 'DrillFault';
}

/** `npm run drill`: asks a running Vigil for a drill; exit code 2 with one line where there is none. */
async function main(): Promise<void> {
  try {
    if (wantsHelp()) return console.log(HELP);
    // oxlint-disable-next-line node/no-process-env -- a command reads its own environment
    await askForDrill(readClientConfig(process.env));
    console.log(QUEUED);
  } catch (error) {
    if (!(error instanceof DrillFault || error instanceof ConfigFault)) throw error;
    console.error(`drill: ${error.message}`);
    process.exitCode = 2;
  }
}

function wantsHelp(): boolean {
  try {
    return parseArgs({ options: { help: { type: 'boolean' } } }).values.help === true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new DrillFault('there is nothing to say but --help', { cause: error });
  }
}

async function askForDrill({ url, key }: ClientConfig): Promise<void> {
  const { host } = new URL(url);
  const response = await send(url, key, host);
  const body = record(await response.json().catch(() => undefined));
  if (response.status === 202 && body['queued'] === true) return;
  throw new DrillFault(refusalOf(response.status, body, host));
}

async function send(url: string, key: string, host: string): Promise<Response> {
  try {
    return await fetch(new URL('api/drill', url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: { 'x-functions-key': key },
      redirect: 'manual', // the key goes nowhere else
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    if (!(error instanceof Error) || !['TypeError', 'TimeoutError'].includes(error.name)) throw error;
    const code = text(record(error.cause)['code']);
    const why = error.name === 'TimeoutError' ? ' (no answer within a minute)' : code && ` (${code})`;
    throw new DrillFault(`no connection to ${host}${why}: check VIGIL_URL, and that the app is running`, {
      cause: error,
    });
  }
}

function refusalOf(status: number, body: Readonly<Record<string, unknown>>, host: string): string {
  if (status === 401 || status === 403)
    return `${host} refused the key (${status}): set VIGIL_KEY to a function key of the app`;
  const said = text(record(body['error'])['message']);
  if (said !== '') return plainText(said, 2_000);
  if (status === 404) return `nothing called api/drill is at ${host}: check VIGIL_URL`;
  if (status >= 200 && status < 300)
    return `the answer of ${host} is none of Vigil's: check VIGIL_URL, and that both are of one version`;
  if (status >= 300 && status < 400)
    return `${host} points elsewhere (${status}): write VIGIL_URL as the address it points to`;
  return `${host} answered ${status}: look at the log of the app, and try again`;
}

await main();
