import { parseArgs } from 'node:util';

/** What `npm run sim` was asked. */
export interface SimArguments {
  readonly from: number;
  readonly seeds: number;
  /** Switches for every seed, instead of its own. */
  readonly faults: number | undefined;
  /** Every request and every commit of the run, line by line. */
  readonly trace: boolean;
  readonly help: boolean;
}

/** The words of a call are off. */
export class SimUsage extends Error {}

export const SIM_HELP = `Plays weeks of a tenant in virtual time with everything that can go wrong, and holds every promise against it.

  npm run sim -- --seeds N [--from SEED]       N seeds, each with its own faults; fails where a fault never struck in 200 or more
  npm run sim -- --seed SEED [--faults BITS]   one seed, with its own faults or with these
  --trace                                      writes down every request and commit of a single seed`;

const OPTIONS = {
  seeds: { type: 'string' },
  from: { type: 'string' },
  seed: { type: 'string' },
  faults: { type: 'string' },
  trace: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the arguments of a call. Throws `SimUsage` where they are off. */
export function readSimArguments(args: readonly string[]): SimArguments {
  const { seeds, from, seed, faults, trace, help } = parsed(args);
  return {
    from: seed === undefined ? numberIn(from ?? '1', '--from') : numberIn(seed, '--seed'),
    seeds: seed === undefined ? numberIn(seeds ?? '40', '--seeds') : 1,
    faults: faults === undefined ? undefined : numberIn(faults, '--faults'),
    trace: trace === true,
    help: help === true,
  };
}

function parsed(
  args: readonly string[],
): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('ERR_PARSE_ARGS') === true)
      throw new SimUsage(message.split(/[.\n]/)[0], { cause: error });
    throw error;
  }
}

/** A whole number, decimal or hexadecimal. */
function numberIn(text: string, option: string): number {
  const number = Number(text);
  if (!/^(?:\d+|0x[\da-f]+)$/i.test(text) || number > 0xffff_ffff)
    throw new SimUsage(`${option} ${text} is no whole number up to 0xffffffff`);
  return number;
}
