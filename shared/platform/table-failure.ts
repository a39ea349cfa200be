import { Failure, problemOf, record, text, type Problem, type ProblemKind } from './problem.ts';
import { problemIn } from './thrown.ts';

/** Codes of the table service that say more than their status does. */
const KINDS: ReadonlyMap<string, { readonly kind: ProblemKind; readonly transient: boolean }> = new Map([
  ['AuthenticationFailed', { kind: 'unauthorised', transient: false }], // a wrong key, as 403
  ['ServerBusy', { kind: 'throttled', transient: true }],
  ['TableBeingDeleted', { kind: 'server', transient: true }], // for half a minute after a table was deleted
]);

/** The SDK gives up an answer whose end does not come, without asking again. */
const CUT_OFF: Problem = { kind: 'network', message: 'the answer was cut off', transient: true };

/** What the table SDK threw, as the failure it is; anything that is none of the outside world's is handed back as it was. */
export function tableFailure(thrown: unknown, now: number): unknown {
  if (thrown instanceof Failure) return thrown;
  const { statusCode, response, code } = record(thrown);
  const problem = typeof statusCode === 'number' ? refusal(statusCode, thrown, response, now) : undefined;
  const known = problem ?? (code === 'PARSE_ERROR' ? CUT_OFF : problemIn(thrown));
  return known === undefined ? thrown : new Failure(known, { cause: thrown });
}

function refusal(status: number, thrown: unknown, response: unknown, now: number): Problem {
  if (status < 300) return { kind: 'malformed', message: 'the answer is not whole JSON', transient: true };
  const { code, message } = said(thrown);
  const headers = headersOf(response);
  const problem = problemOf({ status, headers, body: { error: { code, message } } }, now);
  return { ...problem, ...KINDS.get(code) };
}

/**
 * A lone answer has its error in `details`, a part of a transaction in the error itself. A wrong key is told in XML, which the SDK cannot
 * read and quotes in its message.
 */
function said(thrown: unknown): { readonly code: string; readonly message: string } {
  const error = record(record(record(thrown)['details'])['odataError']);
  const message = text(record(error['message'])['value']) || text(record(thrown)['message']);
  const inXml = /<code[^>]*>(\w+)</i.exec(message)?.[1] ?? '';
  const code = text(error['code']) || inXml || text(record(thrown)['code']);
  return { code, message: message.includes('<') ? '' : message };
}

function headersOf(response: unknown): Headers {
  const headers = new Headers();
  const found = record(response)['headers'];
  if (isIterable(found)) for (const [name, value] of found) headers.append(name, value);
  const id = headers.get('x-ms-request-id');
  if (id !== null) headers.set('request-id', id);
  return headers;
}

function isIterable(value: unknown): value is Iterable<readonly [string, string]> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
