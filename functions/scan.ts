import type { HttpHandler, HttpRequest, HttpResponseInit } from '@azure/functions';
import {
  Busy,
  now,
  UnknownResume,
  UnknownUser,
  vigil,
  type ScanAnswer,
  type ScanRequest,
  type Vigil,
} from '../shared/app.ts';
import { answer, overHttp, refusal } from './answer.ts';
import { NotAScan, readBody, readScanRequest } from './scan-request.ts';
import { http } from './register.ts';

/** Judges a stretch of the past, and answers `[incident…, summary]`. */
export function scanOf(open: () => Vigil, clock: () => Promise<Date>): HttpHandler {
  return (request, context) =>
    overHttp(context, async () => {
      const { scan } = open();
      try {
        return answer(200, linesOf(await scan(await asked(request, await clock()))));
      } catch (error) {
        return refused(error);
      }
    });
}

async function asked(request: HttpRequest, at: Date): Promise<ScanRequest> {
  return readScanRequest(readBody(new Uint8Array(await request.arrayBuffer())), at);
}

/** The summary is the last object, and says whether there is more. */
function linesOf({ incidents, complete, resume }: ScanAnswer): readonly object[] {
  const more = complete ? { complete } : { complete, resume };
  return [...incidents.slice(0, -1), { ...incidents.at(-1), ...more }];
}

function refused(error: unknown): HttpResponseInit {
  if (error instanceof NotAScan) return refusal(error.status, error.code, error.message);
  if (error instanceof Busy)
    return refusal(429, 'busy', 'Another scan is running: ask again when it is done.', {
      'retry-after': String(Math.max(1, Math.ceil(error.retryAfterSeconds))),
    });
  if (error instanceof UnknownUser)
    return refusal(
      422,
      'unknown-user',
      `Nobody is called ${error.user} here: give the address they sign in with.`,
    );
  if (error instanceof UnknownResume)
    return refusal(
      410,
      'unknown-resume',
      'That scan cannot go on any more: begin it again without "resume".',
    );
  throw error;
}

http('scan', { route: 'scan', methods: ['POST'], authLevel: 'function', handler: scanOf(vigil, now) });
