import { createGathering } from '../incidents/gather.ts';
import type { Incident } from '../model/finding.ts';
import type { Summary } from '../model/summary.ts';
import { createHappenings } from './happenings.ts';
import { firstHead, readHead } from './head.ts';
import { PREFIX } from './keys.ts';
import { newTally } from './reading.ts';
import { judged } from './scan-judging.ts';
import { firstPositions, isRead, readOn, triedAgain } from './scan-reading.ts';
import {
  dropOldScans,
  dropScan,
  endTurn,
  loadScan,
  saveScan,
  recall,
  takeTurn,
  type KeptScan,
} from './scan-store.ts';
import { keptScan, postOf, summaryOf, unreadOf, type Unread } from './scan-told.ts';
import { strangerIn } from './scan-users.ts';
import type { WatchParts } from './watch-parts.ts';
import { loadWorking, type Working } from './working.ts';

export interface Scan {
  readonly from: Date;
  readonly to: Date;
  readonly users: readonly string[];
  readonly post: boolean;
  /** The id of a scan to go on with. */
  readonly resume: string | undefined;
}

export interface Scanned {
  readonly incidents: readonly Incident[];
  readonly summary: Summary;
  /** Logs that could not be read, each with why. */
  readonly unread: readonly Unread[];
  /** Where everything was read: undefined. */
  readonly resume: string | undefined;
}

/** Why a scan did not begin. */
export type NotScanned =
  | { readonly not: 'busy'; readonly waitMs: number }
  | { readonly not: 'unknown-user'; readonly user: string }
  | { readonly not: 'unknown-resume' };

export interface ScanParts extends WatchParts {
  readonly newId: () => string;
  /** From the beginning of the scan to its answer, in milliseconds. */
  readonly answerWithinMs: number;
}

/** What judging an event and remembering it takes (twice what was measured), and writing; the rest of the time is for reading. */
const MS_AN_EVENT = 0.05;
const MS_FOR_THE_REST = 8_000;
/** A machine shows how slow it is when it remembers so many events; judging them takes as long again, and half more to be safe. */
const MANY = 20_000;
const LONGER = 1.5;

/**
 * Judges a stretch of the past with the memory of the watch as it was believed on each day. Needs no lease, learns nothing, marks nothing
 * seen: it works when the watch is dead, and writes only rows of its own.
 */
export function createScan(parts: ScanParts): (scan: Scan) => Promise<Scanned | NotScanned> {
  let isRunning = false;

  return async (scan) => {
    if (isRunning) return { not: 'busy', waitMs: parts.answerWithinMs / 4 };
    isRunning = true;
    try {
      const id = scan.resume ?? parts.newId();
      const waitMs = await takeTurn(parts.keeper, id, parts.now(), parts.answerWithinMs + MS_FOR_THE_REST);
      if (waitMs > 0) return { not: 'busy', waitMs };
      try {
        return await scanned(scan, id, parts);
      } finally {
        await endTurn(parts.keeper);
      }
    } finally {
      isRunning = false;
    }
  };
}

async function scanned(scan: Scan, id: string, parts: ScanParts): Promise<Scanned | NotScanned> {
  const began = parts.now();
  const { keeper } = parts;
  await dropOldScans(keeper, began);
  const before = scan.resume === undefined ? undefined : await loadScan(keeper, id);
  if (scan.resume !== undefined && (before === undefined || !isSame(before.scan, scan)))
    return { not: 'unknown-resume' };
  // Changed, not copied: the memory asks the very object it was made with for the tenant's domains and policy.
  const working: Working = Object.assign(await loadWorking(parts), {
    gathering: createGathering(),
    happenings: createHappenings(Infinity),
  });
  if (before !== undefined) recall(before, working);
  const recalled = working.happenings.size();
  const slow = recalled < MANY ? 0 : (LONGER * (parts.now() - began)) / recalled;
  const user = await strangerIn(scan.users, working, parts);
  if (user !== undefined) return { not: 'unknown-user', user };

  const tally = newTally();
  const feeds = new Map(await activeFeeds(parts, began));
  const deadline = (): number =>
    began + parts.answerWithinMs - MS_FOR_THE_REST - working.happenings.size() * Math.max(MS_AN_EVENT, slow);
  const start =
    before === undefined
      ? firstPositions([...feeds.values()], scan, began)
      : triedAgain(before.scan.positions);
  const positions = await readOn(start, { ...parts, feeds }, deadline, new Set(before?.scan.parts), {
    ...working,
    tally,
  });
  const kept = keptScan(scan, positions, before?.scan, tally, working, began);
  const isWhole = isRead(positions);
  if (!isWhole) await saveScan(keeper, id, kept, working.happenings.freshLines());

  const { incidents, unanswered } = await judged(scan, working, parts);
  if (isWhole) await dropScan(keeper, id, before?.scan.segments ?? 0);
  if (isWhole && scan.post && incidents.length > 0)
    await keeper.note({
      key: `${PREFIX.scanPost}${id}`,
      value: postOf(id, incidents, began),
    });
  return {
    incidents,
    summary: summaryOf(kept, tally, unanswered, incidents, working),
    unread: [...feeds.values()].flatMap((feed) => unreadOf(feed, positions, scan.from, began)),
    resume: isWhole ? undefined : id,
  };
}

function isSame(kept: KeptScan, { from, to, users }: Scan): boolean {
  return (
    kept.from === from.toISOString() &&
    kept.to === to.toISOString() &&
    JSON.stringify(kept.users) === JSON.stringify(users)
  );
}

async function activeFeeds(
  { keeper, route, feeds, now, explain }: ScanParts,
  began: number,
): Promise<WatchParts['feeds']> {
  const stored = await keeper.head();
  const head = stored === undefined ? firstHead(began) : readHead(stored.text);
  let state = head.route;
  if (state === undefined)
    try {
      state = await route.ask(state, began);
    } catch (error) {
      if (explain(error, 'the licence') === undefined) throw error; // without it every log is tried
    }
  return new Map(
    route.feeds(state, now()).flatMap((name) => {
      const feed = feeds.get(name);
      return feed === undefined ? [] : [[name, feed] as const];
    }),
  );
}
