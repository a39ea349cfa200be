import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isWithin, linesOf, type Line, type Size } from './budgets.ts';
import type { Batch } from './generate.ts';
import { stop } from './measure.ts';
import { watchLines } from './watch/index.ts';
import { measured, type Measured } from './rounds.ts';

const USAGE = `npm run bench -- [--only replay|watch] [--sizes 10000,100000] [--rounds N] [--strict]
  --only    the replay, or the watch: its table, Microsoft's APIs, a cold start (default both)
  --sizes   records, separated by commas (default 10000,100000,1000000: a quarter of an hour, 2 GB of temporary space)
  --rounds  pairs of floor and replay a line (default 5; 3 from a million on)
  --strict  exit code 1 when a figure is over its limit`;

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

const { only, sizes, rounds, strict } = optionsOf(process.argv.slice(2));
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

const results: Size[] = [];
for (const records of only === 'watch' ? [] : sizes) results.push(await sizeOf(records));
const lines = linesOf(results);
if (only !== 'watch')
  print(lines, 'CPU of replay ÷ CPU of reading and JSON.parse of the same records as NDJSON');
const watched = only === 'replay' ? [] : await watchLines((what) => process.stderr.write(`${what} …\n`));
if (only !== 'replay') print(watched, 'The watch');
if (strict && [...lines, ...watched].some((line) => isWithin(line) === false)) process.exitCode = 1;

async function sizeOf(records: number): Promise<Size> {
  const users = Math.max(10, Math.round(records / RECORDS_A_USER));
  const batch: Batch = { seed: SEED, records, users, from: 'graph', order: 'oldest first', layout: 'ndjson' };
  const inOrder = await tell(`${records} records, in order`, batch);
  const others: Size['others'][number][] = [];
  for (const { what, batch: differs, limit } of records > ALL_LAYOUTS_TO ? [] : OTHERS) {
    others.push({
      what,
      limit,
      measured: await tell(`${records} records, ${what}`, { ...batch, ...differs }),
    });
  }
  const fewUsers =
    users > FEW_USERS
      ? await tell(`${records} records of ${FEW_USERS} users`, { ...batch, users: FEW_USERS })
      : undefined;
  return { records, inOrder, others, fewUsers };
}

function tell(what: string, batch: Batch): Promise<Measured> {
  process.stderr.write(`${what} …\n`);
  return measured(batch, rounds ?? (batch.records >= 1_000_000 ? 3 : 5), temporary);
}

function print(all: readonly Line[], title: string): void {
  console.log(`\n${title}; Node ${process.version}\n`);
  const rows = [
    ['what', 'measured', 'limit', '', 'of it'],
    ...all.map((line) => [
      line.what,
      figure(line.value, line.unit),
      line.limit === undefined ? '–' : figure(line.limit, line.unit),
      { true: 'ok', false: 'over', undefined: '' }[String(isWithin(line)) as 'true'],
      line.note,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function figure(value: number, unit: Line['unit']): string {
  if (unit === '') return Number.isInteger(value) ? String(value) : value.toFixed(1);
  return unit === '×' ? `${value.toFixed(2)} ×` : `${value.toFixed(value < 100 ? 1 : 0)} MiB`;
}

function optionsOf(args: readonly string[]): {
  only: string | undefined;
  sizes: readonly number[];
  rounds: number | undefined;
  strict: boolean;
} {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        sizes: { type: 'string', default: '10000,100000,1000000' },
        rounds: { type: 'string' },
        strict: { type: 'boolean', default: false },
        only: { type: 'string' },
      },
    });
    const given = values.sizes.split(',').map(wholeNumber);
    const pairs = values.rounds === undefined ? undefined : wholeNumber(values.rounds);
    const { only, strict: isStrict } = values;
    if (only !== undefined && only !== 'replay' && only !== 'watch')
      throw new Error(`there is no part ${only}`);
    return { only, sizes: given.toSorted((a, b) => a - b), rounds: pairs, strict: isStrict };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`not a whole number above 0: ${text}`);
  return Number(text);
}
