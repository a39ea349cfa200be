import { story } from '../../local/story/index.ts';
import type { FeedName } from '../../shared/model/feed.ts';
import type { Showing } from './watching.ts';

export const MS_A_MINUTE = 60_000;
export const MS_AN_HOUR = 60 * MS_A_MINUTE;
export const STORY_DAY = Date.parse('2026-03-02T00:00:00Z');

const { signIns, audits, traces, unified } = story();

/** Every record of the story. */
export const RECORDS: readonly object[] = [...signIns, ...audits, ...traces, ...unified];

function timeOf(record: object): number {
  const { createdDateTime, activityDateTime, receivedDateTime, CreationTime } = record as Record<
    string,
    string
  >;
  const text = createdDateTime ?? activityDateTime ?? receivedDateTime ?? `${CreationTime}Z`;
  return Date.parse(text);
}

/** The story's logs, each record visible after a delay in minutes. */
export function logs(delayOf: (index: number) => number): ReadonlyMap<FeedName, readonly Showing[]> {
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
