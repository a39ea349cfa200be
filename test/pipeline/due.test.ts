import { describe, expect, it } from '@jest/globals';
import type { Feed } from '../../shared/model/feed.ts';
import { stateAfter, type Outcome } from '../../shared/pipeline/due.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const MINUTE = 60_000;
const feed = { source: 'sign-ins', sliceMinutes: 240 } as Feed;

function outcome(minutesBehind: number, given: Partial<Outcome> = {}): Outcome {
  const to = NOW - minutesBehind * MINUTE;
  return { window: { feed, from: to - 60 * MINUTE, to, kind: 'usual' }, isWhole: true, pages: 3, ...given };
}

describe('how wide the next window of a log that is behind is', () => {
  it.each([
    { name: 'cut short: half', slice: 120, after: outcome(600, { isWhole: false }), next: 60 },
    { name: 'cut short at a minute: a minute', slice: 1, after: outcome(600, { isWhole: false }), next: 1 },
    {
      name: 'its turn did not come: as it was',
      slice: 120,
      after: outcome(600, { isWhole: false, pages: 0 }),
      next: 120,
    },
    { name: 'read to its end: twice', slice: 60, after: outcome(600), next: 120 },
    { name: 'read to its end: never beyond what is usual', slice: 200, after: outcome(600), next: 240 },
    { name: 'the wide one of a first reading: as it was', slice: 1_440, after: outcome(600), next: 1_440 },
    { name: 'read up to now: as usual', slice: 15, after: outcome(0), next: 240 },
  ])('$name', ({ slice, after, next }) => {
    const before = { upTo: 0, readAt: 0, lateAt: 0, sliceMinutes: slice, isBehind: true };

    expect(stateAfter(before, after, NOW).sliceMinutes).toBe(next);
  });
});
