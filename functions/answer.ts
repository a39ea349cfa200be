import type { HttpResponseInit, InvocationContext } from '@azure/functions';
import { ConfigFault } from '../shared/app.ts';

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

/** Answers over HTTP. A setting that cannot be used is told to whoever asks. */
export async function overHttp(
  context: InvocationContext,
  work: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
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
