import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { medianOf } from '../median.ts';
import { AS_DEPLOYED } from '../../local/package/bundle.ts';

/** How long a bundle took to load, in milliseconds of the clock and of the processor. */
interface Load {
  readonly ms: number;
  readonly cpuMs: number;
}

/** Over all rounds. */
export interface ColdStart {
  readonly rounds: number;
  /** Processor time of the app's bundle ÷ that of the skeleton, pair by pair: the median, and between which they lie. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  /** The same by the clock: where the machine has other work, that is much of it. */
  readonly clockRatio: number;
  /** Of the quickest load of each, by the clock. */
  readonly quickestRatio: number;
  /** Medians. */
  readonly app: Load;
  readonly skeleton: Load;
}

/** An app of one function and nothing else. */
const SKELETON = `import { app } from '@azure/functions'; app.http('nothing', { handler: () => ({}) });`;

/** Loads a bundle as the worker does, with a core of its own, and prints how long that took. */
const LOAD = `
  const Module = require('node:module');
  const core = { version: '3', hostVersion: '4', registerFunction() {}, registerHook() {}, setProgrammingModel() {}, log() {} };
  const load = Module.prototype.require;
  Module.prototype.require = function (name) { return name === '@azure/functions-core' ? core : load.call(this, name); };
  const [began, used] = [performance.now(), process.cpuUsage()];
  require(process.argv[1]);
  const { user, system } = process.cpuUsage(used);
  console.log(JSON.stringify({ ms: performance.now() - began, cpuMs: (user + system) / 1000 }));
`;

/** Loads a bundle and a skeleton in turns, each in a new process: what else the machine does hits both. */
export async function coldStart(bundle: string, root: string, rounds: number): Promise<ColdStart> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-start-'));
  try {
    const skeleton = join(folder, 'skeleton.cjs');
    await buildSkeleton(root, skeleton);
    const pairs = Array.from({ length: rounds }, () => ({ skeleton: loaded(skeleton), app: loaded(bundle) }));
    return summaryOf(pairs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As the app is built. */
async function buildSkeleton(root: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: SKELETON, resolveDir: root },
    outfile,
    ...AS_DEPLOYED,
    external: [...AS_DEPLOYED.external],
  });
}

function loaded(file: string): Load {
  const { stdout, status, stderr } = spawnSync(process.execPath, ['-e', LOAD, '--', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return JSON.parse(stdout) as Load;
}

/** What the rounds come to. */
export function summaryOf(pairs: readonly { readonly skeleton: Load; readonly app: Load }[]): ColdStart {
  const ratios = pairs.map(({ app, skeleton }) => app.cpuMs / skeleton.cpuMs);
  const [apps, skeletons] = [pairs.map(({ app }) => app), pairs.map(({ skeleton }) => skeleton)];
  return {
    rounds: pairs.length,
    ratio: medianOf(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    clockRatio: medianOf(pairs.map(({ app, skeleton }) => app.ms / skeleton.ms)),
    quickestRatio: quickestOf(apps) / quickestOf(skeletons),
    app: middle(apps),
    skeleton: middle(skeletons),
  };
}

function quickestOf(loads: readonly Load[]): number {
  return Math.min(...loads.map(({ ms }) => ms));
}

function middle(loads: readonly Load[]): Load {
  return { ms: medianOf(loads.map(({ ms }) => ms)), cpuMs: medianOf(loads.map(({ cpuMs }) => cpuMs)) };
}
