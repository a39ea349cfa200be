import type { Fault } from '../tenant/index.ts';
import type { OpenTenant } from '../tenant/open-tenant.ts';
import { sentOf } from '../tenant/wire.ts';
import type { FaultName } from './faults.ts';
import type { Mishaps } from './mishaps.ts';
import type { Random } from './random.ts';

/** Kinds of requests whose answers are lists with further pages. */
const LISTS = /\/auditLogs\/|\/messageTraces|\/subscriptions\/content/;

/** How often each strikes a request, and what is then asked of the pretend tenant. */
const OF_REQUESTS: readonly {
  readonly name: FaultName;
  readonly share: number;
  readonly fault: (random: Random) => Omit<Fault, 'path'>;
  readonly lists?: true;
}[] = [
  { name: 'refused', share: 0.02, fault: () => ({ status: 403 }) },
  { name: 'throttled', share: 0.05, fault: (random) => ({ status: 429, retryAfter: random.int(1, 40) }) },
  { name: 'server', share: 0.05, fault: (random) => ({ status: random.pick([500, 502, 503, 504]) }) },
  { name: 'server', share: 0.02, fault: () => ({ kind: 'reset' }) },
  { name: 'cut', share: 0.04, fault: () => ({ kind: 'cut' }) },
  { name: 'short-page', share: 0.06, lists: true, fault: () => ({ kind: 'short-page' }) },
  { name: 'empty-page', share: 0.05, lists: true, fault: () => ({ kind: 'empty-page' }) },
  { name: 'looping-link', share: 0.02, lists: true, fault: () => ({ kind: 'looping-link' }) },
  { name: 'foreign-link', share: 0.02, lists: true, fault: () => ({ kind: 'foreign-link' }) },
];

export interface WebParts {
  readonly tenant: OpenTenant;
  readonly mishaps: Mishaps;
  readonly random: Random;
  /** Told of each request before it goes out. */
  readonly onAsked: (what: string) => void;
  /** What is served meanwhile is served to this process. */
  readonly answering: <T>(ask: () => T) => T;
}

/** A fetch that asks the tenant in process, and in virtual time. */
export function webOf({ tenant, mishaps, random, onAsked, answering }: WebParts): typeof fetch {
  return async (input, init) => {
    const url = new URL(input as string);
    const method = init?.method ?? 'GET';
    onAsked(`${method} ${url.pathname}${url.search}`);
    await mishaps.before(random.int(20, 900));
    const struck = OF_REQUESTS.find(
      ({ name, share, lists }) =>
        (lists !== true || LISTS.test(url.pathname)) && mishaps.strikes(name, share),
    );
    if (struck !== undefined) tenant.faults.next(struck.fault(random));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const { answer, wire } = answering(() => tenant.answer({ method, url, headers, body: '' }));
    mishaps.after();
    if (wire === 'reset') throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
    return responseOf(sentOf(answer, wire));
  };
}

/** As much of a response as is read of one: the real one reads its body through streams, which takes longer than all the rest. */
function responseOf({ status, headers, body }: ReturnType<typeof sentOf>): Response {
  const text = status === 204 ? '' : body.toString();
  const response: Pick<Response, 'ok' | 'status' | 'headers' | 'text'> = {
    ok: status >= 200 && status < 300,
    status,
    headers: new Headers(headers),
    text: () => Promise.resolve(text),
  };
  return response as Response;
}
