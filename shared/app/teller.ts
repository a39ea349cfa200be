import type { Config } from '../config.ts';
import { listed } from '../model/words.ts';
import type { Notifier } from '../model/notice.ts';
import { teamsNotifier } from '../notifiers/teams/index.ts';
import { webhookNotifier } from '../notifiers/webhook/index.ts';
import type { Teller } from '../pipeline/deliver.ts';
import { statesOf } from '../pipeline/due.ts';
import type { HeadState } from '../pipeline/head.ts';
import type { Standing } from '../pipeline/notices.ts';
import type { Feed, FeedName } from '../model/feed.ts';
import type { Clock } from '../platform/clock.ts';
import type { Gap } from '../sources/posture/gaps.ts';
import type { RouteSetting } from '../sources/route.ts';
import { placeAge } from './place-age.ts';
import { routeNow } from './route.ts';

/** How people are told, by the settings; undefined: nobody is, and what would be told waits. */
export function tellerOf(
  { tell, timeZone, signInSource }: Config,
  clock: Clock,
  owner: string,
  feeds: ReadonlyMap<FeedName, Feed>,
  placeDataOf: () => string,
): Teller | undefined {
  const { teamsWebhookUrl, webhook, ownUrl, pageKey } = tell;
  const appHost = ownUrl === undefined ? undefined : new URL(ownUrl).host;
  const notifiers: readonly Notifier[] = [
    ...(teamsWebhookUrl === undefined
      ? []
      : [teamsNotifier({ url: teamsWebhookUrl, timeZone, appHost, clock })]),
    ...(webhook === undefined ? [] : [webhookNotifier({ ...webhook, clock })]),
  ];
  if (notifiers.length === 0) return undefined;
  return {
    notifiers,
    owner,
    sleep: clock.sleep,
    random: Math.random,
    pageOf(id) {
      if (ownUrl === undefined) return undefined;
      const page = new URL(`/api/incident/${encodeURIComponent(id)}`, ownUrl);
      if (pageKey !== undefined) page.searchParams.set('code', pageKey);
      return page.href;
    },
    standing(head, posture) {
      const age = placeAge(placeDataOf(), clock.now());
      const upkeep = age === undefined ? [] : [age];
      return { ...standingOf(head, posture, feeds, signInSource, clock.now()), upkeep };
    },
  };
}

interface KeptPosture {
  readonly gaps?: readonly Gap[];
  readonly unread?: readonly string[];
}

function standingOf(
  head: HeadState,
  posture: unknown,
  feeds: ReadonlyMap<FeedName, Feed>,
  setting: RouteSetting,
  now: number,
): Omit<Standing, 'upkeep'> {
  const { gaps = [], unread = [] } = (posture as KeptPosture | undefined) ?? {};
  const route = routeNow(head.route, setting, now);
  const states = new Map(statesOf(head));
  const sources = route.feeds.map((name) => {
    const problem = states.get(name)?.failing?.sentence;
    return { title: feeds.get(name)?.title ?? name, isRead: problem === undefined, problem };
  });
  const failing = Object.values(head.failing).map(({ sentence }) => sentence);
  const broken = Object.keys(head.counts.broken);
  return {
    sources,
    problems: [
      ...new Set([
        ...sources.flatMap(({ problem }) => problem ?? []),
        ...failing,
        ...unread,
        ...(broken.length === 0
          ? []
          : [`Broken: ${listed(broken)}. What they look for may be missed; please report it.`]),
      ]),
    ],
    notVisible: route.notVisible,
    gaps: gaps.map(({ what, where }) => ({ what, where })),
    records: Object.values(head.counts.read).reduce((sum, count) => sum + count, 0),
  };
}
