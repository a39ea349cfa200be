import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { startTableStorage } from '../azurite.ts';
import type { RegisteredFunction } from '../functions-core.ts';
import { loadBundle, startFunctions, type FunctionsHost } from '../functions-host.ts';
import { CURTAIN } from '../start/play.ts';
import { settingsFor, storyTenant } from '../start/story-tenant.ts';
import { startClock } from '../start/virtual-clock.ts';
import { unzip } from './unzip.ts';

const KEY = 'package';
const manifestSchema = z.object({ main: z.string() });
const hostSchema = z.object({ extensions: z.object({ http: z.object({ routePrefix: z.string() }) }) });

/** What was seen of a package that ran. */
export interface Checked {
  /** As they were registered, each with the kind of its trigger. */
  readonly functions: readonly string[];
  /** Of /api/health after a tick: the status, and what it says of the version and the place data. */
  readonly health: readonly [status: number, version: string, placeDataOf: string];
  /** Requests to the pretend Microsoft 365 in that tick. */
  readonly asked: number;
  /** The functions there are with ENABLE_HTTP=false. */
  readonly switchedOff: readonly string[];
  /** Lines of the log at warning or above. */
  readonly complaints: readonly string[];
}

/**
 * Unpacks a package into an empty folder without node_modules, and runs what its package.json names in the local host: one tick against a
 * pretend tenant and table storage, a question to health, and both again with HTTP switched off. Once a process.
 *
 * @throws what the package threw, where it does not load or a tick fails.
 */
export async function checkPackage(bytes: Buffer): Promise<Checked> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-package-'));
  try {
    unpack(bytes, folder);
    return await runIn(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function unpack(bytes: Buffer, folder: string): void {
  for (const { name, bytes: content } of unzip(bytes)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

async function runIn(folder: string): Promise<Checked> {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const { main } = manifestSchema.parse(read('package.json'));
  const { routePrefix } = hostSchema.parse(read('host.json')).extensions.http;
  // Waits between requests take no time on this clock.
  const clock = await startClock(CURTAIN);
  const [tenant, storage] = await Promise.all([storyTenant(clock.now), startTableStorage()]);
  const complaints: string[] = [];
  let host: FunctionsHost | undefined;
  try {
    setEnvironment({
      ...settingsFor(tenant),
      AzureWebJobsStorage: storage.connection,
      VIRTUAL_NOW_URL: clock.url,
      LOG_LEVEL: 'warn',
    });
    const functions = loadBundle(join(folder, main));
    host = await startFunctions({
      functions,
      key: KEY,
      routePrefix,
      log: ({ level, message }) => {
        if (level !== 'information') complaints.push(message);
      },
    });
    await host.runNow('watch');
    const asked = Object.values(tenant.requests()).reduce((sum, times) => sum + times, 0);
    const health = await healthOf(host, routePrefix);
    setEnvironment({ ENABLE_HTTP: 'false' });
    const again = join(folder, 'again.cjs'); // a file is loaded once
    copyFileSync(join(folder, main), again);
    const switchedOff = namesOf(loadBundle(again));
    return { functions: namesOf(functions), health, asked, switchedOff, complaints };
  } finally {
    await host?.stop();
    clock.stop();
    await Promise.all([tenant.stop(), storage.stop()]);
  }
}

const healthSchema = z.object({ version: z.string(), placeDataOf: z.string() });

async function healthOf(host: FunctionsHost, prefix: string): Promise<Checked['health']> {
  const response = await ask(host, 'GET', `${prefix}/health`);
  const { version, placeDataOf } = healthSchema.parse(await response.json());
  return [response.status, version, placeDataOf];
}

function namesOf(functions: readonly RegisteredFunction[]): readonly string[] {
  return functions.map(({ name, trigger }) => `${name} ${trigger.type}`);
}

function ask(host: FunctionsHost, method: string, path: string): Promise<Response> {
  return fetch(`${host.url}/${path}`, { method, headers: { 'x-functions-key': KEY } });
}

function setEnvironment(settings: Readonly<Record<string, string>>): void {
  // oxlint-disable-next-line node/no-process-env -- the functions read their settings there, as in Azure
  Object.assign(process.env, settings);
}
