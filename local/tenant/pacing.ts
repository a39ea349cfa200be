import type { Ask } from './exchange.ts';
import { Refusal } from './refusal.ts';

interface Limit {
  readonly fits: RegExp;
  readonly most: number;
  readonly withinMs: number;
  readonly refuse: (seconds: number, ask: Ask) => Refusal;
}

/** Microsoft's limits; all report endpoints share one bucket. Source: graph-docs throttling-limits, mgmt-docs reference. */
const LIMITS: readonly Limit[] = [
  { fits: /\/auditLogs\//i, most: 5, withinMs: 10_000, refuse: reportThrottle },
  {
    fits: /\/messageTraces$/i,
    most: 100,
    withinMs: 300_000,
    refuse: (seconds) =>
      new Refusal(
        429,
        'UnknownError',
        'Your recent queries have surpassed the permitted limit, please try again later.',
        retryAfter(seconds),
      ),
  },
  {
    fits: /\/conditionalAccess\//i,
    most: 1,
    withinMs: 1_000,
    refuse: () => new Refusal(429, 'TooManyRequests', 'Too Many Requests'),
  },
  {
    fits: /\/activity\/feed\//i,
    most: 2_000,
    withinMs: 60_000,
    refuse: (_seconds, ask) => tooMany(ask),
  },
];

/** Counts requests over time, each limit on its own. */
export interface Pacing {
  /** Counts a request; throws the refusal if it is one too many, and then does not count it. */
  readonly pass: (ask: Ask, at: Date) => void;
}

/** Makes empty buckets. */
export function openPacing(): Pacing {
  const passed = new Map<Limit, number[]>();

  function pass(ask: Ask, at: Date): void {
    const limit = LIMITS.find(({ fits }) => fits.test(ask.url.pathname));
    if (limit === undefined) return;
    const now = at.getTime();
    const recent = (passed.get(limit) ?? []).filter((time) => time > now - limit.withinMs);
    passed.set(limit, recent);
    const oldest = recent[0];
    if (recent.length >= limit.most && oldest !== undefined) {
      throw limit.refuse(Math.max(1, Math.ceil((oldest + limit.withinMs - now) / 1_000)), ask);
    }
    recent.push(now);
  }

  return { pass };
}

/** The answer of the report endpoints to one request too many. Source: azure-docs#70953. */
export function reportThrottle(seconds: number | string | undefined): Refusal {
  return new Refusal(
    429,
    'UnknownError',
    'This request is throttled. Please try again after the value specified in the Retry-After header.',
    retryAfter(seconds),
  );
}

/** The Management Activity API's answer to too many requests: HTTP 403. Source: mgmt-docs troubleshooting. */
export function tooMany({ method, url }: Ask): Refusal {
  const publisher = url.searchParams.get('PublisherIdentifier') ?? '00000000-0000-0000-0000-000000000000';
  return new Refusal(403, 'AF429', `Too many requests. Method=${method}, PublisherId=${publisher}`);
}

/** The header that says when to come again. */
export function retryAfter(seconds: number | string | undefined): Readonly<Record<string, string>> {
  return seconds === undefined ? {} : { 'Retry-After': String(seconds) };
}
