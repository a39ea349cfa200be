import type { Feed } from '../model/feed.ts';
import type { Incident } from '../model/finding.ts';
import { byText } from '../model/order.ts';
import type { Summary } from '../model/summary.ts';
import type { Unanswered } from './judge.ts';
import { partHash } from './keys.ts';
import { keptLine } from './notices.ts';
import type { OutboxEntry } from './outbox.ts';
import type { Tally } from './reading.ts';
import type { ScanPositions } from './scan-reading.ts';
import type { KeptScan } from './scan-store.ts';
import { keptTenant, type Working } from './working.ts';

const MS_A_DAY = 86_400_000;

/** A log, or the older part of it, that is not in an answer. */
export interface Unread {
  readonly log: string;
  readonly why: string;
}

/** A list of what a scan found, for the outbox of the watch. */
export function postOf(id: string, incidents: readonly Incident[], now: number): OutboxEntry {
  const payload = { lines: incidents.map(keptLine) };
  return { kind: 'scan', id: `scan-${id}`, revision: 1, why: 'opened', since: now, payload };
}

/** Why a log, or the older part of it, is not in the answer. */
export function unreadOf(feed: Feed, positions: ScanPositions, from: Date, now: number): readonly Unread[] {
  const failing = positions[feed.name]?.failing;
  if (failing !== undefined) return [{ log: feed.name, why: failing.sentence }];
  const oldest = new Date(now - feed.keepDays * MS_A_DAY);
  if (from >= oldest) return [];
  const why = `Microsoft keeps ${feed.keepDays} days of it, so nothing before ${oldest.toISOString()} could be read. An export that was made then can be replayed: \`npm run replay -- FILE\`.`;
  return [{ log: feed.name, why }];
}

/** How far a scan is, to be written down: what it was asked, and what it has read. */
export function keptScan(
  { from, to, users }: { readonly from: Date; readonly to: Date; readonly users: readonly string[] },
  positions: ScanPositions,
  before: KeptScan | undefined,
  tally: Tally,
  working: Working,
  now: number,
): KeptScan {
  const read: Record<string, number> = { ...before?.read };
  for (const [source, times] of tally.read) read[source] = (read[source] ?? 0) + times;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    users,
    positions,
    segments: before?.segments ?? 0,
    parts: [...(before?.parts ?? []), ...[...tally.parts].map(partHash)],
    read,
    duplicates: (before?.duplicates ?? 0) + tally.duplicates,
    setAside: (before?.setAside ?? 0) + tally.setAside,
    tenant: keptTenant(working),
    at: now,
  };
}

/** What a scan went through: the last line of its answer. */
export function summaryOf(
  { read, duplicates, setAside }: KeptScan,
  { rejected }: Tally,
  { undecided, broken }: Unanswered,
  incidents: readonly Incident[],
  { ownDomains }: Working,
): Summary {
  const sorted = <T>(pairs: Iterable<readonly [string, T]>): Readonly<Record<string, T>> =>
    Object.fromEntries([...pairs].toSorted(([a], [b]) => byText(a, b)));
  return {
    read: sorted(Object.entries(read)),
    duplicates,
    rejected,
    rejectedMore: setAside - rejected.length,
    incidents: incidents.length,
    undecided: sorted(undecided),
    broken: sorted([...broken].map(([id, { message }]) => [id, message] as const)),
    ownDomains: [...(ownDomains ?? [])].toSorted(byText),
  };
}
