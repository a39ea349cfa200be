import type { Measured } from './rounds.ts';

/** One line of the table. */
export interface Line {
  readonly what: string;
  readonly value: number;
  readonly unit: '×' | 'MiB' | 'MB' | 'KB' | 'B' | '';
  /** Undefined: told, and not held to anything. */
  readonly limit: number | undefined;
  readonly note: string;
}

/** What was measured for one size; design.md §14. */
export interface Size {
  readonly records: number;
  readonly inOrder: Measured;
  /** Other layouts of the same records. */
  readonly others: readonly {
    readonly what: string;
    readonly measured: Measured;
    readonly limit: number | undefined;
  }[];
  /** The same number of records of at most 2,000 users, where that is fewer. */
  readonly fewUsers: Measured | undefined;
}

/** CPU ÷ floor. Below 50,000 records the start of Node is most of both: nothing is asked. */
const RATIOS = [
  { from: 1_000_000, most: 2.8 },
  { from: 50_000, most: 2.5 },
] as const;
const GROWTH = 1.3;
const PEAK_MIB = 400;
const PEAK_GROWTH = 2;

/** The lines of all sizes, in rising order of size, each with its budget. */
export function linesOf(sizes: readonly Size[]): readonly Line[] {
  return [...sizes.flatMap(linesOfSize), ...growthOf(sizes)];
}

/** Whether a line is within its limit; undefined where it has none. */
export function isWithin({ value, limit }: Line): boolean | undefined {
  return limit === undefined ? undefined : value <= limit;
}

function linesOfSize({ records, inOrder, others, fewUsers }: Size): readonly Line[] {
  const name = records.toLocaleString('en');
  return [
    ratioLine(`${name}, NDJSON in order`, inOrder, RATIOS.find(({ from }) => records >= from)?.most),
    ...others.map(({ what, measured, limit }) =>
      ratioLine(`${name}, ${what}`, measured, records < 50_000 ? undefined : limit),
    ),
    peakLine(`${name}, peak memory`, inOrder, undefined),
    ...(fewUsers === undefined ? [] : [peakLine(`${name} of 2,000 users, peak memory`, fewUsers, PEAK_MIB)]),
  ];
}

function ratioLine(what: string, measured: Measured, limit: number | undefined): Line {
  const { ratio, lowest, highest, rounds, replay, floor } = measured;
  const note = `${lowest.toFixed(2)}–${highest.toFixed(2)} in ${rounds}; ${seconds(replay)} s ÷ ${seconds(floor)} s`;
  return { what, value: ratio, unit: '×', limit, note };
}

function peakLine(what: string, { replay, floor }: Measured, limit: number | undefined): Line {
  const note = `floor ${floor.peakMiB.toFixed(0)} MiB`;
  return { what, value: replay.peakMiB, unit: 'MiB', limit, note };
}

function seconds({ cpuMs }: { readonly cpuMs: number }): string {
  return (cpuMs / 1000).toFixed(2);
}

/** From the last size but one to the last: the time of a record, and the memory of all. */
function growthOf(sizes: readonly Size[]): readonly Line[] {
  const [small, large] = sizes.filter(({ records }) => records >= 50_000).slice(-2);
  if (small === undefined || large === undefined) return [];
  const [first, last] = [small.records.toLocaleString('en'), large.records.toLocaleString('en')];
  const times = large.records / small.records;
  const cpu = large.inOrder.replay.cpuMs / small.inOrder.replay.cpuMs / times;
  const floor = large.inOrder.floor.cpuMs / small.inOrder.floor.cpuMs / times;
  const peak = (large.fewUsers ?? large.inOrder).replay.peakMiB / small.inOrder.replay.peakMiB;
  return [
    {
      what: `CPU of a record, ${last} ÷ ${first}`,
      value: cpu,
      unit: '×',
      limit: GROWTH,
      note: `floor ${floor.toFixed(2)} ×`,
    },
    { what: `peak memory, ${last} ÷ ${first}`, value: peak, unit: '×', limit: PEAK_GROWTH, note: '' },
  ];
}
