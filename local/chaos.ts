import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Incident } from '../shared/model/finding.ts';
import { ledgerKeeper } from '../shared/store/keeper.ts';
import { openTable } from '../shared/platform/tables.ts';
import { tableLedger } from '../shared/store/table-ledger.ts';
import type { Keeper } from '../shared/model/keeper.ts';
import { hourKey, PREFIX } from '../shared/pipeline/keys.ts';
import { startTableStorage } from './azurite.ts';
import { randomOf } from './sim/random.ts';
import { CURTAIN, END } from './start/play.ts';
import { settingsFor, storyTenant } from './start/story-tenant.ts';
import { incidentsIn, toldIn } from './start/told.ts';
import { startClock, type VirtualClock } from './start/virtual-clock.ts';
import { USUAL } from './tenant/index.ts';

const KILLS = 100;
/** The moments between start and death, in milliseconds: a start takes a third of a second. */
const SHORTEST_MS = 250;
const LONGEST_MS = 900;
/** The clock goes slowly, so that the story is not over before the last kill. */
const STEP_MINUTES = 0.25;
/** What is older may be forgotten in the longer of the two runs already. */
const KEPT_FROM_HOUR = CURTAIN.getTime() / 3_600_000 - 9 * 24;
const AFTERWARDS_MS = 2 * 3_600_000;

/**
 * `npm run chaos [-- --kills N] [--seed N]`: plays the story twice against Azurite, once in peace and once while the functions host is killed
 * (kill -9) at random moments, and compares. Exit code 1 where anything was lost, doubled or different.
 */
async function main(args: readonly string[]): Promise<void> {
  const options = optionsOf(args);
  if (options === undefined) return;
  const { kills, seed } = options;
  const { next: random } = randomOf(seed, 'kills');
  const peace = await played(0, random);
  const chaos = await played(kills, random);
  console.log(`in peace: ${peace.findings.length} findings, ${peace.lines} kept events`);
  console.log(
    `with ${chaos.kills} kills in ${Math.round(chaos.ms / 1000)} s: ${chaos.findings.length} findings, ${chaos.lines} kept events, ${chaos.doubled} of them twice`,
  );
  const lost = peace.findings.filter((finding) => !chaos.findings.includes(finding));
  const more = chaos.findings.filter((finding) => !peace.findings.includes(finding));
  for (const finding of lost) console.log(`lost: ${finding}`);
  for (const finding of more) console.log(`more: ${finding}`);
  const isSame =
    lost.length + more.length + chaos.doubled === 0 &&
    peace.lines === chaos.lines &&
    peace.told === chaos.told;
  console.log(
    isSame
      ? 'the same findings, nothing lost, nothing doubled'
      : `not the same: told ${peace.told} and ${chaos.told}`,
  );
  process.exitCode = isSame ? 0 : 1;
}

interface Played {
  readonly findings: readonly string[];
  readonly told: string;
  readonly lines: number;
  readonly doubled: number;
  readonly kills: number;
  readonly ms: number;
}

async function played(kills: number, random: () => number): Promise<Played> {
  const began = performance.now();
  const clock = await startClock(CURTAIN, STEP_MINUTES);
  const [tenant, storage] = await Promise.all([storyTenant(clock.now), startTableStorage()]);
  try {
    const settings = {
      ...settingsFor(tenant),
      AzureWebJobsStorage: storage.connection,
      VIRTUAL_NOW_URL: clock.url,
    };
    await untilTheEnd(clock, settings, kills, random);
    const table = openTable({ connection: storage.connection }, 'vigil');
    const seen = await seenIn(ledgerKeeper(tableLedger(table, USUAL.tenantId)));
    return { ...seen, kills, ms: performance.now() - began };
  } finally {
    clock.stop();
    await Promise.all([tenant.stop(), storage.stop()]);
  }
}

/** Starts the host again and again; the last life is left in peace until every lease has run out and everything is read. */
async function untilTheEnd(
  clock: VirtualClock,
  settings: Readonly<Record<string, string>>,
  kills: number,
  random: () => number,
): Promise<void> {
  for (let kill = 0; kill < kills; kill += 1)
    await live(clock, settings, SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS), undefined);
  const over = new Date(Math.max(END.getTime(), clock.now().getTime()) + AFTERWARDS_MS);
  await live(clock, settings, undefined, over);
}

/** One life of the host: it ends by SIGKILL, after a while or once the clock has come so far. */
function live(
  clock: VirtualClock,
  settings: Readonly<Record<string, string>>,
  lifeMs: number | undefined,
  until: Date | undefined,
): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'chaos-child.mjs'), clock.url], {
    // oxlint-disable-next-line node/no-process-env -- a child has its parent's PATH
    env: { ...process.env, ...settings, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => {
    const death = lifeMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), lifeMs);
    const over = setInterval(() => {
      if (until !== undefined && clock.now() >= until) child.kill('SIGKILL');
    }, 20);
    child.once('exit', () => {
      clearTimeout(death);
      clearInterval(over);
      resolve();
    });
  });
}

async function seenIn(keeper: Keeper): Promise<Pick<Played, 'findings' | 'told' | 'lines' | 'doubled'>> {
  const { values, damaged } = await keeper.load('');
  if (damaged.length > 0) throw new Error(`damaged: ${damaged.join(', ')}`);
  const lines = [...values]
    .filter(([key]) => key >= hourKey(KEPT_FROM_HOUR) && key.startsWith(PREFIX.happenings))
    .flatMap(([, value]) => value as readonly unknown[]);
  const texts = lines.map((line) => JSON.stringify(line));
  const told = (await toldIn(keeper))
    .map(({ incident }) => incident.id)
    .toSorted()
    .join(' ');
  return {
    findings: findingsOf(await incidentsIn(keeper)),
    told,
    lines: lines.length,
    doubled: texts.length - new Set(texts).size,
  };
}

function findingsOf(incidents: readonly Incident[]): readonly string[] {
  return incidents
    .flatMap(({ id, about, findings }) =>
      findings.map(
        ({ detector, key, severity, evidence }) =>
          `${id} ${about.id} ${detector} ${key} ${severity} ${evidence.length}`,
      ),
    )
    .toSorted();
}

const USAGE = `npm run chaos -- [--kills N] [--seed N]
  --kills  how often the host is killed (default ${KILLS})
  --seed   of the moments (default by the clock)`;

/** What was asked; undefined: usage was told. Exit code 2 where the words of the call are off. */
function optionsOf(args: readonly string[]): { readonly kills: number; readonly seed: number } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string', default: String(KILLS) },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        help: { type: 'boolean', default: false },
      },
    });
    const [kills, seed] = [Number(values.kills), Number(values.seed)];
    if (!Number.isSafeInteger(kills) || !Number.isSafeInteger(seed) || kills < 0 || seed < 0)
      throw new Error('--kills and --seed are whole numbers');
    if (!values.help) return { kills, seed };
    console.log(USAGE);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  }
  return undefined;
}

await main(process.argv.slice(2));
