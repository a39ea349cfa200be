import type { Feed } from '../../shared/model/feed.ts';
import { firstState } from '../../shared/pipeline/due.ts';
import { firstHead, type HeadState } from '../../shared/pipeline/head.ts';

const JOBS = ['licence', 'directory', 'posture', 'connection', 'digest', 'heartbeat'];

/** The head of a watch that has read all there is: nothing is due before some minutes have passed. */
export function headThatIsDone(feeds: Iterable<Feed>, now: number): HeadState {
  return {
    ...firstHead(now),
    feeds: Object.fromEntries(
      [...feeds].map((feed) => [
        feed.name,
        { ...firstState(feed, { feeds: {} }, now), upTo: now, readAt: now, sliceMinutes: feed.sliceMinutes },
      ]),
    ),
    history: { at: now, to: now, sliceMinutes: 1_440, done: [], tries: 0 },
    jobs: Object.fromEntries(JOBS.map((name) => [name, now])),
  };
}
