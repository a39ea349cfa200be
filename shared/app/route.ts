import type { Failing } from '../pipeline/head.ts';
import type { Route as WatchRoute } from '../pipeline/watch-parts.ts';
import type { Api } from '../platform/api.ts';
import type { ProblemKind } from '../platform/problem.ts';
import {
  afterLicence,
  afterSignIns,
  FIRST_ROUTE,
  readLicence,
  routeOf,
  type Route,
  type RouteSetting,
  type RouteState,
} from '../sources/route.ts';

/** The route as the head keeps it: plain JSON. */
function routeState(kept: unknown): RouteState {
  return (kept as RouteState | undefined) ?? FIRST_ROUTE;
}

/** Which logs are read now, and what the operator should know of it. */
export function routeNow(kept: unknown, setting: RouteSetting, now: number): Route {
  return routeOf(routeState(kept), setting, now);
}

/**
 * The route by licence, as the watch asks for it. `standBy` is called with it once a day: the first content of a subscription can take
 * twelve hours, so what may have to stand in is collected before it has to.
 */
export function licenceRoute(
  graph: Pick<Api, 'get'>,
  setting: RouteSetting,
  { now, deadline }: { readonly now: () => number; readonly deadline: () => number },
  standBy: () => Promise<void>,
): WatchRoute {
  return {
    feeds: (kept, at) => routeNow(kept, setting, at).feeds,
    after(kept, outcomes, at) {
      let state = routeState(kept);
      for (const { window, failing } of outcomes)
        if (window.feed.name === 'sign-ins' && window.kind === 'usual')
          state = afterSignIns(state, failing === undefined ? 'good' : kindOf(failing), at);
      return state;
    },
    async ask(kept, at) {
      await standBy();
      return afterLicence(routeState(kept), await readLicence(graph, now, deadline), at);
    },
  };
}

function kindOf({ kind }: Pick<Failing, 'kind'>): ProblemKind {
  return kind as ProblemKind; // it was one when `explain` named it
}
