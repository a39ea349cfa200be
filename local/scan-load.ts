import { parseArgs } from 'node:util';
import type { Scan, Scanned } from '../shared/pipeline/scan.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { ledgerKeeper } from '../shared/store/keeper.ts';
import { memoryLedger } from '../shared/store/memory-ledger.ts';
import { scanner, waitlessClock, type Outside } from './scan-load/scanner.ts';
import { serveCrowd, startCrowd, type ServedCrowd } from './scan-load/served-crowd.ts';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const DAY_MS = 86_400_000;
const ANSWER_MS = 200_000;
/** Azure cuts an answer off at 230 seconds; what ours may take at most. */
const MOST_MS = 210_000;
/** Three days less than the logs are kept: so far back windows reach. */
const DAYS = 26;
const RANGE: Scan = {
  from: new Date(NOW - DAYS * DAY_MS),
  to: new Date(NOW),
  users: [],
  post: false,
  resume: undefined,
};

/**
 * `npm run scan:load [-- --records N] [--real]`: scans 26 days (and three before) of a pretend tenant with so many sign-ins, in answers of 200
 * seconds, each as a new process would, and compares with one go. `--real`: with Microsoft's limits, and waiting as long as they ask. Exit
 * code 1 where the two differ or an answer takes too long.
 */
async function main(args: readonly string[]): Promise<void> {
  const values = valuesOf(args);
  if (values === undefined) return;
  const records = Number(values.records);
  if (values.serve) return serveCrowd(records, NOW, values.real);
  const served = await startCrowd(records, values.real);
  try {
    await measure(served, values.real);
  } finally {
    served.stop();
  }
}

const USAGE = `npm run scan:load -- [--records N] [--real]
  --records  sign-ins of the pretend tenant (default 500000)
  --real     Microsoft's limits in real time, which 20,000 records take about three minutes for`;

/** What was asked; undefined: usage was told. Exit code 2 where the words of the call are off. */
function valuesOf(args: readonly string[]): { records: string; real: boolean; serve: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        records: { type: 'string', default: '500000' },
        real: { type: 'boolean', default: false },
        serve: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!/^[1-9]\d*$/.test(values.records))
      throw new Error(`--records is no whole number above 0: ${values.records}`);
    if (!values.help) return values;
    console.log(USAGE);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
  }
  return undefined;
}

async function measure(served: ServedCrowd, isReal: boolean): Promise<void> {
  console.log(`the tenant is filled; ${peakMib()} MiB before the first answer`);
  const parts = await inParts(outsideOf(served, isReal));
  console.log(
    `${parts.answers} answers, the longest after ${seconds(parts.longestMs)}; peak ${peakMib()} MiB`,
  );
  if (parts.longestMs > MOST_MS) process.exitCode = 1;
  if (isReal) return;
  const whole = await answered(outsideOf(served, false), RANGE, Infinity);
  const isSame = resultOf(whole.scanned) === resultOf(parts.last);
  console.log(
    `in one go: ${whole.scanned.incidents.length} incidents in ${seconds(whole.ms)}; the same: ${String(isSame)}; peak ${peakMib()} MiB`,
  );
  if (!isSame) process.exitCode = 1;
}

function outsideOf({ url, tokens }: ServedCrowd, isReal: boolean): Outside {
  const ahead = NOW - Date.now();
  return {
    keeper: ledgerKeeper(memoryLedger()),
    clock: isReal ? { ...systemClock, now: () => Date.now() + ahead } : waitlessClock(NOW),
    fetch: globalThis.fetch,
    url,
    tokenFor: (resource) => tokens.get(resource) ?? '',
  };
}

interface Answered {
  readonly scanned: Scanned;
  readonly ms: number;
}

async function answered(outside: Outside, asked: Scan, withinMs: number): Promise<Answered> {
  const began = outside.clock.now();
  const scanned = await scanner(outside, withinMs)(asked);
  if ('not' in scanned) throw new Error(`the scan did not begin: ${scanned.not}`);
  return { scanned, ms: outside.clock.now() - began };
}

async function inParts(outside: Outside): Promise<{
  readonly answers: number;
  readonly longestMs: number;
  readonly last: Scanned;
}> {
  let longestMs = 0;
  let asked = RANGE;
  for (let answers = 1; ; answers += 1) {
    const cpu = process.cpuUsage();
    const { scanned, ms } = await answered(outside, asked, ANSWER_MS);
    longestMs = Math.max(longestMs, ms);
    const { user, system } = process.cpuUsage(cpu);
    const read = Object.values(scanned.summary.read).reduce((sum, count) => sum + count, 0);
    console.log(
      `answer ${answers}: ${read} records, ${scanned.incidents.length} incidents after ${seconds(ms)}, of which ${seconds((user + system) / 1_000)} of work`,
    );
    if (scanned.resume === undefined) return { answers, longestMs, last: scanned };
    asked = { ...RANGE, resume: scanned.resume };
  }
}

/** What was found. How often a record was read before it counted is no part of it. */
function resultOf({ incidents, summary, unread }: Scanned): string {
  const { read, duplicates: _readAgain, ...rest } = summary;
  return JSON.stringify([incidents, rest, Object.keys(read), unread.map(({ log }) => log)]);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function peakMib(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

await main(process.argv.slice(2));
