import { parseArgs } from 'node:util';

/** What can be looked at on its own. */
const PARTS = ['figures', 'rules', 'route', 'sensitivity', 'ablations', 'curve'] as const;
export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly people: number;
  readonly seeds: number;
  readonly from: number;
  readonly help: boolean;
}

export const USAGE = `npm run quality -- [--people N] [--seeds N] [--from SEED] [--only PART]
  --people  of each tenant, 2–1000 (default 40)
  --seeds   tenants (default 30: some six minutes)
  --from    the first seed (default 201; thresholds were chosen on 1 to 30)
  --only    ${PARTS.join(', ')} (default all)`;

/** Reads the command line. Throws where it says what is not known. */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      people: { type: 'string', default: '40' },
      seeds: { type: 'string', default: '30' },
      from: { type: 'string', default: '201' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const part = PARTS.find((name) => name === values.only);
  if (values.only !== undefined && part === undefined)
    throw new Error(`there is no part ${values.only}: take one of ${PARTS.join(', ')}`);
  return {
    parts: part === undefined ? PARTS : [part],
    people: wholeNumber(values.people, 2, 1_000),
    seeds: wholeNumber(values.seeds, 1, 1_000),
    from: wholeNumber(values.from, 1, 2 ** 31),
    help: values.help,
  };
}

function wholeNumber(text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new Error(`not a whole number from ${least} to ${most}: ${text}`);
  return number;
}
