import type { Feed, FeedLimits, FeedPage } from '../../model/feed.ts';
import { kept, listLink, walk, windows, type GraphSource } from '../feed.ts';

const DAY_MS = 86_400_000;
/** 1–5,000 are allowed, 1,000 usual: graph-docs messagetracingroot-list-messagetraces. */
const TOP = 5_000;
const KEEP_DAYS = 90;
/** Ten are allowed; nine leave room for whole seconds. */
const WIDEST_MS = 9 * DAY_MS;
const PATH = '/v1.0/admin/exchange/tracing/messageTraces';

/**
 * Every mail with every recipient, mails coming in too: `*@domain` as sender is undocumented, and `or` is ignored (facts/data-sources.md
 * §5.1). Schedule: §8.3, row D; a row is there after 5–10 minutes, and changes its state later.
 */
export function messageTracesFeed({ graph, now }: GraphSource): Feed {
  async function* read(
    from: Date,
    to: Date,
    limits: FeedLimits,
  ): AsyncGenerator<FeedPage, boolean, undefined> {
    const span = kept(from, to, KEEP_DAYS * DAY_MS, now());
    if (span.isCut) yield { records: [], told: [TOO_OLD] };
    let read = 0;
    for (const window of windows(span, WIDEST_MS)) {
      const left = { ...limits, mostPages: limits.mostPages - read };
      const pages = walk(graph.get, listLink(PATH, 'receivedDateTime', window, TOP), left, now);
      let next = await pages.next();
      for (; next.done !== true; next = await pages.next()) {
        read += 1;
        yield next.value;
      }
      if (!next.value) return false;
    }
    return true;
  }

  return {
    name: 'message-traces',
    source: 'message-traces',
    title: 'message traces',
    everyMinutes: 5,
    overlapMinutes: 60,
    late: { everyMinutes: 60, reachMinutes: 240 },
    sliceMinutes: 60,
    keepDays: KEEP_DAYS,
    read,
  };
}

const TOO_OLD = `Message traces older than ${KEEP_DAYS} days cannot be read: Microsoft keeps them no longer. For what is older, export it and run \`npm run replay -- FILE\`.`;
