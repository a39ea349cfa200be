import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWithin, linesOf, type Line, type Size } from './budgets.ts';
import type { Batch } from './generate.ts';
import { judgeLines } from './judge.ts';
import { stop } from './measure.ts';
import { optionsOf, USAGE, type Options, type Part } from './options.ts';
import { measured, type Measured } from './rounds.ts';
import { tableOf } from './table.ts';
import { coldLines, watchLines } from './watch/index.ts';

const SEED = 20_261_101;
const RECORDS_A_USER = 100;
const FEW_USERS = 2_000;
/** Above this only NDJSON in order is measured: the layouts differ by the record. */
const ALL_LAYOUTS_TO = 200_000;

const OTHERS: readonly {
  readonly what: string;
  readonly batch: Partial<Batch>;
  readonly limit: number | undefined;
}[] = [
  { what: 'newest first', batch: { order: 'newest first' }, limit: undefined },
  { what: 'shuffled', batch: { order: 'shuffled' }, limit: undefined },
  { what: 'one array a file', batch: { layout: 'array' }, limit: 2.5 + 0.7 },
  { what: 'unified audit log, NDJSON', batch: { from: 'unified' }, limit: undefined },
  { what: 'unified audit log, CSV', batch: { from: 'unified', layout: 'csv' }, limit: 6 },
];

const TITLES: Readonly<Record<Part, string>> = {
  replay: 'CPU of replay ÷ CPU of reading and JSON.parse of the same records as NDJSON',
  judge: 'Judging one sign-in by all detectors',
  watch: 'The watch: what it asks of its table and of Microsoft, and what it keeps',
  start: 'A cold start',
};

const dist = join(import.meta.dirname, '..');
const { parts, sizes, rounds, strict } = given(process.argv.slice(2));
const temporary = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    stop();
    process.exit(code);
  });
}

const measuring: Readonly<Record<Part, () => Promise<readonly Line[]>>> = {
  replay: replayLines,
  judge: judgeLines,
  watch: () => watchLines(tell),
  start: () => coldLines(join(dist, 'main.cjs'), join(dist, '..'), tell),
};
for (const part of parts) {
  const lines = await measuring[part]();
  console.log(`\n${tableOf(`${TITLES[part]}; Node ${process.version}`, lines)}`);
  if (strict && lines.some((line) => isWithin(line) === false)) process.exitCode = 1;
}

async function replayLines(): Promise<readonly Line[]> {
  const results: Size[] = [];
  for (const records of sizes) results.push(await sizeOf(records));
  return linesOf(results);
}

async function sizeOf(records: number): Promise<Size> {
  const users = Math.max(10, Math.round(records / RECORDS_A_USER));
  const batch: Batch = { seed: SEED, records, users, from: 'graph', order: 'oldest first', layout: 'ndjson' };
  const inOrder = await replayOf(`${records} records, in order`, batch);
  const others: Size['others'][number][] = [];
  for (const { what, batch: differs, limit } of records > ALL_LAYOUTS_TO ? [] : OTHERS) {
    const ofLayout = await replayOf(`${records} records, ${what}`, { ...batch, ...differs });
    others.push({ what, limit, measured: ofLayout });
  }
  const fewUsers =
    users > FEW_USERS
      ? await replayOf(`${records} records of ${FEW_USERS} users`, { ...batch, users: FEW_USERS })
      : undefined;
  return { records, inOrder, others, fewUsers };
}

function replayOf(what: string, batch: Batch): Promise<Measured> {
  tell(what);
  return measured(batch, rounds ?? (batch.records >= 1_000_000 ? 3 : 5), temporary);
}

function tell(what: string): void {
  process.stderr.write(`${what} …\n`);
}

function given(args: readonly string[]): Options {
  try {
    return optionsOf(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
