import type { Keeper, ValueChange } from '../model/keeper.ts';
import { Fenced } from '../model/ledger.ts';
import { caseChanges, type CaseChanges } from './cases.ts';
import { memoryChanges, oldPartsChanges, seenChanges, tenantChanges } from './changes.ts';
import { FIRST_REACH_MS, statesOf } from './due.ts';
import { isReading } from './history.ts';
import { firstHead, readHead, type HeadState } from './head.ts';
import { PREFIX } from './keys.ts';
import { countsAfter, partsOf, planOf, readRound, type Round } from './round.ts';
import { judgeStretch } from './stretch.ts';
import type { WatchParts } from './watch-parts.ts';
import { loadWorking, mergePeople, type Working } from './working.ts';

/** What a tick came to. */
export type Tick =
  | { readonly did: 'nothing'; readonly because: 'nothing is due' | 'another works' | 'the lease was lost' }
  | { readonly did: 'a round'; readonly head: HeadState; readonly read: number; readonly setAside: number };

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
    const round = await readRound(held, working, parts, began);
    const after = await judgeAndCommit(round, working, leased, held);
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
  ): Promise<HeadState> {
    const now = parts.now();
    const merged = mergePeople(working);
    const { seen, unanswered } = judgeStretch(working, parts);
    const cases = caseChanges(working, [...seen.values(), ...merged], timesOf(round.head, now));
    const head = headAfter(round, cases, unanswered);
    forgetOld(working, head, now);
    const { hashes, day } = partsOf(round.tally, now);
    const wishes = await scanWishes(parts.keeper);
    const phases = [
      [
        ...cases.changes,
        ...lookBackOf(held, head, cases),
        ...rejectedOf(round),
        ...round.values,
        ...tenantChanges(working),
        ...wishes,
      ],
      memoryChanges(working),
      [...seenChanges(working, hashes, day), ...oldPartsChanges(working, day - KEEP_PARTS_DAYS)],
    ];
    let { step } = held;
    const last = await parts.keeper.commit(tag, phases, (isLast) =>
      JSON.stringify({ ...(isLast ? { ...head, until: 0 } : held), step: (step += 1) }),
    );
    working.memory.settle();
    working.happenings.settle();
    working.peopleWritten = working.people.learned();
    cached = { tag: last, working };
    return { ...head, step };
  }

  return {
    async tick() {
      const began = parts.now();
      const stored = await parts.keeper.head();
      const head = stored === undefined ? firstHead(began) : readHead(stored.text);
      if (head.until > began && head.owner !== parts.owner)
        return { did: 'nothing', because: 'another works' };
      const { windows, history, jobs } = planOf(head, parts, began);
      if (windows.length + history.length + jobs.length === 0)
        return { did: 'nothing', because: 'nothing is due' };
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

function timesOf(head: HeadState, now: number): Parameters<typeof caseChanges>[2] {
  const reached = statesOf(head).map(([, { upTo }]) => upTo);
  return {
    now,
    readUpTo: reached.length === 0 ? 0 : Math.min(...reached),
    newsFrom: head.born - FIRST_REACH_MS,
    putAwayBefore: isReading(head.history) ? 0 : now - KEEP_EVENTS_MS,
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
function lookBackOf(before: HeadState, after: HeadState, { lookBack }: CaseChanges): readonly ValueChange[] {
  const isDone = !isReading(after.history) && (before.history === undefined || isReading(before.history));
  return isDone ? [{ key: PREFIX.lookBack, value: { incidents: lookBack } }] : [];
}

/** What scans wish to have posted becomes part of the outbox; only the watch writes there. */
async function scanWishes(keeper: Keeper): Promise<readonly ValueChange[]> {
  const { values } = await keeper.load(PREFIX.scanPost);
  return [...values].flatMap(([key, value]) => [
    { key: `${PREFIX.outbox}scan-${key.slice(PREFIX.scanPost.length)}`, value },
    { key, value: undefined },
  ]);
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
