import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { story } from '../../local/story/index.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import type { Incident } from '../../shared/model/finding.ts';
import { shortHash } from '../../shared/model/short-hash.ts';
import { replayed } from '../support/replaying.ts';
import { fakeFeed, storedIncidents, watching, type Showing } from './watching.ts';

const MS_A_MINUTE = 60_000;
const MS_AN_HOUR = 60 * MS_A_MINUTE;
const STORY_DAY = Date.parse('2026-03-02T00:00:00Z');

const { signIns, audits, traces, unified } = story();
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

function timeOf(record: object): number {
  const { createdDateTime, activityDateTime, receivedDateTime, CreationTime } = record as Record<
    string,
    string
  >;
  const text = createdDateTime ?? activityDateTime ?? receivedDateTime ?? `${CreationTime}Z`;
  return Date.parse(text);
}

/** The story's logs, each record visible after a delay in minutes. */
function logs(delayOf: (index: number) => number): ReadonlyMap<FeedName, readonly Showing[]> {
  let index = 0;
  const shown = (records: readonly object[]): readonly Showing[] =>
    records.map((record) => {
      const at = timeOf(record);
      index += 1;
      return { record, at, visibleAt: at < STORY_DAY ? at : at + delayOf(index) * MS_A_MINUTE };
    });
  return new Map<FeedName, readonly Showing[]>([
    ['sign-ins', shown(signIns)],
    ['directory-audits', shown(audits)],
    ['message-traces', shown(traces)],
    ['audit-exchange', shown(unified)],
  ]);
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
  return storedIncidents(keeper);
}

describe('a watch of the story', () => {
  const expected = replayed([...signIns, ...audits, ...traces, ...unified]).incidents;

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
