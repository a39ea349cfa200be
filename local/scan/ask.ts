import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ClientConfig } from '../../shared/config.ts';
import { plainText } from '../../shared/model/plain-text.ts';
import { counted } from '../../shared/model/words.ts';
import { answerFrom, UnreadableAnswer, type ReadAnswer } from '../../shared/pages/from-ndjson.ts';
import { record, text } from '../../shared/platform/problem.ts';
import { retryAfterMs } from '../../shared/platform/retry-after.ts';
import { ScanFault, type ScanArguments } from './arguments.ts';
import type { ScanProgress } from './progress.ts';

/** Azure breaks off what takes longer than 230 s. */
const TIMEOUT_MS = 240_000;
const USUAL_WAIT_MS = 10_000;
/** A scan ends after 200 s; whoever waits longer waits for several. */
const LONGEST_WAIT_MS = 900_000;
/** So many answers one after another without a record more: half an hour in which nothing was read. */
const MOST_STILL = 10;

type Asked = Omit<ScanArguments, 'format'> & { readonly resume?: string };

/** Asks until the answer is complete, and waits its turn behind another scan. Throws ScanFault with one line where there is no answer. */
export async function askAll(
  asked: Asked,
  config: ClientConfig,
  progress: ScanProgress,
): Promise<ReadAnswer> {
  let given = await askOnce(asked, config, progress);
  for (let [parts, still] = [1, 0]; !given.complete; parts += 1) {
    const { resume, summary, incidents } = given;
    if (resume === undefined) throw new ScanFault('the answer is not complete and does not say how to go on');
    progress.say(`part ${parts} read, ${counted(incidents.length, 'incident')} so far`);
    given = await askOnce({ ...asked, resume }, config, progress);
    still = isDeepStrictEqual(given.summary.read, summary.read) ? still + 1 : 0;
    if (still === MOST_STILL)
      throw new ScanFault('the scan does not get on: look at api/health, or ask for fewer days');
  }
  return given;
}

async function askOnce(asked: Asked, config: ClientConfig, progress: ScanProgress): Promise<ReadAnswer> {
  for (let waited = 0; ;) {
    progress.say('reading and judging; this can take some minutes');
    const response = await send(asked, config);
    if (response.status !== 429) return read(response, config);
    await response.body?.cancel();
    const wait = Math.max(1_000, retryAfterMs(response.headers, Date.now()) ?? USUAL_WAIT_MS);
    waited += wait;
    if (waited > LONGEST_WAIT_MS) throw new ScanFault('other scans keep running: try again later');
    progress.say(`another scan is running; asking again in ${Math.ceil(wait / 1_000)} s`);
    await setTimeout(wait);
  }
}

async function send({ from, to, users, post, resume }: Asked, { url, key }: ClientConfig): Promise<Response> {
  const body = {
    from: from.toISOString(),
    to: to.toISOString(),
    ...(users.length > 0 && { users }),
    ...(post && { post }),
    ...(resume !== undefined && { resume }),
  };
  try {
    return await fetch(new URL('api/scan', url.endsWith('/') ? url : `${url}/`), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-functions-key': key },
      body: JSON.stringify(body),
      redirect: 'manual', // the key goes nowhere else
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (error) {
    throw lost(error, url);
  }
}

function lost(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'TimeoutError')
    return new ScanFault('no answer within four minutes: ask for fewer days', { cause: error });
  if (error.name !== 'TypeError') return error;
  const code = text(record(error.cause)['code']);
  return new ScanFault(
    `no connection to ${new URL(url).host}${code === '' ? '' : ` (${code})`}: check VIGIL_URL, and that the app is running`,
    { cause: error },
  );
}

async function read(response: Response, { url }: ClientConfig): Promise<ReadAnswer> {
  const body = await bodyOf(response, url);
  if (response.status !== 200) throw new ScanFault(refusalOf(response.status, body, new URL(url).host));
  try {
    return answerFrom(body);
  } catch (error) {
    if (!(error instanceof UnreadableAnswer)) throw error;
    throw new ScanFault(
      `the answer is none of Vigil's (${plainText(error.message)}): check VIGIL_URL, and that both are of one version`,
      { cause: error },
    );
  }
}

/** Undefined: it is no JSON. */
async function bodyOf(response: Response, url: string): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw lost(error, url);
  }
}

function refusalOf(status: number, body: unknown, host: string): string {
  if (status === 401 || status === 403)
    return `${host} refused the key (${status}): set VIGIL_KEY to a function key of the app`;
  const said = text(record(record(body)['error'])['message']);
  if (said !== '') return plainText(said, 2_000);
  if (status === 404) return `nothing called api/scan is at ${host}: check VIGIL_URL`;
  if (status >= 300 && status < 400)
    return `${host} points elsewhere (${status}): write VIGIL_URL as the address it points to`;
  return `${host} answered ${status}: look at the log of the app, and try again`;
}
