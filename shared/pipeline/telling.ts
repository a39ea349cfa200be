import type { Decision } from '../model/decision.ts';
import type { Keeper, ValueChange } from '../model/keeper.ts';
import { namedIncidents } from './cases.ts';
import { decisionsOf, type Decisions } from './decisions.ts';
import { deliver, type Delivered, type Teller } from './deliver.ts';
import type { HeadState } from './head.ts';
import { outboxKey, PREFIX } from './keys.ts';
import type { Stretch } from './notices.ts';
import { looseIn } from './loose.ts';
import { parkedIn, unparked, type OutboxEntry } from './outbox.ts';
import type { WatchParts } from './watch-parts.ts';
import type { Working } from './working.ts';

const MS_A_DAY = 86_400_000;

/** What is told at its own time, and how often, in milliseconds; 0: once. */
const BY_TIME = { connection: 0, digest: MS_A_DAY, heartbeat: 7 * MS_A_DAY } as const;
type ByTime = keyof typeof BY_TIME;

/** What HTTP functions left for the pipeline: decisions of people, and what is to become part of the outbox. */
export interface Asked {
  readonly decisions: Decisions;
  readonly changes: readonly ValueChange[];
}

/** Reads what HTTP functions wrote. What they want told moves into the outbox, where only the pipeline writes. */
export async function askedByPeople(keeper: Keeper): Promise<Asked> {
  const { values } = await keeper.load(PREFIX.asked);
  const decided = [...values]
    .filter(([key]) => key.startsWith(PREFIX.decided))
    .map(([, value]) => value as Decision);
  const posts = [...values].filter(([key]) => key.startsWith(PREFIX.scanPost));
  return {
    decisions: decisionsOf(decided),
    changes: posts.flatMap(([key, value]) => [
      { key: outboxKey((value as OutboxEntry).id), value },
      { key, value: undefined },
    ]),
  };
}

/** What is due to be told by the calendar. */
function dueByTime(head: HeadState, now: number): readonly ByTime[] {
  return (Object.keys(BY_TIME) as ByTime[]).filter((name) => {
    const last = head.jobs[name];
    if (last === undefined) return name === 'connection' || now >= head.born + BY_TIME[name];
    return BY_TIME[name] > 0 && now >= last + BY_TIME[name];
  });
}

/** Whether anything may be due to be told: only then the outbox is read. */
export function isTellingDue(head: HeadState, { teller }: WatchParts, now: number): boolean {
  if (teller === undefined) return false;
  return (head.outbox.nextAt ?? Infinity) <= now || dueByTime(head, now).length > 0;
}

/** Tells what is due, and gives the head and the changes to write down. */
export async function tell(
  head: HeadState,
  working: Working,
  decisions: Decisions,
  parts: WatchParts,
): Promise<{ readonly head: HeadState; readonly changes: readonly ValueChange[] }> {
  const { keeper, teller, owner } = parts;
  if (teller === undefined) return { head, changes: [] };
  const now = parts.now();
  const { values } = await keeper.load(PREFIX.outbox);
  const stored = new Map(
    [...values].map(([key, value]) => [key, unparked(value as OutboxEntry, owner)] as const),
  );
  const names = dueByTime(head, now);
  const due = names.map((name) => dueEntry(name, stored, teller, head, now));
  const { incidents, keptOf, muted } = namedIncidents(working, decisions);
  const parked = parkedIn([...values.values()] as readonly OutboxEntry[]);
  const delivered: Delivered = await deliver(
    new Map([...stored, ...due]),
    working.sent,
    {
      ...teller.standing(head, working.posture),
      incidents,
      seenAt: (id) => keptOf(id)?.kept?.seen ?? now,
      pageOf: teller.pageOf,
      muted,
      looseIn: (stretch) => looseIn(stretch, working, decisions),
      parked,
      now,
    },
    teller,
  );
  working.sent = delivered.sent;
  const unsent = due.filter(([key]) => !delivered.changes.some((change) => change.key === key));
  const jobs = { ...head.jobs, ...Object.fromEntries(names.map((name) => [name, now])) };
  return {
    head: { ...head, jobs, outbox: delivered.state },
    changes: [...delivered.changes, ...unsent.map(([key, value]) => ({ key, value }))],
  };
}

/** What is due stands in place of the one of its kind that waits, and speaks of what that one could not tell, too. */
function dueEntry(
  name: ByTime,
  stored: ReadonlyMap<string, OutboxEntry>,
  { notifiers }: Teller,
  head: HeadState,
  now: number,
): readonly [string, OutboxEntry] {
  const key = outboxKey(name);
  const before = stored.get(key);
  const left = [...(before?.waitingFor ?? []), ...Object.keys(before?.parked ?? {})];
  // What somebody has got they would be told twice.
  const isUntold = before?.waitingFor === undefined || notifiers.every(({ id }) => left.includes(id));
  return [key, entryOf(name, isUntold ? before : undefined, head, now)];
}

function entryOf(name: ByTime, before: OutboxEntry | undefined, head: HeadState, now: number): OutboxEntry {
  const from = (before?.payload as Stretch | undefined)?.from ?? head.jobs[name] ?? head.born;
  const stretch: Stretch = { from, to: now };
  return {
    kind: name,
    id: name,
    revision: Math.floor(now / MS_A_DAY),
    why: 'opened',
    since: now,
    payload: stretch,
  };
}
