import type { HttpHandler } from '@azure/functions';
import { vigil, type Vigil } from '../shared/app.ts';
import { answer, overHttp } from './answer.ts';
import { http } from './register.ts';

/** How Vigil is: 200 whenever it can tell, also where it tells of trouble; 503 where a setting keeps it from starting. */
export function healthOf(open: () => Vigil): HttpHandler {
  return (_request, context) => overHttp(context, async () => answer(200, await open().health()));
}

http('health', { methods: ['GET'], authLevel: 'function', handler: healthOf(vigil) });
