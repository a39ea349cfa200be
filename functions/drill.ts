import type { HttpHandler } from '@azure/functions';
import { vigil, type Vigil } from '../shared/app.ts';
import { answer, overHttp, refusal } from './answer.ts';
import { sentFrom } from './incident-origin.ts';
import { http } from './register.ts';

/** Sends a drill the way of every card, so that the way is tried before it is needed. */
export function drillOf(open: () => Vigil): HttpHandler {
  return (request, context) =>
    overHttp(context, async () =>
      sentFrom(request) === 'elsewhere'
        ? refusal(403, 'foreign', 'This was sent from another site: use the command npm run drill.')
        : answer(202, await open().drill()),
    );
}

http('drill', { route: 'drill', methods: ['POST'], authLevel: 'function', handler: drillOf(vigil) });
