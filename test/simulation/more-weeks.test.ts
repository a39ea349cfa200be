import { expect, it } from '@jest/globals';
import { brokenOf } from './play.ts';

// A file of its own, so that two workers share the time.
it('twenty more weeks of faults break no promise', async () => {
  expect(await brokenOf(21, 20)).toEqual([]);
});
