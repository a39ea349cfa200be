import type { HttpRequest } from '@azure/functions';
import {
  findingMuted,
  LONGEST_MUTE_DAYS,
  mutedBy,
  plainText,
  SCOPES,
  tagOf,
  type Decision,
  type IncidentView,
  type Muted,
  type Scope,
} from '../shared/app.ts';

const MOST_BYTES = 8_192;
const [SHORTEST_REASON, LONGEST_REASON] = [3, 500];
const LONGEST_PART = 1_000;

const FIELDS: Readonly<Record<Decision['kind'], readonly string[]>> = {
  acknowledge: ['action', 'reason', 'nonce'],
  mute: ['action', 'reason', 'nonce', 'days', 'finding', 'scope', 'mutes'],
  pardon: ['action', 'reason', 'nonce'],
};

/** What was sent is no decision: the status to answer with, a word for programs, a sentence for people. */
export class NotADecision extends Error {
  override readonly name = 'NotADecision';
  readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422;
  readonly code: string;

  constructor(code: string, message: string, status: NotADecision['status'] = 400) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What was sent, field by field. */
export type Fields = ReadonlyMap<string, unknown>;

/** What is asked for, but for what it mutes. */
export interface Asked {
  readonly kind: Decision['kind'];
  readonly reason: string;
  readonly days: number | undefined;
}

/** How a body is written; undefined: as none that is read here. */
export function formatOf({ headers }: HttpRequest): 'form' | 'json' | undefined {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/x-www-form-urlencoded') return 'form';
  return type === 'application/json' ? 'json' : undefined;
}

/** The fields in a body. */
export async function fieldsOf(request: HttpRequest): Promise<Fields> {
  const format = formatOf(request);
  if (format === undefined)
    throw new NotADecision('no-format', 'The body is neither a form nor JSON: send application/json.', 415);
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > MOST_BYTES)
    throw new NotADecision('too-large', `The body is larger than ${MOST_BYTES} bytes: shorten it.`, 413);
  return format === 'form' ? formFields(textOf(bytes)) : jsonFields(textOf(bytes));
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // It throws for nothing but bytes that are no text.
    throw new NotADecision('no-text', 'The body is no text in UTF-8: write it in UTF-8.');
  }
}

function formFields(text: string): Fields {
  const pairs = [...new URLSearchParams(text)];
  const fields = new Map<string, unknown>(pairs);
  if (fields.size < pairs.length)
    throw new NotADecision('twice', 'A field was sent more than once: send each once.');
  return fields;
}

function jsonFields(text: string): Fields {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // JSON.parse throws for nothing but what it was given.
    throw new NotADecision('no-json', `The body is no JSON: send ${EXAMPLE}.`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new NotADecision('no-object', `The body is no JSON object: send ${EXAMPLE}.`);
  return new Map(Object.entries(body));
}

const EXAMPLE = '{"action":"acknowledge","reason":"I am at it"}';

/** What is asked for in these fields; every fault is a NotADecision with one sentence. */
export function readAsked(fields: Fields): Asked {
  const kind = kindOf(fields.get('action'));
  const stray = [...fields.keys()].find((name) => !FIELDS[kind].includes(name));
  if (stray !== undefined)
    throw new NotADecision(
      'unknown-field',
      `There is no field ${JSON.stringify(plainText(stray, 40))} in this action: there are ${FIELDS[kind].join(', ')}.`,
    );
  return { kind, reason: reasonOf(fields.get('reason')), days: daysOf(kind, fields.get('days')) };
}

function kindOf(given: unknown): Decision['kind'] {
  if (given === 'acknowledge' || given === 'mute' || given === 'pardon') return given;
  throw new NotADecision('bad-action', '"action" is none that exists: take acknowledge, mute or pardon.');
}

/** On one line, so that it stays one entry of the audit trail. */
function reasonOf(given: unknown): string {
  const reason = typeof given === 'string' ? given.replaceAll(/\s+/g, ' ').trim() : '';
  const { length } = Array.from(reason);
  if (length < SHORTEST_REASON || length > LONGEST_REASON)
    throw new NotADecision(
      'bad-reason',
      `"reason" has not ${SHORTEST_REASON} to ${LONGEST_REASON} characters: say in a few words why.`,
    );
  return plainText(reason, LONGEST_REASON);
}

function daysOf(kind: Decision['kind'], given: unknown): number | undefined {
  if (kind !== 'mute') return undefined;
  const days = typeof given === 'string' && /^\d{1,2}$/.test(given) ? Number(given) : given;
  if (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= LONGEST_MUTE_DAYS)
    return days;
  throw new NotADecision('bad-days', `"days" is no whole number from 1 to ${LONGEST_MUTE_DAYS}: send one.`);
}

/** What a mute takes: of a finding that is named, or as it is written out. Both must stand in the incident: what is mistyped would keep nothing quiet. */
export function mutesIn(fields: Fields, { incident }: Pick<IncidentView, 'incident'>): Muted {
  const given = fields.get('mutes');
  if ((given === undefined) === (fields.get('finding') === undefined))
    throw new NotADecision(
      'bad-mutes',
      'What to mute is not said once: send "finding" with "scope", or "mutes".',
    );
  if (given !== undefined) {
    const mutes = writtenOut(given);
    if (findingMuted(incident, mutes) === undefined) throw noFinding();
    return mutes;
  }
  const named = fields.get('finding');
  const finding =
    incident.findings.find((one) => tagOf(one) === named) ?? incident.findings[indexIn(named) ?? -1];
  if (finding === undefined) throw noFinding();
  return mutedBy(finding, scopeOf(fields.get('scope')));
}

function noFinding(): NotADecision {
  return new NotADecision(
    'no-such-finding',
    'This incident has no such finding: take one that stands in it.',
    422,
  );
}

function indexIn(given: unknown): number | undefined {
  const index = typeof given === 'string' && /^\d{1,4}$/.test(given) ? Number(given) : given;
  return typeof index === 'number' && Number.isInteger(index) ? index : undefined;
}

function scopeOf(given: unknown): Scope {
  const scope = SCOPES.find((one) => one === given);
  if (scope !== undefined) return scope;
  throw new NotADecision('bad-scope', `"scope" is none that exists: take ${SCOPES.join(', ')}.`);
}

function writtenOut(given: unknown): Muted {
  const parts = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  const isPart = ([name, value]: readonly [string, unknown]): boolean =>
    ['detector', 'subject', 'value'].includes(name) &&
    typeof value === 'string' &&
    value.length <= LONGEST_PART;
  if (parts.length !== 2 || !parts.every(isPart))
    throw new NotADecision('bad-mutes', '"mutes" has not two of detector, subject and value: send just two.');
  const { detector, subject, value } = given as Partial<Muted>;
  return { detector, subject, value };
}
