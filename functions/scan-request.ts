import type { ScanRequest } from '../shared/app.ts';

const MOST_BYTES = 8_192;
const MOST_DAYS = 30;
const MOST_USERS = 50;
const LONGEST_USER = 320;
/** The clock of whoever asks may be ahead of ours. */
const AHEAD_MS = 60_000;
const DAY_MS = 86_400_000;
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/;
const TOKEN = /^[\w.~+/=-]{1,1000}$/;
const FIELDS: ReadonlySet<string> = new Set(['from', 'to', 'users', 'post', 'resume']);

/** What was sent is no request for a scan: the status to answer with, a word for programs, a sentence for people. */
export class NotAScan extends Error {
  override readonly name = 'NotAScan';
  readonly status: 400 | 413;
  readonly code: string;

  constructor(code: string, message: string, status: 400 | 413 = 400) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The JSON in a body. */
export function readBody(bytes: Uint8Array): unknown {
  if (bytes.length > MOST_BYTES)
    throw new NotAScan('too-large', `The body is larger than ${MOST_BYTES} bytes: ask for fewer users.`, 413);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // Neither of the two throws for anything but what it was given.
    throw new NotAScan('no-json', `The body is no JSON: send ${EXAMPLE}.`);
  }
}

const EXAMPLE = '{"from":"2026-03-01T00:00:00Z","to":"2026-03-04T00:00:00Z"}';

/** The request in what was sent; every fault is a NotAScan with one sentence. */
export function readScanRequest(body: unknown, now: Date): ScanRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new NotAScan('no-object', `The body is no JSON object: send ${EXAMPLE}.`);
  const given = body as Readonly<Record<string, unknown>>;
  const stray = Object.keys(given).find((name) => !FIELDS.has(name));
  if (stray !== undefined)
    throw new NotAScan(
      'unknown-field',
      `There is no field ${JSON.stringify(stray.slice(0, 40))}: there are ${[...FIELDS].join(', ')}.`,
    );
  const [from, to] = [timeOf(given, 'from'), timeOf(given, 'to')];
  checkRange(from, to, now);
  return {
    from,
    to,
    users: usersOf(given['users']),
    post: postOf(given['post']),
    resume: resumeOf(given['resume']),
  };
}

function timeOf(given: Readonly<Record<string, unknown>>, name: 'from' | 'to'): Date {
  const text = given[name];
  const at = typeof text === 'string' && UTC.test(text) ? new Date(text) : new Date(Number.NaN);
  // A 30th of February would become a 2nd of March.
  if (Number.isNaN(at.getTime()) || !String(text).startsWith(at.toISOString().slice(0, 19)))
    throw new NotAScan(`bad-${name}`, `"${name}" is no time in UTC: write it as 2026-03-01T00:00:00Z.`);
  return at;
}

function checkRange(from: Date, to: Date, now: Date): void {
  if (to <= from) throw new NotAScan('no-range', '"to" is not after "from": exchange them.');
  if (to.getTime() > now.getTime() + AHEAD_MS)
    throw new NotAScan('in-future', '"to" lies in the future: nothing is recorded of it yet.');
  if (to.getTime() - from.getTime() > MOST_DAYS * DAY_MS)
    throw new NotAScan(
      'too-long',
      `More than ${MOST_DAYS} days were asked for: ask for parts, one after another.`,
    );
}

function usersOf(given: unknown): readonly string[] {
  if (given === undefined) return [];
  const isList = Array.isArray(given) && given.every((user) => typeof user === 'string' && isName(user));
  if (!isList) throw new NotAScan('bad-users', '"users" is no list of names: write ["dana@contoso.com"].');
  if (given.length > MOST_USERS)
    throw new NotAScan(
      'too-many-users',
      `More than ${MOST_USERS} users were named: leave "users" out for everybody.`,
    );
  return given as readonly string[];
}

function isName(user: string): boolean {
  return user.trim() !== '' && user.length <= LONGEST_USER;
}

function postOf(given: unknown): boolean {
  if (given === undefined || typeof given === 'boolean') return given === true;
  throw new NotAScan('bad-post', '"post" is neither true nor false: leave it out to post nothing.');
}

function resumeOf(given: unknown): string | undefined {
  if (given === undefined || (typeof given === 'string' && TOKEN.test(given))) return given;
  throw new NotAScan(
    'bad-resume',
    '"resume" is not what an answer gave: send that, or leave it out to begin anew.',
  );
}
