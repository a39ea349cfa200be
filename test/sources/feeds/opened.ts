import { fetchOf, openTenant, USUAL, type TenantOptions } from '../../../local/tenant/index.ts';
import type { Feed, FeedLimits, FeedName, FeedPage } from '../../../shared/model/feed.ts';
import { api, type Api, type ApiOptions, type Renewable } from '../../../shared/platform/api.ts';
import { systemClock, type Clock } from '../../../shared/platform/clock.ts';
import { Failure, type Problem } from '../../../shared/platform/problem.ts';
import { feeds } from '../../../shared/sources/feeds.ts';
import { GRAPH, idsOf, MANAGEMENT, minutesAgo, NOW } from '../../tenant/started.ts';

const NO_LIMITS: FeedLimits = { deadline: () => Infinity, mostPages: 1_000, isKnown: () => false };

/** A tenant in this process, with clients whose waiting takes no time: the tenant's clock moves on instead. */
export function inTenant(
  options: TenantOptions = {},
  more: Partial<ApiOptions> = {},
  pacerOf?: (clock: Clock) => NonNullable<ApiOptions['pacer']>,
) {
  let time = NOW.getTime();
  const asked: URL[] = [];
  const slept: number[] = [];
  const clock: Clock = {
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
    abortAfter: systemClock.abortAfter,
  };
  const tenant = openTenant({ now: () => new Date(time), ...options });
  const wire = fetchOf(tenant);
  const fetch: typeof wire = (input, init) => {
    asked.push(new URL(new Request(input).url));
    return wire(input, init);
  };

  function client(resource: string): Api {
    const pacer = pacerOf === undefined ? {} : { pacer: pacerOf(clock) };
    const credential = credentialOf(wire, resource);
    return api({
      baseUrl: resource,
      scope: resource,
      credential,
      clock,
      random: () => 0.5,
      fetch,
      ...pacer,
      ...more,
    });
  }

  const graph = client(GRAPH);
  const management = client(MANAGEMENT);
  return {
    tenant,
    graph,
    management,
    /** Every request as it went out. */
    asked,
    slept,
    now: () => time,
    pass: (ms: number) => void (time += ms),
    feeds: feeds({ graph, management, tenantId: USUAL.tenantId, now: () => time }),
  };
}

export function credentialOf(
  fetch: typeof globalThis.fetch,
  resource: string,
  url = 'http://tenant.test',
): Renewable {
  return {
    async getToken() {
      const answer = await fetch(`${url}/msi/token?resource=${resource}`, {
        headers: { 'x-identity-header': 'pretend' },
      });
      const { access_token: token } = (await answer.json()) as { access_token: string };
      return { token, expiresOnTimestamp: Infinity };
    },
  };
}

/** All that a reading gave. */
interface Gathered {
  readonly pages: readonly FeedPage[];
  readonly ids: readonly string[];
  readonly told: readonly string[];
  /** Whether it was read to its end; undefined where it failed. */
  readonly isWhole: boolean | undefined;
  readonly problem: Problem | undefined;
}

/** Reads the last minutes of a log to the end. */
export async function gather(feed: Feed, minutes = 60, limits: Partial<FeedLimits> = {}): Promise<Gathered> {
  return gatherBetween(feed, minutesAgo(minutes), NOW, limits);
}

export async function gatherBetween(
  feed: Feed,
  from: Date,
  to: Date,
  limits: Partial<FeedLimits> = {},
): Promise<Gathered> {
  const pages: FeedPage[] = [];
  const ended = await ending(feed.read(from, to, { ...NO_LIMITS, ...limits }), pages);
  const records = pages.flatMap((page) => page.records) as readonly Readonly<Record<string, unknown>>[];
  return {
    pages,
    ids: idsOf(records).map(String),
    told: pages.flatMap(({ told }) => told ?? []),
    ...ended,
  };
}

async function ending(
  reading: ReturnType<Feed['read']>,
  pages: FeedPage[],
): Promise<Pick<Gathered, 'isWhole' | 'problem'>> {
  try {
    for (;;) {
      const next = await reading.next();
      if (next.done === true) return { isWhole: next.value, problem: undefined };
      pages.push(next.value);
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { isWhole: undefined, problem: error.problem };
  }
}

export const NAMES: readonly FeedName[] = [
  'sign-ins',
  'background-sign-ins',
  'directory-audits',
  'message-traces',
  'audit-entra',
  'audit-exchange',
];
