import { readSimArguments, SIM_HELP, SimUsage, type SimArguments } from './arguments.ts';
import { FAULTS, faultsOf, hex, namesOf } from './faults.ts';
import { minimised } from './minimise.ts';
import { run } from './run.ts';
import { addTo, count, EXCUSED, PROMISES, type Counts } from './tally.ts';

/** Fewer seeds may well not have struck with everything. */
const ENOUGH_SEEDS = 200;
/** So often a seed is played twice: it must come to the same. */
const TWICE_EVERY = 10;

/** `npm run sim`: exit code 1 where a promise was broken or something never happened, 2 where the call is off. */
export async function simulate(args: readonly string[], say: (line: string) => void): Promise<number> {
  try {
    const asked = readSimArguments(args);
    if (!asked.help) return (await simulated(asked, say)) ? 0 : 1;
    say(SIM_HELP);
    return 0;
  } catch (error) {
    if (!(error instanceof SimUsage)) throw error;
    say(error.message);
    return 2;
  }
}

async function simulated(asked: SimArguments, say: (line: string) => void): Promise<boolean> {
  const { from, seeds, faults, trace } = asked;
  const began = performance.now();
  const [struck, held]: [Counts, Counts] = [new Map(), new Map()];
  let broken = 0;
  for (let seed = from; seed < from + seeds; seed += 1) {
    const bits = faults ?? faultsOf(seed);
    const ran = await played(seed, bits, trace && seeds === 1 ? say : undefined);
    addTo(struck, ran.struck);
    addTo(held, ran.held);
    if (ran.broken === undefined) continue;
    broken += 1;
    await tell(seed, bits, ran.broken, say);
  }
  const seconds = (performance.now() - began) / 1_000;
  say(`${seeds} seeds in ${seconds.toFixed(1)} s, ${(seconds / seeds).toFixed(3)} s each; ${broken} broken`);
  say(`struck: ${listed(FAULTS, struck)}`);
  say(`held: ${listed([...PROMISES, EXCUSED], held)}`);
  const never = seeds < ENOUGH_SEEDS ? [] : neverIn(struck, held);
  if (never.length > 0) say(`never happened: ${never.join(', ')}`);
  return broken === 0 && never.length === 0;
}

/** A run; every tenth seed twice. */
async function played(
  seed: number,
  bits: number,
  onTrace: ((line: string) => void) | undefined,
): ReturnType<typeof run> {
  const ran = await run(seed, bits, onTrace);
  if (seed % TWICE_EVERY !== 0 || ran.broken !== undefined) return ran;
  const again = await run(seed, bits);
  count(ran.held, 'the same trace');
  if (again.trace === ran.trace) return ran;
  return { ...ran, broken: `the same trace: ${ran.trace} and ${again.trace}` };
}

async function tell(seed: number, bits: number, broken: string, say: (line: string) => void): Promise<void> {
  const fails = async (fewer: number): Promise<boolean> =>
    (await played(seed, fewer, undefined)).broken !== undefined;
  const needed = await minimised(bits, fails);
  const { broken: least } = await played(seed, needed, undefined);
  say(`seed ${hex(seed)} is broken: ${broken}`);
  say(
    `  least: npm run sim -- --seed ${hex(seed)} --faults ${hex(needed)}   (${namesOf(needed).join(', ')})`,
  );
  say(`  ${least}`);
}

function listed(names: readonly string[], counts: Counts): string {
  return names.map((name) => `${name} ${counts.get(name) ?? 0}`).join(', ');
}

function neverIn(struck: Counts, held: Counts): readonly string[] {
  return [...FAULTS.filter((name) => !struck.has(name)), ...PROMISES.filter((name) => !held.has(name))];
}
