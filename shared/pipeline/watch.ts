import type { ValueChange } from '../model/keeper.ts';
import { Fenced } from '../model/ledger.ts';
import { caseChanges, namedIncidents, type CaseChanges } from './cases.ts';
import { applyPardons, type Decisions } from './decisions.ts';
import { askedByPeople, isTellingDue, tell, type Asked } from './telling.ts';
import { memoryChanges, oldPartsChanges, seenChanges, tenantChanges } from './changes.ts';
import { FIRST_REACH_MS, statesOf } from './due.ts';
import { isReading } from './history.ts';
import { firstHead, readHead, type HeadState } from './head.ts';
import { PREFIX } from './keys.ts';
import { countsAfter, partsOf, planOf, readRound, type Round } from './round.ts';
import { judgeStretch } from './stretch.ts';
import type { WatchParts } from './watch-parts.ts';
import { learnedOf, loadWorking, mergePeople, type Working } from './working.ts';

/** What a tick came to. */
export type Tick =
  | { readonly did: 'nothing'; readonly because: 'nothing is due' | 'another works' | 'the lease was lost' }
  | { readonly did: 'a round'; readonly head: HeadState; readonly read: number; readonly setAside: number };

interface Committed {
  readonly head: HeadState;
  readonly tag: string;
}

export interface Watch {
  /** Does what is due, in the order findings → learned and seen → checkpoint. Throws where the store cannot be read or written. */
  readonly tick: () => Promise<Tick>;
}

const MS_A_DAY = 86_400_000;
/** Microsoft's logs bring records up to seven days late, and a window reaches three days before them. */
const KEEP_EVENTS_MS = 11 * MS_A_DAY;
/** History needs the windows before its slice only. */
const KEEP_HISTORY_MS = 4 * MS_A_DAY;
/** A blob can be fetched for seven days. */
const KEEP_PARTS_DAYS = 9;

/** The watch: one owner at a time by a lease, and by a fence where the lease fails. What is known stays in memory while the head stands still. */
export function createWatch(parts: WatchParts): Watch {
  let cached: { readonly tag: string; readonly working: Working } | undefined;

  async function workingAt(tag: string | undefined): Promise<Working> {
    if (cached !== undefined && cached.tag === tag) return cached.working;
    return loadWorking(parts);
  }

  async function work(head: HeadState, tag: string | undefined, began: number): Promise<Tick> {
    const { keeper, owner, budget } = parts;
    const held = { ...head, owner, until: began + budget.leaseMs, step: head.step + 1 };
    const leased = await keeper.commit(tag, [], () => JSON.stringify(held));
    const working = await workingAt(tag);
    cached = undefined; // whatever breaks from here on, what is in memory is no longer what is stored
    const asked = await askedByPeople(keeper);
    const round = await readRound(held, working, parts, began);
    let { head: after, tag: now } = await judgeAndCommit(round, working, leased, held, asked);
    if (isTellingDue(after, parts, parts.now()))
      ({ head: after, tag: now } = await tellAndCommit(after, working, now, asked.decisions));
    cached = { tag: now, working };
    return {
      did: 'a round',
      head: after,
      read: [...round.tally.read.values()].reduce((sum, count) => sum + count, 0),
      setAside: round.tally.setAside,
    };
  }

  async function judgeAndCommit(
    round: Round,
    working: Working,
    tag: string,
    held: HeadState,
    { decisions, changes: wishes }: Asked,
  ): Promise<Committed> {
    const now = parts.now();
    const merged = mergePeople(working);
    const { seen, unanswered } = judgeStretch(working, parts);
    const touched = [...seen.values(), ...merged];
    const cases = caseChanges(working, touched, timesOf(round.head, parts, now), decisions);
    applyPardons(working, decisions, namedIncidents(working).incidents, parts.placeOf, now);
    const counted = headAfter(round, cases, unanswered);
    const told = [...cases.changes, ...lookBackOf(held, counted, cases, now), ...wishes];
    const head = withQueued(counted, told, now);
    forgetOld(working, head, now);
    const { hashes, day } = partsOf(round.tally, now);
    const phases = [
      [...told, ...rejectedOf(round), ...round.values, ...tenantChanges(working)],
      memoryChanges(working),
      [...seenChanges(working, hashes, day), ...oldPartsChanges(working, day - KEEP_PARTS_DAYS)],
    ];
    let { step } = held;
    const until = isTellingDue(head, parts, now) ? held.until : 0;
    const last = await parts.keeper.commit(tag, phases, (isLast) =>
      JSON.stringify({ ...(isLast ? { ...head, until } : held), step: (step += 1) }),
    );
    working.memory.settle();
    working.happenings.settle();
    working.learnedWritten = learnedOf(working);
    return { head: { ...head, step }, tag: last };
  }

  /** Cards go out after what they tell is written down; what became of them is written down after that. */
  async function tellAndCommit(
    before: HeadState,
    working: Working,
    tag: string,
    decisions: Decisions,
  ): Promise<Committed> {
    const { head, changes } = await tell(before, working, decisions, parts);
    const after = { ...head, until: 0, step: before.step + 1 };
    const last = await parts.keeper.commit(tag, [changes], () => JSON.stringify(after));
    return { head: after, tag: last };
  }

  return {
    async tick() {
      const began = parts.now();
      const stored = await parts.keeper.head();
      const head = stored === undefined ? firstHead(began) : readHead(stored.text);
      if (head.until > began && head.owner !== parts.owner)
        return { did: 'nothing', because: 'another works' };
      const { windows, history, jobs } = planOf(head, parts, began);
      const isQuiet = windows.length + history.length + jobs.length === 0;
      if (isQuiet && !isTellingDue(head, parts, began)) return { did: 'nothing', because: 'nothing is due' };
      try {
        return await work(head, stored?.tag, began);
      } catch (error) {
        cached = undefined;
        if (error instanceof Fenced) return { did: 'nothing', because: 'the lease was lost' };
        throw error;
      }
    },
  };
}

function timesOf(head: HeadState, { route }: WatchParts, now: number): Parameters<typeof caseChanges>[2] {
  // A log that another stands in for stays where it is, and would keep every incident open for ever.
  const active = route.feeds(head.route, now);
  const reached = statesOf(head).flatMap(([name, { upTo }]) => (active.includes(name) ? [upTo] : []));
  return {
    now,
    readUpTo: reached.length === 0 ? 0 : Math.min(...reached),
    newsFrom: head.born - FIRST_REACH_MS,
    putAwayBefore: isReading(head.history) ? 0 : now - KEEP_EVENTS_MS,
    digestTo: head.jobs['digest'] ?? 0,
  };
}

function headAfter(
  { head, tally }: Round,
  { open }: CaseChanges,
  { undecided, broken }: ReturnType<typeof judgeStretch>['unanswered'],
): HeadState {
  const counts = countsAfter(head.counts, tally);
  const missing: Record<string, number> = { ...counts.undecided };
  for (const [id, times] of undecided) missing[id] = (missing[id] ?? 0) + times;
  const messages = Object.fromEntries([...broken].map(([id, { message }]) => [id, message]));
  return {
    ...head,
    open,
    counts: { ...counts, undecided: missing, broken: { ...counts.broken, ...messages } },
  };
}

/** Once history is read, one list of what it holds. */
function lookBackOf(
  before: HeadState,
  after: HeadState,
  { lookBack: lines }: CaseChanges,
  now: number,
): readonly ValueChange[] {
  const isDone = !isReading(after.history) && (before.history === undefined || isReading(before.history));
  const entry = {
    kind: 'look-back',
    id: 'look-back',
    revision: 1,
    why: 'opened',
    since: now,
    payload: { lines },
  };
  return isDone ? [{ key: PREFIX.lookBack, value: entry }] : [];
}

/** Whatever went into the outbox is looked at at once. */
function withQueued(head: HeadState, changes: readonly ValueChange[], now: number): HeadState {
  const queued = changes.filter(({ key, value }) => key.startsWith(PREFIX.outbox) && value !== undefined);
  if (queued.length === 0) return head;
  return { ...head, outbox: { ...head.outbox, waiting: head.outbox.waiting + queued.length, nextAt: now } };
}

function rejectedOf({ tally }: Round): readonly ValueChange[] {
  return tally.rejected.length === 0 ? [] : [{ key: PREFIX.rejected, value: tally.rejected }];
}

function forgetOld({ happenings }: Working, { history }: HeadState, now: number): void {
  const recent = now - KEEP_EVENTS_MS;
  if (!isReading(history)) return happenings.forget((at) => at < recent);
  const { at: slice, sliceMinutes } = history;
  const end = slice + sliceMinutes * 60_000 * 2;
  return happenings.forget((at) => at < recent && (at < slice - KEEP_HISTORY_MS || at > end));
}
