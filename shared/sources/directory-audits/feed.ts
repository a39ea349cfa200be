import type { Feed } from '../../model/feed.ts';
import { listLink, walk, type GraphSource } from '../feed.ts';

/** Documented for sign-ins, and taken to be the same here: facts/data-sources.md §8.7. */
const TOP = 1_000;

/**
 * Who changed what in the directory: guests, roles, consents, methods, policies. On every licence (§2.1).
 * Schedule: §8.3, row A. Microsoft keeps 30 days with Entra ID P1 and 7 without; what is asked beyond that is answered with nothing.
 */
export function directoryAuditsFeed({ graph, now }: GraphSource): Feed {
  return {
    name: 'directory-audits',
    source: 'directory-audits',
    title: 'directory changes',
    everyMinutes: 5,
    overlapMinutes: 60,
    late: { everyMinutes: 360, reachMinutes: 1_440 },
    sliceMinutes: 60,
    keepDays: 30,
    read: (from, to, limits) => {
      const span = { from: from.getTime(), to: to.getTime() };
      const link = listLink('/v1.0/auditLogs/directoryAudits', 'activityDateTime', span, TOP);
      return walk(graph.get, link, limits, now);
    },
  };
}
