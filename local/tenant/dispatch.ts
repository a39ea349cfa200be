import { controlRoutes } from './control.ts';
import type { Answer, Ask, Route } from './exchange.ts';
import { pageFaultOf, type Fault, type WireFault } from './faults.ts';
import { graphRoutes } from './graph.ts';
import { identityRoutes } from './identity.ts';
import { managementRoutes } from './management.ts';
import { reportThrottle, retryAfter, tooMany } from './pacing.ts';
import { Refusal } from './refusal.ts';
import { guidOf } from './seal.ts';
import { RESOURCES } from './tokens.ts';
import type { World } from './world.ts';

/** An answer, and what shall happen to it on its way. */
export interface Dispatched {
  readonly answer: Answer;
  readonly wire: WireFault | undefined;
}

const ROUTES: readonly Route[] = [...graphRoutes, ...managementRoutes, ...identityRoutes, ...controlRoutes];

/** Answers a request: finds its endpoint, counts it, lets faults strike, asks for a token, and then asks the endpoint. */
export function dispatch(world: World, ask: Ask): Dispatched {
  const path = ask.url.pathname;
  const routes = ROUTES.filter(({ pattern }) => pattern.test(path));
  const route = routes.find(({ method }) => method === ask.method);
  if (route === undefined) return { answer: unknownRoute(world, ask, routes), wire: undefined };
  if (route.api === 'control') return { answer: refusable(world, ask, route, undefined), wire: undefined };
  const name = `${ask.method} ${route.api === 'graph' ? path : route.name}`;
  world.counts.set(name, (world.counts.get(name) ?? 0) + 1);
  const fault = world.faults.take(path, route.api === 'identity');
  const kind = fault?.kind;
  const wire = kind === undefined || pageFaultOf(fault) === kind ? undefined : (kind as WireFault);
  return { answer: refusable(world, ask, route, fault), wire };
}

function refusable(world: World, ask: Ask, route: Route, fault: Fault | undefined): Answer {
  try {
    if (fault?.status !== undefined) throw faultRefusal(ask, route, fault, fault.status);
    return answered(world, ask, route, fault);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answerOf(world, ask, route.api, error);
  }
}

function answered(world: World, ask: Ask, route: Route, fault: Fault | undefined): Answer {
  const call = {
    world,
    ask,
    caught: route.pattern.exec(ask.url.pathname)?.slice(1) ?? [],
    pageFault: pageFaultOf(fault),
  };
  if (route.api === 'identity' || route.api === 'control') return route.answer({ ...call, roles: new Set() });
  const claims = world.tokens.read(ask.headers['authorization']);
  if (typeof claims === 'string') throw noToken(TOKEN_FAULTS[claims]);
  if (claims.aud !== RESOURCES[route.api === 'graph' ? 0 : 1])
    throw noToken('Access token validation failure. Invalid audience.');
  if (world.settings().pacing) world.pacing.pass(ask, world.now());
  return route.answer({ ...call, roles: new Set(claims.roles) });
}

const TOKEN_FAULTS = {
  none: 'Access token is empty.',
  bad: 'CompactToken parsing failed with error code: 80049217',
  expired: 'Lifetime validation failed, the token is expired.',
} as const;

function noToken(message: string): Refusal {
  return new Refusal(401, 'InvalidAuthenticationToken', message, { 'WWW-Authenticate': 'Bearer realm=""' });
}

function faultRefusal(ask: Ask, route: Route, fault: Fault, status: number): Refusal {
  const headers = retryAfter(fault.retryAfter);
  const usual = usualRefusal(ask, route, status);
  const { code = usual.code, message = usual.message } = fault;
  return new Refusal(usual.status, code, message, headers);
}

function usualRefusal(ask: Ask, { api }: Route, status: number): Refusal {
  if (api === 'management') {
    if (status === 429) return tooMany(ask);
    return new Refusal(status, 'AF50000', 'An internal error occurred. Retry the request.');
  }
  if (status === 429) return reportThrottle(undefined);
  const [code, message] = USUAL_WORDS[status] ?? ['UnknownError', 'An error has occurred.'];
  return new Refusal(status, code, message);
}

const USUAL_WORDS: Readonly<Record<number, readonly [string, string]>> = {
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  500: ['InternalServerError', 'An internal server error occurred. The operation failed.'],
  502: ['BadGateway', 'Failed to execute backend request.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.'],
  504: ['GatewayTimeout', 'The server did not respond within the time allowed.'],
};

function answerOf(world: World, ask: Ask, api: Route['api'], refusal: Refusal): Answer {
  const { status, code, message, headers } = refusal;
  if (api === 'management' && code === 'InvalidAuthenticationToken')
    return { status, headers, body: { Message: 'Authorization has been denied for this request.' } };
  if (api === 'identity') return { status, headers, body: { error: code, error_description: message } };
  if (api !== 'graph') return { status, headers, body: { error: { code, message } } };
  const requests = [...world.counts.values()].reduce((sum, count) => sum + count, 0);
  const requestId = guidOf(`request ${requests}`);
  const innerError = {
    date: world.now().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': ask.headers['client-request-id'] ?? requestId,
  };
  return { status, headers, body: { error: { code, message, innerError } } };
}

function unknownRoute(world: World, ask: Ask, others: readonly Route[]): Answer {
  const path = ask.url.pathname;
  const api = /^\/(?:v1\.0|beta)\//i.test(path) ? 'graph' : 'management';
  if (others.length > 0)
    return answerOf(world, ask, api, new Refusal(405, 'Request_BadRequest', 'Method not allowed.'));
  if (api === 'management')
    return { status: 404, body: { Message: `No HTTP resource was found at ${path}.` } };
  const segment = path.split('/').at(-1);
  return answerOf(
    world,
    ask,
    api,
    new Refusal(400, 'BadRequest', `Resource not found for the segment '${segment}'.`),
  );
}
