import type { Feed, FeedName } from '../model/feed.ts';
import type { Keeper } from '../model/keeper.ts';
import type { Health, SourceHealth } from '../model/vigil.ts';
import { listed } from '../model/words.ts';
import { isReading } from '../pipeline/history.ts';
import { firstHead, readHead, type Failing, type HeadState } from '../pipeline/head.ts';
import { PREFIX } from '../pipeline/keys.ts';
import { isWaiting, parkedIn, type OutboxEntry } from '../pipeline/outbox.ts';
import { JOB_TITLES, type JobName } from '../pipeline/jobs.ts';
import type { RouteSetting } from '../sources/route.ts';
import { placeAge } from './place-age.ts';
import { routeNow } from './route.ts';
import { isOfEverything, isSameCause, together } from './trouble.ts';

const MS_A_MINUTE = 60_000;
/** A log that was not read for so long is told as trouble, whatever it says of itself. */
const LATE_MINUTES = 60;

export interface HealthParts {
  readonly keeper: Keeper;
  readonly feeds: Readonly<Record<FeedName, Feed>>;
  readonly setting: RouteSetting;
  readonly placeDataOf: () => string;
  readonly version: string;
  readonly now: () => number;
}

interface KeptPosture {
  readonly at: number;
  /** What could not be read of it, each as a sentence. */
  readonly unread: readonly string[];
}

/** How Vigil is, by what stands in its store: it can be asked of any instance. */
export async function healthNow(parts: HealthParts): Promise<Health> {
  const { keeper, feeds, setting, now } = parts;
  const stored = await keeper.head();
  const head = stored === undefined ? firstHead(now()) : readHead(stored.text);
  const route = routeNow(head.route, setting, now());
  const outbox = [...(await keeper.load(PREFIX.outbox)).values.values()] as readonly OutboxEntry[];
  const parked = parkedIn(outbox);
  const posture = (await keeper.load(PREFIX.posture)).values.get(PREFIX.posture) as KeptPosture | undefined;
  const sources = Object.values(feeds).map((feed) =>
    sourceOf(feed, head, route.feeds.includes(feed.name), now()),
  );
  const since = new Date(posture?.at ?? head.born).toISOString();
  const problems = merged([
    ...Object.entries(head.failing).map(([name, failing]) => problemOf(name, failing)),
    ...(posture?.unread ?? []).map((problem) => ({ title: JOB_TITLES.posture, problem, since })),
  ]);
  return {
    ok:
      stored !== undefined &&
      problems.length + parked.length === 0 &&
      sources.every(
        ({ active, problem, lagMinutes }) =>
          !active || (problem === undefined && (lagMinutes ?? 0) <= LATE_MINUTES),
      ),
    sources,
    problems,
    told: toldOf(route, head, placeAge(parts.placeDataOf(), now())),
    notVisible: route.notVisible,
    undecided: head.counts.undecided,
    broken: head.counts.broken,
    setAside: head.counts.setAside,
    waiting: outbox.filter(isWaiting).length,
    parked,
    open: head.open,
    firstRun: stored === undefined || head.history === undefined || isReading(head.history),
    placeDataOf: parts.placeDataOf(),
    version: parts.version,
    startedAt: new Date(head.born).toISOString(),
  };
}

/** Old place data stand here and not among the problems: everything is read and judged nevertheless. */
function toldOf(
  route: ReturnType<typeof routeNow>,
  head: HeadState,
  age: string | undefined,
): readonly string[] {
  // What is told of the route is of no use to whoever cannot even sign in.
  const isShutOut = route.feeds.every((name) => isOfEverything(head.feeds[name]?.failing));
  return [
    ...(isShutOut ? [] : route.told),
    ...Object.values(head.told).flat(),
    ...(age === undefined ? [] : [age]),
  ];
}

function sourceOf(feed: Feed, head: HeadState, active: boolean, now: number): SourceHealth {
  const state = head.feeds[feed.name];
  const known = state === undefined || state.readAt === 0 ? undefined : state;
  const base = {
    name: feed.name,
    title: feed.title,
    active,
    upTo: known === undefined ? null : new Date(known.upTo).toISOString(),
    lagMinutes: known === undefined ? null : Math.max(0, Math.round((now - known.upTo) / MS_A_MINUTE)),
  };
  const failing = state?.failing;
  if (failing === undefined || !active) return base;
  return { ...base, problem: failing.sentence, since: new Date(failing.since).toISOString() };
}

type Problems = Health['problems'];

/** One entry a cause, whatever it keeps from being read. */
function merged(problems: Problems): Problems {
  return together(problems.map(({ problem }) => problem)).map((problem) => {
    const same = problems.filter((one) => isSameCause(one.problem, problem));
    const titles = [...new Set(same.map(({ title }) => title))];
    const [since = ''] = same.map((one) => one.since).toSorted();
    return { title: listed(titles), problem, since };
  });
}

function problemOf(name: string, { sentence, since }: Failing): Health['problems'][number] {
  return { title: JOB_TITLES[name as JobName], problem: sentence, since: new Date(since).toISOString() };
}
