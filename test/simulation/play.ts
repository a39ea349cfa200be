import { faultsOf, hex } from '../../local/sim/faults.ts';
import { run } from '../../local/sim/run.ts';

/** Plays seeds with their own faults; tells those that broke a promise, as the command takes them. */
export async function brokenOf(from: number, seeds: number): Promise<readonly string[]> {
  const broken: string[] = [];
  for (let seed = from; seed < from + seeds; seed += 1) {
    const faults = faultsOf(seed);
    const ran = await run(seed, faults);
    if (ran.broken !== undefined) broken.push(`--seed ${hex(seed)} --faults ${hex(faults)}: ${ran.broken}`);
  }
  return broken;
}
