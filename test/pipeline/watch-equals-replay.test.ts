import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../shared/model/finding.ts';
import { shortHash } from '../../shared/model/short-hash.ts';
import { replayed } from '../support/replaying.ts';
import { logs, MS_A_MINUTE, MS_AN_HOUR, RECORDS, STORY_DAY } from './story-logs.ts';
import { incidentsIn } from '../../local/start/told.ts';
import { fakeFeed, watching } from './watching.ts';

/** Records kept a finding. */
const MOST_EVIDENCE = 200;

/** What was found: of whom, by which detector, under which key, how bad, on which records. */
function foundIn(incidents: readonly Incident[]): readonly string[] {
  return incidents
    .flatMap(({ about, findings }) =>
      findings.map(
        ({ detector, key, severity, evidence }) =>
          `${about.id} ${detector} ${key} ${severity} ${hashOf(evidence.slice(0, MOST_EVIDENCE))}`,
      ),
    )
    .toSorted();
}

/** Short, so that a difference can be read. */
function hashOf(evidence: readonly { readonly id: string }[]): string {
  return `${evidence.length}|${shortHash(evidence.map(({ id }) => id).join(' '))}`;
}

/** Watches the story from an hour before it until a day and a half after, ticking now and then. */
async function watched(
  delayOf: (index: number) => number,
  stepMinutes: number,
): Promise<readonly Incident[]> {
  const shown = logs(delayOf);
  const clock = { now: STORY_DAY };
  const { watch, keeper } = watching(
    (now) => [...shown].map(([name, showings]) => fakeFeed(name, showings, now)),
    clock,
  );
  for (; clock.now < STORY_DAY + 60 * MS_AN_HOUR; clock.now += stepMinutes * MS_A_MINUTE) await watch.tick();
  return incidentsIn(keeper);
}

describe('a watch of the story', () => {
  const expected = replayed(RECORDS).incidents;

  it('finds what a replay of the same records finds', async () => {
    const incidents = await watched(() => 4, 10);

    expect(foundIn(incidents)).toEqual(foundIn(expected));
    expect(incidents.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  it('finds the same when records come up to a day late, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const delay = (index: number): number => (Math.imul(index + seed, 2_654_435_761) >>> 0) % (22 * 60);

        expect(foundIn(await watched(delay, 30))).toEqual(foundIn(expected));
      }),
      { numRuns: 3 },
    );
  });
});
