import { parseArgs } from 'node:util';
import type { TenantSettings } from './settings.ts';

/** What `npm run tenant` was asked. */
export interface TenantArguments {
  readonly port: number;
  readonly files: readonly string[];
  readonly now: Date | undefined;
  readonly licence: TenantSettings['licence'];
  readonly pacing: boolean;
  readonly help: boolean;
}

/** The words of a call are off; its message is one line that says what to do. */
export class TenantUsage extends Error {}

export const TENANT_HELP = `A pretend Microsoft 365 on loopback: Graph, the Management Activity API and their tokens.

  npm run tenant -- [options]

  --port P      listen on 127.0.0.1:P; a free port unless given
  --from FILE   serve the records of a file (JSON, NDJSON, also gzipped); may be repeated; else an invented story
  --now T       the tenant's clock begins at this time and runs on; else two hours after the newest record
  --licence L   free, p1 (unless given) or p2
  --pacing      refuse what exceeds Microsoft's limits on requests
  --help        this text

Subscriptions of the Management Activity API are on from the beginning; stop and start them as you like.
Ctrl-C stops it. POST /control/faults {"status":429,"retryAfter":2,"times":3,"path":"/auditLogs/"} lets requests fail,
POST /control/settings {"licence":"free"} changes the tenant, GET /control/requests counts.`;

/** Reads the arguments of a call. Throws TenantUsage with one line where they are off. */
export function readTenantArguments(args: readonly string[]): TenantArguments {
  const { values, positionals } = parsed(args);
  if (positionals.length > 0)
    throw new TenantUsage(`${positionals[0]} is no option: write --from ${positionals[0]}`);
  return {
    port: portOf(values.port ?? '0'),
    files: values.from ?? [],
    now: values.now === undefined ? undefined : timeOf(values.now),
    licence: licenceOf(values.licence ?? 'p1'),
    pacing: values.pacing === true,
    help: values.help === true,
  };
}

interface Values {
  readonly port?: string;
  readonly from?: string[];
  readonly now?: string;
  readonly licence?: string;
  readonly pacing?: boolean;
  readonly help?: boolean;
}

function parsed(args: readonly string[]): {
  readonly values: Values;
  readonly positionals: readonly string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: 'string', short: 'p' },
        from: { type: 'string', multiple: true },
        now: { type: 'string' },
        licence: { type: 'string' },
        pacing: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error)
      throw new TenantUsage(`${error.message.split(/[.\n]/)[0]}: --help lists the options`, { cause: error });
    throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new TenantUsage(`--port ${text} is no port: write a number up to 65535`);
  return port;
}

function timeOf(text: string): Date {
  const time = new Date(text);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(time.getTime()))
    throw new TenantUsage(`--now ${text} is no time: write 2026-03-02T09:00:00Z`);
  return time;
}

function licenceOf(text: string): TenantSettings['licence'] {
  if (text === 'free' || text === 'p1' || text === 'p2') return text;
  throw new TenantUsage(`--licence ${text} does not exist: take free, p1 or p2`);
}
