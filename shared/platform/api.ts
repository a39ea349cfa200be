import type { TokenCredential } from '@azure/identity';
import { Client, ResponseType, type Middleware } from '@microsoft/microsoft-graph-client';
import { readAnswer } from './answer.ts';
import { systemClock, type Clock } from './clock.ts';
import { baseOf, whole } from './links.ts';
import { step, type Trip } from './middleware.ts';
import { unpaced, type Pacer } from './pace.ts';
import { Failure, problemOf, type Answer } from './problem.ts';
import { retry } from './retry.ts';
import { lateFailure, problemIn } from './thrown.ts';

/** A credential that can be told to forget its token. */
export interface Renewable extends TokenCredential {
  readonly renew?: () => void;
}

export interface ApiOptions {
  readonly baseUrl: string; // https://graph.microsoft.com, https://manage.office.com, or a loopback
  readonly scope: string;
  readonly credential: Renewable;
  readonly pacer?: Pacer; // shared by all who draw on one quota; none: not paced
  readonly timeoutMs?: number; // of one try, its body included
  readonly attempts?: number;
  readonly deadline?: () => number; // of everything: waits, turns and tries
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

interface Asked {
  readonly deadline?: () => number; // of this request, if it is the earlier one
  readonly headers?: Readonly<Record<string, string>>;
}

export type Get = (link: string, asked?: Asked) => Promise<Answer>;

export interface Api {
  /** Any status is an answer; a `Failure` is thrown where there was none. The link goes out as it was given. */
  readonly get: Get;
  /** Only for what may be said twice: it is tried again like a get. */
  readonly post: (link: string, body: object | undefined, asked?: Asked) => Promise<Answer>;
}

type Settings = Required<ApiOptions>;

const DEFAULTS = {
  pacer: unpaced,
  timeoutMs: 30_000,
  attempts: 5,
  deadline: (): number => Infinity,
  clock: systemClock,
  random: Math.random,
  fetch: (...given: Parameters<typeof fetch>): Promise<Response> => fetch(...given),
};

/** Serves Graph and the Management Activity API alike, with the SDK as the pipeline and all its middlewares our own. */
export function api(options: ApiOptions): Api {
  const settings: Settings = { ...DEFAULTS, ...options };
  const base = baseOf(settings.baseUrl);

  async function ask(
    link: string,
    asked: Asked,
    post?: { readonly body: object | undefined },
  ): Promise<Answer> {
    const trip: Trip = {
      url: whole(link, base),
      deadline: () => Math.min(settings.deadline(), asked.deadline?.() ?? Infinity),
      answer: undefined,
    };
    const { chain, thrown } = pipeline(settings, trip);
    const client = Client.initWithMiddleware({ baseUrl: base.origin, defaultVersion: '', middleware: chain });
    const request = client
      .api('/')
      .responseType(ResponseType.RAW)
      .headers({ ...asked.headers });
    await (post === undefined ? request.get() : request.post(post.body ?? '')).catch((error: unknown) => {
      throw failure(thrown() ?? error);
    });
    if (trip.answer === undefined) throw new Error('the pipeline ended without an answer');
    return trip.answer;
  }

  return {
    get: (link, asked = {}) => ask(link, asked),
    post: (link, body, asked = {}) => ask(link, asked, { body }),
  };
}

function pipeline(settings: Settings, trip: Trip): { chain: Middleware[]; thrown: () => unknown } {
  let thrown: unknown; // the SDK would hand on a GraphError without the cause
  const keep = step(async (_context, next) => {
    await next().catch((error: unknown) => {
      throw (thrown = error);
    });
  });
  const chain = [keep, bearer(settings, trip), retry(settings, trip), send(settings, trip)];
  return { chain, thrown: () => thrown };
}

/** Outside retry: a credential's failure is no failure of the API's. A refused token is renewed once. */
function bearer(settings: Settings, trip: Trip): Middleware {
  const { credential, clock } = settings;
  return step(async (context, next) => {
    for (let renewed = false; ; renewed = true) {
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${await token(settings, trip)}`);
      headers.set('accept', 'application/json');
      headers.set('accept-language', 'en-US'); // fetch sends "*", which Graph has refused: msgraph-sdk-javascript#999
      context.options = { ...context.options, headers };
      await next();
      if (renewed || trip.answer?.status !== 401 || clock.now() >= trip.deadline()) return;
      if (problemOf(trip.answer, clock.now()).kind !== 'unauthorised') return; // no new token helps there
      credential.renew?.();
    }
  });
}

async function token({ credential, scope, clock, timeoutMs }: Settings, trip: Trip): Promise<string> {
  const abortSignal = clock.abortAfter(timeLeft(clock, trip, timeoutMs));
  const got = await within(abortSignal, credential.getToken(scope, { abortSignal }));
  if (got !== null) return got.token;
  throw new Failure({ kind: 'no-credential', message: `no token for ${scope}`, transient: false });
}

/** Managed identity minds no signal; the deadline holds all the same. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}

function send({ fetch, timeoutMs, clock }: Settings, trip: Trip): Middleware {
  return step(async (context) => {
    const signal = clock.abortAfter(timeLeft(clock, trip, timeoutMs));
    const asked = { ...context.options, signal, redirect: 'manual' } as RequestInit; // a redirect could lead anywhere
    const response = await fetch(trip.url.href, asked);
    trip.answer = await readAnswer(response);
    context.response = response;
  });
}

function timeLeft(clock: Clock, trip: Trip, most: number): number {
  const left = trip.deadline() - clock.now();
  if (left <= 0) throw lateFailure('the deadline has passed');
  return Math.min(most, left);
}

function failure(error: unknown): unknown {
  const problem = problemIn(error);
  return problem === undefined || error instanceof Failure ? error : new Failure(problem, { cause: error });
}
