import type { HttpResponseInit, InvocationContext } from '@azure/functions';
import { ConfigFault, isHttpSwitchedOff } from '../shared/app.ts';

/** Evidence about people: kept by nobody on the way, and read as nothing but JSON. */
const HEADERS = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const;

type Headers = Readonly<Record<string, string>>;

export function answer(status: number, jsonBody: object, headers: Headers = {}): HttpResponseInit {
  return { status, jsonBody, headers: { ...HEADERS, ...headers } };
}

/** What was asked cannot be: a word for programs, and a sentence for people. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Headers = {},
): HttpResponseInit {
  return answer(status, { error: { code, message } }, headers);
}

/**
 * Answers over HTTP unless that is switched off. The functions stay registered even then, since settings are not read before the first
 * call; and a setting that cannot be used is told to whoever asks.
 */
export async function overHttp(
  context: InvocationContext,
  work: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  if (isHttpSwitchedOff())
    return refusal(404, 'switched-off', 'HTTP is switched off here: set ENABLE_HTTP to true to use it.');
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    tellFaults(context, error);
    const { faults, message } = error;
    return answer(503, { ok: false, error: { code: 'not-configured', message }, faults });
  }
}

export function tellFaults(context: InvocationContext, { faults }: ConfigFault): void {
  for (const fault of faults) context.error(fault);
}
