import type { ValueChange } from '../../shared/model/keeper.ts';
import { keyOf, type Subject } from '../../shared/model/subject.ts';
import { caseChanges } from '../../shared/pipeline/cases.ts';
import { memoryChanges, seenChanges, tenantChanges } from '../../shared/pipeline/changes.ts';
import { NO_DECISIONS } from '../../shared/pipeline/decisions.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { isOurs, known } from '../../shared/pipeline/known.ts';
import { newTally, readWindow } from '../../shared/pipeline/reading.ts';
import type { WatchParts } from '../../shared/pipeline/watch-parts.ts';
import { loadWorking, type Working } from '../../shared/pipeline/working.ts';
import { headThatIsDone } from './head.ts';
import { MS_A_DAY } from './logs.ts';

/** The watch keeps the events of so many days. */
const KEPT_DAYS = 11;
const NO_LIMITS = { deadline: () => Infinity, mostPages: Infinity, isKnown: () => false };

/**
 * Fills an empty ledger with what a watch would have learned by now of whole days before. A watch rebuilds its windows for each slice of
 * history, which judges each event some five times; here each is judged once, and the same is written: test/bench holds it to that.
 */
export async function learn(parts: WatchParts, days: number): Promise<void> {
  const working = await loadWorking(parts);
  const now = parts.now();
  const today = Math.floor(now / MS_A_DAY);
  const seen = new Map<string, Subject>();
  const judge = createJudge(parts.detectors, working.memory, (sighting) => {
    working.gathering.add(sighting);
    seen.set(keyOf(sighting.seen.about), sighting.seen.about);
  });
  for (let day = today - days; day < today; day += 1) {
    await readDay(working, parts, day);
    working.ownDomains = working.own.all();
    for (const { event } of working.happenings.since(day * MS_A_DAY))
      if (isOurs(event, working.ownDomains)) judge.judge(known(event, working.people, parts.placeOf));
    if (day >= today - KEPT_DAYS) continue;
    working.happenings.forget(() => true);
    working.happenings.settle();
  }
  judge.finish();
  await write(working, parts, [...seen.values()], now);
}

async function readDay(
  working: Working,
  { feeds, readRecord, explain }: WatchParts,
  day: number,
): Promise<void> {
  const into = { ...working, tally: newTally() };
  for (const feed of feeds.values()) {
    const window = { feed, from: day * MS_A_DAY, to: (day + 1) * MS_A_DAY - 1, kind: 'history' } as const;
    const { isWhole } = await readWindow(window, NO_LIMITS, readRecord, explain, into);
    if (!isWhole || into.tally.setAside > 0) throw new Error(`${feed.name} could not be read`);
  }
}

/** In the phases in which the watch writes. */
async function write(
  working: Working,
  { keeper, feeds }: WatchParts,
  seen: readonly Subject[],
  now: number,
): Promise<void> {
  const phases = [
    [...foundChanges(working, seen, now), ...tenantChanges(working)],
    memoryChanges(working),
    seenChanges(working, new Set(), 0),
  ];
  await keeper.commit(undefined, phases, () => JSON.stringify(headThatIsDone(feeds.values(), now)));
}

/** The incidents of all days: those long over are put away, and none is news. */
function foundChanges(working: Working, seen: readonly Subject[], now: number): readonly ValueChange[] {
  const times = { now, readUpTo: now, newsFrom: now, putAwayBefore: 0 };
  caseChanges(working, seen, times, NO_DECISIONS);
  const putAwayBefore = now - KEPT_DAYS * MS_A_DAY;
  const away = caseChanges(working, [], { ...times, putAwayBefore }, NO_DECISIONS);
  const open = [...working.cases.values()].map(({ about }) => about);
  return [
    ...away.changes.filter(({ value }) => value !== undefined),
    ...caseChanges(working, open, times, NO_DECISIONS).changes,
  ];
}
