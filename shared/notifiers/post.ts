import type { Sent } from '../model/notice.ts';
import type { Clock } from '../platform/clock.ts';
import { record, text } from '../platform/problem.ts';
import { retryAfterMs } from '../platform/retry-after.ts';
import { scrub } from '../platform/scrub.ts';
import { problemIn } from '../platform/thrown.ts';

/** What a notifier posts with. */
export interface Wire {
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** Milliseconds that an answer may take. */
  readonly timeoutMs?: number;
}

/** What came back: an answer with its status and, where it has one, the code in its body; or none. */
export type Posted =
  | {
      readonly is: 'answered';
      readonly status: number;
      readonly code: string | undefined;
      readonly retryAfterMs: number | undefined;
    }
  | { readonly is: 'unanswered'; readonly why: string };

const TIMEOUT_MS = 30_000;
/** Whoever asks for a longer wait is asked again after this: an incident does not wait for a day. */
const LONGEST_WAIT_MS = 60 * 60_000;

/**
 * Posts JSON once. The address goes out as it was given: in it a path is a secret, and a redirect could carry it anywhere, so none is
 * followed. Throws only for a fault of ours, and then without the address.
 */
export async function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { clock, fetch: send = fetch, timeoutMs = TIMEOUT_MS }: Wire,
): Promise<Posted> {
  try {
    const response = await send(url, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
      redirect: 'manual',
      signal: clock.abortAfter(timeoutMs),
    });
    return {
      is: 'answered',
      status: response.status,
      code: await codeIn(response),
      retryAfterMs: waitAsked(response.headers, clock.now()),
    };
  } catch (error) {
    const problem = problemIn(error);
    if (problem === undefined) throw withoutAddress(error);
    return { is: 'unanswered', why: problem.message };
  }
}

/** Letters only: what echoes a part of the address is no code. Reading on to the end of a body that nobody needs would keep the connection; a refusal's is read for its code. */
async function codeIn(response: Response): Promise<string | undefined> {
  if (response.status < 400) {
    await response.body?.cancel();
    return undefined;
  }
  try {
    const body: unknown = JSON.parse(await response.text());
    return /^[A-Za-z]{3,60}$/.exec(text(record(record(body)['error'])['code']))?.[0];
  } catch (error) {
    if (error instanceof SyntaxError || problemIn(error) !== undefined) return undefined; // the status says enough
    throw error;
  }
}

function waitAsked(headers: Headers, now: number): number | undefined {
  const asked = retryAfterMs(headers, now);
  return asked === undefined ? undefined : Math.min(asked, LONGEST_WAIT_MS);
}

function withoutAddress(error: unknown): Error {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return new Error(`a notice could not be posted: ${name}: ${scrub(message)}`);
}

const PASSING = new Set([408, 429]);

/** What an answer means for the outbox: facts/teams-and-azure.md A.5. Who posted says why in words. */
export function sentBy(
  posted: Posted,
  host: string,
  causeOf: (status: number, code?: string) => string,
): Sent {
  if (posted.is === 'unanswered')
    return {
      is: 'put off',
      why: `${host} cannot be reached: ${posted.why}. It is tried again.`,
      afterMs: undefined,
    };
  const { status, code, retryAfterMs: afterMs } = posted;
  if (status >= 200 && status < 300) return { is: 'accepted' };
  if (PASSING.has(status) || status >= 500)
    return { is: 'put off', why: `${host} ${passingCause(status)}. It is tried again.`, afterMs };
  return { is: 'parked', why: causeOf(status, code) };
}

function passingCause(status: number): string {
  if (status === 429) return 'takes no more for now (429)';
  return status === 408 ? 'was too slow to take it (408)' : `has a fault of its own (${status})`;
}
