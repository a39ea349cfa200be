import { parseArgs } from 'node:util';

/** What can be measured on its own. */
const PARTS = ['replay', 'judge', 'watch', 'start'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly sizes: readonly number[];
  /** Undefined: as many as a size wants. */
  readonly rounds: number | undefined;
  readonly strict: boolean;
}

export const USAGE = `npm run bench -- [--only replay|judge|watch|start] [--sizes 10000,100000] [--rounds N] [--strict]
  --only    one part of it (default all): the replay; judging one sign-in; the watch, with its table and Microsoft's APIs; the cold start
  --sizes   of the replay: records, separated by commas (default 10000,100000,1000000: a quarter of an hour, 2 GB of temporary space)
  --rounds  of the replay: pairs of floor and replay a line (default 5; 3 from a million on)
  --strict  exit code 1 when a figure is over its budget`;

/** Reads the command line. Throws where it says what is not known. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      sizes: { type: 'string', default: '10000,100000,1000000' },
      rounds: { type: 'string' },
      strict: { type: 'boolean', default: false },
    },
  });
  const { only, sizes, rounds, strict } = values;
  return {
    parts: only === undefined ? PARTS : [partOf(only)],
    sizes: sizes
      .split(',')
      .map(wholeNumber)
      .toSorted((a, b) => a - b),
    rounds: rounds === undefined ? undefined : wholeNumber(rounds),
    strict,
  };
}

function partOf(text: string): Part {
  const part = PARTS.find((name) => name === text);
  if (part === undefined) throw new Error(`there is no part ${text}: take one of ${PARTS.join(', ')}`);
  return part;
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`not a whole number above 0: ${text}`);
  return Number(text);
}
