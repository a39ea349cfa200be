import type { Answer, Call } from './exchange.ts';
import { pageOf, walkOf } from './page.ts';
import type { TenantRecord } from './records.ts';
import { noProperty, Refusal } from './refusal.ts';
import { topOf } from './report-query.ts';

const DAY_MS = 86_400_000;
const USUAL_TOP = 1_000;
const MOST_TOP = 5_000;
const WIDEST_DAYS = 10;
const OLDEST_DAYS = 90;
const USUAL_DAYS = 2;

const ADDRESSES: readonly string[] = ['senderAddress', 'recipientAddress'];
const PROPERTIES: readonly string[] = [
  ...ADDRESSES,
  'receivedDateTime',
  'subject',
  'status',
  'fromIP',
  'toIP',
  'messageId',
  'id',
];

/** A clause of a trace filter that counts. */
interface Clause {
  readonly property: string;
  readonly operator: string;
  readonly value: string;
}

/** GET /v1.0/admin/exchange/tracing/messageTraces. What it ignores is measured, not documented: MTR, 120 probes of 2 Oct 2026. */
export function messageTraces(call: Call): Answer {
  const { world, ask } = call;
  if (!world.settings().traceServicePrincipal) throw noServicePrincipal();
  const clauses = clausesOf(ask.url.searchParams.get('$filter') ?? '');
  const top = topOf(ask.url, MOST_TOP) ?? USUAL_TOP;
  const walk = walkOf(call);
  const { from, to } = windowOf(clauses, walk.asOf);
  return pageOf(call, walk, {
    source: 'message-traces',
    context: 'https://graph.microsoft.com/v1.0/$metadata#admin/exchange/tracing/messageTraces',
    from,
    to,
    fits: (record) => [...clauses.values()].every((clause) => fits(record, clause)),
    newestFirst: true,
    top,
    project: (record) => record,
  });
}

const CLAUSE =
  /(?:(?<method>contains|startswith|endswith)\s*\(\s*(?<field>\w+)\s*,\s*'(?<text>(?:[^']|'')*)'\s*\))|(?<property>\w+)\s+(?<operator>eq|ge|gt|le|lt|ne|in)\s+(?<value>\([^)]*\)|'(?:[^']|'')*'|[^\s()]+)/gi;

/**
 * The clauses that count: or and not are ignored, so of each property the last value stands, and everything must hold.
 * Ignored are also ne, what is no eq on addresses, and lt and gt on the time.
 */
function clausesOf(filter: string): ReadonlyMap<string, Clause> {
  const clauses = new Map<string, Clause>();
  for (const { groups } of filter.matchAll(CLAUSE)) {
    const clause = clauseIn(groups ?? {});
    const { property, operator } = clause;
    if (!PROPERTIES.includes(property)) throw noProperty(property, 'exchangeMessageTrace');
    if (isIgnored(property, operator)) continue;
    clauses.set(property === 'receivedDateTime' ? `${property} ${operator}` : property, clause);
  }
  return clauses;
}

function clauseIn(groups: Readonly<Record<string, string | undefined>>): Clause {
  const { method, field, text, property, operator, value } = groups;
  const isMethod = method !== undefined;
  return {
    property: (isMethod ? field : property) ?? '',
    operator: ((isMethod ? method : operator) ?? '').toLowerCase(),
    value: (isMethod ? (text ?? '') : unquoted(value ?? '')).replaceAll("''", "'"),
  };
}

/** The value of a comparison, of a list the last. */
function unquoted(text: string): string {
  const last = text.startsWith('(') ? (text.slice(1, -1).split(',').at(-1) ?? '').trim() : text;
  return last.replace(/^'(.*)'$/s, '$1');
}

function isIgnored(property: string, operator: string): boolean {
  if (property === 'receivedDateTime') return operator !== 'ge' && operator !== 'le';
  if (property === 'subject') return operator === 'ne';
  return operator !== 'eq' && operator !== 'in';
}

function windowOf(clauses: ReadonlyMap<string, Clause>, now: number): { from: number; to: number } {
  const to = timeIn(clauses.get('receivedDateTime le')) ?? now;
  const from = timeIn(clauses.get('receivedDateTime ge')) ?? to - USUAL_DAYS * DAY_MS;
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  if (from > to) throw badWindow('The start of the time range must not be after its end.');
  if (to - from > WIDEST_DAYS * DAY_MS)
    throw badWindow(`The time range of receivedDateTime must not exceed ${WIDEST_DAYS} days.`);
  if (from < today - OLDEST_DAYS * DAY_MS)
    throw badWindow(`receivedDateTime must not be more than ${OLDEST_DAYS} days in the past.`);
  return { from, to };
}

function timeIn(clause: Clause | undefined): number | undefined {
  if (clause === undefined) return undefined;
  const time = Date.parse(clause.value);
  if (Number.isNaN(time)) throw badWindow(`Invalid value '${clause.value}' for receivedDateTime.`);
  return time;
}

function fits(record: TenantRecord, { property, operator, value }: Clause): boolean {
  if (property === 'receivedDateTime') return true;
  const held = record[property];
  const own = typeof held === 'string' ? held.toLowerCase() : '';
  const wanted = value.toLowerCase();
  if (ADDRESSES.includes(property) && wanted.startsWith('*@')) return own.endsWith(wanted.slice(1));
  if (operator === 'contains') return own.includes(wanted);
  if (operator === 'startswith') return own.startsWith(wanted);
  return operator === 'endswith' ? own.endsWith(wanted) : own === wanted;
}

function badWindow(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}

/** Source: demisto/content#44636. It is no fault of the token, though it is a 401. */
function noServicePrincipal(): Refusal {
  return new Refusal(
    401,
    'UnknownError',
    'Service principal-less authentication failed: The service principal for App ID 8bd644d1-64a1-4d4b-ae52-2e0cbf64e373 was not found. Please create a service principal for this app in your tenant. Provisioning may take several hours to complete.',
  );
}
