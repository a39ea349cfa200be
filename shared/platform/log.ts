import pino from 'pino';
import { scrub, SECRET_NAME } from './scrub.ts';

export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Object first, then a message that is always the same. An address of a person is evidence, and not for a log. */
export type Log = Readonly<Record<Level, (fields: object, message: string) => void>> & {
  readonly child: (fields: object) => Log;
};

/** Where a line goes: the invocation's context, or a terminal. It is JSON, without a line break. */
type Destination = (level: Level, line: string) => void;

export interface LogOptions {
  readonly destination: Destination;
  readonly level?: Level | 'silent';
  readonly now?: () => number;
}

const HIDDEN = '[hidden]';
const SECRET_KEY = new RegExp(`${SECRET_NAME}|credential|subject|^(?:sig|pwd)$`, 'i');

/**
 * Everything that leaves is hidden by the name it stands under, at any depth, and what looks like a secret inside any text too.
 * pino's own redaction goes by fixed paths, and sees neither messages nor errors; so the whole line is read again here.
 */
export function openLog({ destination, level = 'info', now = Date.now }: LogOptions): Log {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      serializers: { err: plainError, error: plainError, cause: plainError },
    },
    {
      write(line: string) {
        const fields = hide(JSON.parse(line)) as { readonly level: Level };
        destination(fields.level, JSON.stringify(fields));
      },
    },
  );
}

/** What an error says and where it was thrown; not what else hangs on it, such as a request with its headers. */
function plainError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error) || depth > 5) return error instanceof Error ? error.name : error;
  const { problem, code, cause, errors } = error as Error & Readonly<Record<string, unknown>>;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === 'string' && { code }),
    ...(problem !== undefined && { problem }),
    ...(cause !== undefined && { cause: plainError(cause, depth + 1) }),
    ...(Array.isArray(errors) && { errors: errors.map((each) => plainError(each, depth + 1)) }),
  };
}

function hide(value: unknown): unknown {
  if (typeof value === 'string') return scrub(value);
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      scrub(key),
      SECRET_KEY.test(key) && (typeof inner === 'string' || typeof inner === 'object')
        ? hidden(inner)
        : hide(inner),
    ]),
  );
}

function hidden(inner: string | object | null): unknown {
  return inner === null || inner === '' ? inner : HIDDEN;
}
