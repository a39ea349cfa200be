import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ledgerKeeper } from '../shared/store/keeper.ts';
import { openTable } from '../shared/platform/tables.ts';
import { tableLedger } from '../shared/store/table-ledger.ts';
import { startTableStorage } from './azurite.ts';
import { loadBundle, startFunctions } from './functions-host.ts';
import { realSettings, watchReal } from './start/real.ts';
import { CURTAIN, play } from './start/play.ts';
import { settingsFor, storyTenant } from './start/story-tenant.ts';
import { startClock } from './start/virtual-clock.ts';
import { startChannel } from './channel/index.ts';
import { USUAL } from './tenant/index.ts';

const HELP = `npm start [-- --once]

Plays the take-over of an invented tenant against Vigil, all on this machine: table storage, a pretend Microsoft 365, the functions.
With a filled local.settings.json (docs/settings.md) it watches a real tenant instead, and keeps what it learns in ./.vigil/.

  --once   play the story, say what was told, and end: exit code 0 only if exactly the expected incident was told
  --help   this text
`;
const KEY = 'local';
/** After the story, so that a drill and what is decided on a page are seen to be told. */
const MS_A_MINUTE_PLAYED = 2_000;

/** Plays the story; without --once the functions stay up until Ctrl-C. Exit code 2: wrong usage. */
async function main(options: readonly string[]): Promise<void> {
  const stray = options.find((option) => option !== '--once' && option !== '--help');
  if (stray !== undefined) {
    console.error(`There is no option ${stray}: npm start -- --help tells what there is.`);
    process.exitCode = 2;
    return;
  }
  if (options.includes('--help')) return void process.stdout.write(HELP);
  const real = realSettings();
  if (real !== undefined) return watchReal(real, KEY);
  await playHere(options.includes('--once'));
}

async function playHere(isOnce: boolean): Promise<void> {
  let isStopped = false;
  const began = performance.now();
  const clock = await startClock(CURTAIN);
  const [tenant, storage, channel] = await Promise.all([
    storyTenant(clock.now),
    startTableStorage(),
    startChannel({ now: clock.now }),
  ]);
  const settings = {
    ...settingsFor(tenant),
    AzureWebJobsStorage: storage.connection,
    VIRTUAL_NOW_URL: clock.url,
    LOG_LEVEL: 'warn',
    TEAMS_WEBHOOK_URL: channel.url,
    PAGE_KEY: KEY,
    TIME_ZONE: 'Europe/Stockholm',
  };
  // oxlint-disable-next-line node/no-process-env -- the functions read their settings there, as in Azure
  Object.assign(process.env, settings);
  const host = await startFunctions({
    functions: loadBundle(resolve('dist/main.cjs')),
    key: KEY,
    log: ({ level, functionName, message }) => {
      if (level !== 'info' && level !== 'information') console.error(`${level} ${functionName}: ${message}`);
    },
  });
  // Read at the first call, as Azure's own: links in cards lead here.
  // oxlint-disable-next-line node/no-process-env -- the functions read it there; Azure sets it for itself
  process.env['WEBSITE_HOSTNAME'] = new URL(host.url).host;
  const stop = once(async () => {
    isStopped = true;
    await host.stop();
    clock.stop();
    await Promise.all([tenant.stop(), storage.stop(), channel.stop()]);
  });
  process.once('SIGINT', () => void stop().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stop().then(() => process.exit(143)));
  try {
    console.log(
      `table storage, a pretend Microsoft 365 and the functions run at ${host.url}/api (x-functions-key: ${KEY})`,
    );
    console.log(`the channel: ${channel.pageUrl}`);
    const keeper = ledgerKeeper(
      tableLedger(openTable({ connection: storage.connection }, 'vigil'), USUAL.tenantId),
    );
    const isExpected = await play({
      clock,
      keeper,
      tick: () => host.runNow('watch'),
      say: (line) => console.log(line),
      isStopped: () => isStopped,
      cards: () => channel.posts().filter(({ kind }) => kind === 'card').length,
      failedRuns: () => channel.posts().filter(({ kind }) => kind === 'failed-run').length,
    });
    if (isStopped) return;
    console.log(`played in ${Math.round((performance.now() - began) / 1000)} s`);
    process.exitCode = isExpected ? 0 : 1;
    if (isOnce) return;
    console.log(
      `Ask ${host.url}/api/health, or scan: VIGIL_URL=${host.url} VIGIL_KEY=${KEY} npm run scan -- --from 2026-03-02T00:00:00Z --to 2026-03-02T11:00:00Z. The clock goes on, a minute in two seconds. Ctrl-C ends it.`,
    );
    while (!isStopped) {
      await host.runNow('watch');
      clock.advance(1);
      await setTimeout(MS_A_MINUTE_PLAYED);
    }
  } finally {
    if (isOnce) await stop();
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

await main(process.argv.slice(2));
