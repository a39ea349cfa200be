import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Answer } from './problem.ts';

/** What the middlewares of one request share, because the SDK's own context carries neither answers nor causes. */
export interface Trip {
  readonly url: URL;
  readonly deadline: () => number;
  answer: Answer | undefined;
}

/** A middleware, without the bookkeeping of who comes next. */
export function step(execute: (context: Context, next: () => Promise<void>) => Promise<void>): Middleware {
  let following: Middleware | undefined;
  return {
    execute: (context) => execute(context, async () => following?.execute(context)),
    setNext: (middleware) => {
      following = middleware;
    },
  };
}
