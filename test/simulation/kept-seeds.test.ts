import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { run } from '../../local/sim/run.ts';

/** A line each: seed and faults in hexadecimal, then what was found. */
const LINE = /^(?<seed>0x[\da-f]+) (?<faults>0x[\da-f]+) (?<found>.+)$/;

const seeds = readFileSync(join(import.meta.dirname, 'seeds.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => ({ line, ...LINE.exec(line)?.groups }) as { line: string; seed?: string; faults?: string });

it.each(seeds)('$line', async ({ seed, faults }) => {
  const { broken } = await run(Number(seed), Number(faults));

  expect(broken).toBeUndefined();
});
