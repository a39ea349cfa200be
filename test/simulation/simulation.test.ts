import { describe, expect, it } from '@jest/globals';
import { simulate } from '../../local/sim/command.ts';
import { bitOf, FAULTS, faultsOf, namesOf } from '../../local/sim/faults.ts';
import { minimised } from '../../local/sim/minimise.ts';
import { run } from '../../local/sim/run.ts';
import { worldOf } from '../../local/sim/world.ts';

async function said(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  return { code: await simulate(args, (line) => void lines.push(line)), lines };
}

describe('a seed', () => {
  it('comes to the same trace each time, and to another with other faults', async () => {
    const [first, again, other] = [await run(7, 0x1001), await run(7, 0x1001), await run(7, 0x1000)];

    expect(again.trace).toBe(first.trace);
    expect(other.trace).not.toBe(first.trace);
  });

  it('has its own world, whatever was made before', () => {
    expect(worldOf(3)).toEqual(worldOf(3));
    expect(worldOf(3)).not.toEqual(worldOf(4));
  });

  it('has faults of its own, and each fault has seeds', () => {
    const bits = Array.from({ length: 100 }, (_, seed) => faultsOf(seed));

    for (const name of FAULTS)
      expect(bits.filter((of) => namesOf(of).includes(name)).length).toBeGreaterThan(10);
    expect(new Set(bits).size).toBeGreaterThan(90);
  });
});

describe('a failure', () => {
  it('is told with the faults that it needs', async () => {
    const needed = bitOf('crash') | bitOf('late');

    const least = await minimised(0x7f_ffff, async (bits) => (bits & needed) === needed);

    expect(least).toBe(needed);
  });
});

describe('the command', () => {
  it('tells how often each fault struck and each promise had something to check', async () => {
    const { code, lines } = await said('--seed', '0x2', '--faults', '0x1');

    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringMatching(/^1 seeds in .* 0 broken$/),
      expect.stringMatching(/^struck: late [1-9]\d*, doubled 0, /),
      expect.stringMatching(/^held: found what a replay finds [1-9]/),
    ]);
  });

  it.each([
    { args: ['--seed', 'x'], says: '--seed x is no whole number up to 0xffffffff' },
    { args: ['--seeds', '-1'], says: expect.stringContaining('--seeds') },
    { args: ['--fault', '1'], says: expect.stringContaining('--fault') },
  ])('refuses $args', async ({ args, says }) => {
    expect(await said(...args)).toEqual({ code: 2, lines: [says] });
  });

  it('explains itself', async () => {
    const { code, lines } = await said('--help');

    expect(code).toBe(0);
    expect(lines[0]).toMatch(/npm run sim -- --seeds N/);
  });
});
