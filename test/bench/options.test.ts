import { describe, expect, it } from '@jest/globals';
import { optionsOf } from '../../bench/options.ts';

describe('the command line of the bench', () => {
  it('measures everything unless it is told otherwise', () => {
    expect(optionsOf([])).toEqual({
      parts: ['replay', 'judge', 'watch', 'start'],
      sizes: [10_000, 100_000, 1_000_000],
      rounds: undefined,
      strict: false,
    });
  });

  it('takes one part, sizes in rising order, rounds and strictness', () => {
    expect(optionsOf(['--only', 'watch', '--sizes', '5000,100', '--rounds', '3', '--strict'])).toEqual({
      parts: ['watch'],
      sizes: [100, 5_000],
      rounds: 3,
      strict: true,
    });
  });

  it.each([
    [['--only', 'scan'], 'there is no part scan: take one of replay, judge, watch, start'],
    [['--sizes', '10,x'], 'not a whole number above 0: x'],
    [['--rounds', '0'], 'not a whole number above 0: 0'],
  ])('refuses %j', (args, message) => {
    expect(() => optionsOf(args)).toThrow(message);
  });

  it('refuses what it does not know', () => {
    expect(() => optionsOf(['--fast'])).toThrow(/--fast/);
  });
});
