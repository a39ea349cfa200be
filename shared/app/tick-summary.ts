import type { FeedName } from '../model/feed.ts';
import { isReading } from '../pipeline/history.ts';
import { JOB_TITLES, type JobName } from '../pipeline/jobs.ts';
import type { Tick } from '../pipeline/watch.ts';
import type { WatchParts } from '../pipeline/watch-parts.ts';

/** One line for the log on what a tick did. Azure's alerts look for parts of it: infra/queries, held by test/infra/alerts.test.ts. */
export function tickSummary(tick: Tick): string {
  if (tick.did === 'nothing') return `nothing done: ${tick.because}`;
  const { head, read, setAside } = tick;
  const failing = [
    ...Object.keys(head.failing),
    ...Object.entries(head.feeds).flatMap(([name, { failing: why }]) => (why === undefined ? [] : [name])),
  ];
  return [
    `read ${read} records`,
    ...(setAside === 0 ? [] : [`set aside ${setAside}`]),
    ...(failing.length === 0 ? [] : [`cannot read ${failing.join(', ')}`]),
    ...(head.open === 0 ? [] : [`${head.open} open`]),
    ...(head.outbox.parked === 0 ? [] : [`${head.outbox.parked} parked`]),
    ...(head.history !== undefined && isReading(head.history)
      ? [`history read up to ${new Date(head.history.at).toISOString()}`]
      : []),
  ].join('; ');
}

/** What cannot be read after a tick, in a person's words; undefined: it did nothing, and nothing is known anew. */
export function failingTitles(tick: Tick, feeds: WatchParts['feeds']): ReadonlySet<string> | undefined {
  if (tick.did === 'nothing') return undefined;
  const { failing, feeds: states } = tick.head;
  return new Set([
    ...Object.keys(failing).map((name) => JOB_TITLES[name as JobName]),
    ...Object.entries(states).flatMap(([name, state]) =>
      state.failing === undefined ? [] : [feeds.get(name as FeedName)?.title ?? name],
    ),
  ]);
}
