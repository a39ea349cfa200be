import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Line } from '../budgets.ts';

const ROUNDS = 9;
const MIB = 1_048_576;
const DEPLOYED = ['dist/main.cjs', 'host.json', 'package.json'];
const PLACE_DATA = 'shared/place/data';

/** An app of one function and nothing else. */
const SKELETON = `import { app } from '@azure/functions'; app.http('nothing', { handler: () => ({}) });`;

/** Loads a bundle as the worker does, and prints how long it took. */
const LOAD = `
  const Module = require('node:module');
  const core = { version: '3', hostVersion: '4', registerFunction() {}, registerHook() {}, setProgrammingModel() {}, log() {} };
  const load = Module.prototype.require;
  Module.prototype.require = function (name) { return name === '@azure/functions-core' ? core : load.call(this, name); };
  const began = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - began);
`;

/** What a cold start pays for the app itself, and how large the deployment is. */
export async function startLines(): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-start-'));
  try {
    const skeleton = join(folder, 'skeleton.cjs');
    await build({
      stdin: { contents: SKELETON, resolveDir: process.cwd() },
      outfile: skeleton,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      external: ['@azure/functions-core'],
      minify: true,
      keepNames: true,
    });
    return [importLine(skeleton), zipLine()];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function importLine(skeleton: string): Line {
  const [bare, whole]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(msToLoad(skeleton));
    whole.push(msToLoad(resolve('dist/main.cjs')));
  }
  const [least, most] = [medianOf(bare), medianOf(whole)];
  const note = `${most.toFixed(0)} ms ÷ ${least.toFixed(0)} ms, medians of ${ROUNDS} in turns`;
  return {
    what: 'import of the bundle ÷ that of @azure/functions alone',
    value: most / least,
    unit: '×',
    limit: 8,
    note,
  };
}

function msToLoad(file: string): number {
  const { stdout, status, stderr } = spawnSync(process.execPath, ['-e', LOAD, '--', file], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${file} does not load: ${stderr}`);
  return Number(stdout);
}

/** Each file deflated by itself, as a zip holds them: its directory adds a few hundred bytes. */
function zipLine(): Line {
  const data = readdirSync(PLACE_DATA).map((name) => join(PLACE_DATA, name));
  const files = [...DEPLOYED, ...data].filter((file) => existsSync(file));
  const bytes = files.reduce(
    (sum, file) => sum + deflateRawSync(readFileSync(file), { level: 9 }).byteLength,
    0,
  );
  return {
    what: 'deployment, deflated',
    value: bytes / MIB,
    unit: 'MiB',
    limit: 12e6 / MIB,
    note: `${files.length} files`,
  };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
