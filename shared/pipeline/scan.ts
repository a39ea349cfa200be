import { createGathering } from '../incidents/gather.ts';
import { incidentsOf } from '../incidents/index.ts';
import { withKeptIds, type KeptIncident } from '../incidents/sticky.ts';
import type { Feed } from '../model/feed.ts';
import type { Incident } from '../model/finding.ts';
import type { Keeper } from '../model/keeper.ts';
import { byText } from '../model/order.ts';
import { keyOf } from '../model/subject.ts';
import type { Summary } from '../model/summary.ts';
import { createHappenings } from './happenings.ts';
import { firstHead, readHead } from './head.ts';
import { createJudge, type Unanswered } from './judge.ts';
import { isOurs, known } from './known.ts';
import { partHash, PREFIX } from './keys.ts';
import { newTally, type Tally } from './reading.ts';
import { firstPositions, isRead, readOn, type ScanPositions } from './scan-reading.ts';
import {
  dropOldScans,
  dropScan,
  endTurn,
  loadScan,
  saveScan,
  takeTurn,
  type KeptScan,
} from './scan-store.ts';
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
  readonly unread: readonly { readonly log: string; readonly why: string }[];
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

/** What judging an event, loading and writing take at most, as measured; the rest of the time is for reading. */
const MS_A_DAY = 86_400_000;
const MS_AN_EVENT = 0.1;
const MS_FOR_THE_REST = 8_000;

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
  const working: Working = {
    ...(await loadWorking(parts)),
    gathering: createGathering(),
    happenings: createHappenings(Infinity),
  };
  working.happenings.restore(before?.lines ?? []);
  working.happenings.settle();
  const user = await strangerIn(scan.users, working, parts);
  if (user !== undefined) return { not: 'unknown-user', user };

  const tally = newTally();
  const feeds = new Map(await activeFeeds(parts, began));
  const deadline = (): number =>
    began + parts.answerWithinMs - MS_FOR_THE_REST - working.happenings.size() * MS_AN_EVENT;
  const start = before?.scan.positions ?? firstPositions([...feeds.values()], scan, began);
  const positions = await readOn(start, { ...parts, feeds }, deadline, new Set(before?.scan.parts), {
    ...working,
    tally,
  });
  const kept = keptScan(scan, positions, before?.scan, tally, began);
  const isWhole = isRead(positions);
  if (!isWhole) await saveScan(keeper, id, kept, working.happenings.freshLines());

  const { incidents, unanswered } = await judged(scan, working, parts);
  if (isWhole) await dropScan(keeper, id, before?.scan.segments ?? 0);
  if (isWhole && scan.post && incidents.length > 0)
    await keeper.note({ key: `${PREFIX.scanPost}${id}`, value: { at: began, incidents } });
  return {
    incidents,
    summary: summaryOf(kept, tally, unanswered, incidents, working),
    unread: [...feeds.values()].flatMap((feed) => unreadOf(feed, positions, scan, began)),
    resume: isWhole ? undefined : id,
  };
}

/** Why a log, or the older part of it, is not in the answer. */
function unreadOf(feed: Feed, positions: ScanPositions, { from }: Scan, now: number): Scanned['unread'] {
  const failing = positions[feed.name]?.failing;
  if (failing !== undefined) return [{ log: feed.name, why: failing.sentence }];
  const oldest = new Date(now - feed.keepDays * MS_A_DAY);
  if (from >= oldest) return [];
  const why = `Microsoft keeps ${feed.keepDays} days of it, so nothing before ${oldest.toISOString()} could be read. An export that was made then can be replayed: \`npm run replay -- FILE\`.`;
  return [{ log: feed.name, why }];
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

/** The first user whom neither the directory nor anything seen knows. */
async function strangerIn(
  users: readonly string[],
  working: Working,
  parts: ScanParts,
): Promise<string | undefined> {
  const { people, own, memory } = working;
  const known = (): ReadonlySet<string> =>
    new Set([...people.kept().groups.flat(), ...[...memory.subjects()].map(({ id }) => id)]);
  const missing = (): string | undefined => {
    const names = known();
    return users.find((user) => !names.has(user.toLowerCase()));
  };
  if (users.length === 0 || missing() === undefined) return undefined;
  try {
    const directory = await parts.directory();
    for (const names of directory.people) people.same(names);
    for (const domain of directory.domains) own.member(domain);
    // Whoever has one name only is in no group.
    const alone = new Set(directory.people.flat());
    const names = known();
    return users.find((user) => !names.has(user.toLowerCase()) && !alone.has(user.toLowerCase()));
  } catch (error) {
    if (parts.explain(error, 'the directory') === undefined) throw error;
    return missing();
  }
}

async function judged(
  { from, to, users }: Scan,
  working: Working,
  { keeper, detectors, placeOf }: ScanParts,
): Promise<{ readonly incidents: readonly Incident[]; readonly unanswered: Unanswered }> {
  const { happenings, memory, people, own, gathering } = working;
  const ownDomains = (working.ownDomains = own.all());
  memory.forgetWindows();
  const judge = createJudge(detectors, memory, gathering.add, (event) => event.at < from);
  for (const { event } of happenings.since(0)) {
    if (event.at > to) break;
    if (isOurs(event, ownDomains)) judge.judge(known(event, people, placeOf));
  }
  judge.finish();
  const wanted = new Set(
    users.map((user) => people.resolve({ kind: 'user', id: user.toLowerCase(), name: user }).id),
  );
  const named = await keptIds(keeper, working);
  const incidents = incidentsOf(gathering.groups(), (found) => {
    const names = withKeptIds(found, (subject) => named.get(subject) ?? []);
    return found.map((incident) => ({ ...incident, id: names.get(incident)?.id ?? incident.id }));
  });
  return {
    incidents: incidents.filter(({ about }) => wanted.size === 0 || wanted.has(about.id)),
    unanswered: judge.unanswered,
  };
}

/** The incidents that people know, open and closed, by whom they are about. */
async function keptIds(
  keeper: Keeper,
  { cases }: Working,
): Promise<ReadonlyMap<string, readonly KeptIncident[]>> {
  const named = new Map([...cases].map(([subject, { incidents }]) => [subject, [...incidents]]));
  const { values } = await keeper.load(PREFIX.closed);
  for (const value of values.values()) {
    const { incident, formerly } = value as {
      readonly incident: Incident;
      readonly formerly: readonly string[];
    };
    const { id, about, firstSeen, lastSeen } = incident;
    const kept = {
      id,
      from: Date.parse(String(firstSeen)),
      to: Date.parse(String(lastSeen)),
      formerly,
      told: undefined,
    };
    named.set(keyOf(about), [...(named.get(keyOf(about)) ?? []), kept]);
  }
  return named;
}

function keptScan(
  { from, to, users }: Scan,
  positions: ScanPositions,
  before: KeptScan | undefined,
  tally: Tally,
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
    at: now,
  };
}

function summaryOf(
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
