import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { answer, refusal } from './answer.ts';
import { formatOf, NotADecision } from './incident-request.ts';
import { incidentLine, messagePage, PAGE_POLICY, type Decision, type IncidentView } from '../shared/app.ts';

type Headers = Readonly<Record<string, string>>;

/** Evidence about people: kept by nobody on the way, named to nobody when a link is followed, and shown in no frame. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': PAGE_POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Whether a program asks, and not a person. What a browser sends always accepts HTML; a link that says nothing is for a person. */
export function wantsJson(request: HttpRequest): boolean {
  const accept = request.headers.get('accept')?.toLowerCase() ?? '';
  const takesPage = accept.includes('text/html');
  if (request.method === 'POST') return formatOf(request) === 'json' || !takesPage;
  const format = new URL(request.url).searchParams.get('format');
  return format === 'json' || (accept.includes('application/json') && !takesPage);
}

export function page(status: number, body: string, headers: Headers = {}): HttpResponseInit {
  return { status, body, headers: { ...PAGE_HEADERS, ...headers } };
}

export function json(jsonBody: object): HttpResponseInit {
  return answer(200, jsonBody, { 'referrer-policy': 'no-referrer' });
}

/** The line that replay writes, with what only a stored incident has. */
export function viewJson(view: IncidentView): object {
  const { incident, isOpen, formerly, seenAt, decisions } = view;
  return {
    ...(JSON.parse(incidentLine(incident)) as object),
    isOpen,
    formerly,
    seenAt: seenAt.toISOString(),
    decisions: decisions.map(decisionJson),
  };
}

export function decisionJson({ kind, incident, by, reason, at, until, mutes }: Decision): object {
  return {
    kind,
    incident,
    by,
    reason,
    at: new Date(at).toISOString(),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
    ...(mutes !== undefined && { mutes }),
  };
}

/** One sentence with what to do, for a program or a person. */
export function refused(request: HttpRequest, { status, code, message }: NotADecision): HttpResponseInit {
  if (wantsJson(request)) return refusal(status, code, message, { 'referrer-policy': 'no-referrer' });
  const title = status === 404 ? 'There is no such incident' : 'That was not done';
  const back = status === 404 ? undefined : new URL(request.url).search;
  return page(status, messagePage({ title, sentence: message, back }));
}
