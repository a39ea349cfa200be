import { expect, it } from '@jest/globals';
import { brokenOf } from './play.ts';

it('twenty weeks of faults break no promise', async () => {
  expect(await brokenOf(1, 20)).toEqual([]);
});
