import { retryAfterMs } from './retry-after.ts';
import { kindOf } from './rules.ts';
import { plain } from './scrub.ts';

export type ProblemKind =
  | 'licence-missing'
  | 'permission-missing'
  | 'throttled'
  | 'service-principal-missing'
  | 'auditing-off'
  | 'not-subscribed'
  | 'time-range'
  | 'tenant-mismatch'
  | 'secret-expired'
  | 'secret-wrong'
  | 'no-credential'
  | 'unauthorised'
  | 'not-found'
  | 'gone'
  | 'refused'
  | 'server'
  | 'network'
  | 'timeout'
  | 'malformed'
  | 'foreign-link'
  | 'looping-link';

/** What came back instead of an answer. Its message is fit for a log: no token, secret, value of a query, mail subject. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly transient: boolean; // trying the same again can help
  readonly status?: number;
  readonly code?: string; // Microsoft's
  readonly retryAfterMs?: number;
  readonly requestId?: string; // what Microsoft's support asks for
}

/** Any status is an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown; // parsed JSON, or the text where it is none
}

/** The one error of the platform: a problem of the outside world. Anything else thrown is a fault of ours. */
export class Failure extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(`${problem.kind}: ${problem.message}`, options);
    this.name = 'Failure';
    this.problem = problem;
  }
}

const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);
const PASSING_KIND = new Set<ProblemKind>(['throttled', 'server', 'network', 'timeout', 'malformed']);

/** The problem in an answer that is none. */
export function problemOf(answer: Answer, now: number): Problem {
  const { status, headers } = answer;
  const { code, message } = errorIn(answer.body);
  const known = kindOf([code, aadsts(message)], `${code} ${message}`);
  const kind = known ?? kindOfStatus(status);
  const wait = retryAfterMs(headers, now);
  const name = shortCode(code);
  const id = /^[\da-f-]{36}$/i.exec(headers.get('request-id') ?? '')?.[0];
  return {
    kind,
    message: plain(message) || `HTTP ${status}`,
    transient: known === undefined ? PASSING_STATUS.has(status) : PASSING_KIND.has(known),
    status,
    ...(name !== undefined && { code: name }),
    ...(wait !== undefined && { retryAfterMs: wait }),
    ...(id !== undefined && { requestId: id }),
  };
}

function kindOfStatus(status: number): ProblemKind {
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'permission-missing';
  if (status === 404) return 'not-found';
  if (status === 408) return 'timeout';
  if (status === 410) return 'gone';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'server' : 'refused';
}

/** Graph and the Management API: {error: {code, message}}; its gateway: {Message}; the token endpoint: {error, error_description}. */
function errorIn(body: unknown): { readonly code: string; readonly message: string } {
  if (typeof body === 'string') return { code: '', message: /^\s*</.test(body) ? '' : body }; // a page of HTML
  const outer = record(body);
  const inner = typeof outer['error'] === 'object' ? record(outer['error']) : outer;
  return {
    code: text(inner['code']) || text(outer['error']),
    message: text(inner['message']) || text(inner['Message']) || text(outer['error_description']),
  };
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function aadsts(message: string): string | undefined {
  return /AADSTS\d+/.exec(message)?.[0];
}

/** The name at the head of a code: "StartSubscription [TenantId=…" is StartSubscription. */
function shortCode(code: string): string | undefined {
  return /^[A-Za-z][\w.-]{1,79}/.exec(code)?.[0];
}
