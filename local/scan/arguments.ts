import { parseArgs } from 'node:util';
import { parseTime } from '../../shared/model/time.ts';

/** What `npm run scan` was asked. */
export interface ScanArguments {
  readonly from: Date;
  readonly to: Date;
  readonly users: readonly string[];
  readonly post: boolean;
  /** Undefined: not said. */
  readonly format: 'text' | 'ndjson' | undefined;
}

/** The call is off, or cannot be answered; its message is one line that says what to do. */
export class ScanFault extends Error {
  override readonly name = 'ScanFault';
}

export const SCAN_HELP = `Asks a running Vigil what happened in a stretch of the past.

  npm run --silent scan -- --from T [options]

  --from T     from this time or day (UTC), at most 30 days before --to
  --to T       until this time or day (UTC); until now unless given
  --user U     only this user (the address they sign in with); may be repeated
  --post       post what is found, too
  --format F   text (for people) or ndjson (for machines: one object a line, the summary last);
               text in a terminal, ndjson where the output is piped
  --help       this text

VIGIL_URL (as https://APP.azurewebsites.net) and VIGIL_KEY (a function key) say whom to ask: environment variables.
TIME_ZONE (as Europe/Berlin) sets the zone of the times in text; UTC unless set.
Exit code 0: it ran. 2: it did not, with one line that says why.`;

/** Reads the arguments of a call; 'help' where that was asked. Throws ScanFault with one line where they are off. */
export function readScanArguments(args: readonly string[], now: Date): ScanArguments | 'help' {
  const values = parsed(args);
  if (values.help === true) return 'help';
  if (values.from === undefined)
    throw new ScanFault('--from is missing: npm run --silent scan -- --from 2026-03-01 (--help says more)');
  const from = timeOf(values.from, '--from', '00:00:00');
  const until = values.to === undefined ? now : timeOf(values.to, '--to', '23:59:59.999');
  const isToday = /^\d{4}-\d\d-\d\d$/.test(values.to ?? '') && values.to === now.toISOString().slice(0, 10);
  const to = isToday ? now : until;
  if (from >= to) throw new ScanFault('--from is not before --to: exchange them');
  return { from, to, users: values.user ?? [], post: values.post === true, format: formatOf(values.format) };
}

interface Values {
  readonly from?: string;
  readonly to?: string;
  readonly user?: string[];
  readonly post?: boolean;
  readonly format?: string;
  readonly help?: boolean;
}

function parsed(args: readonly string[]): Values {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        user: { type: 'string', multiple: true },
        post: { type: 'boolean' },
        format: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (positionals.length > 0) throw new ScanFault(`${positionals[0]} is no option: --help lists them`);
    return values;
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error;
    throw new ScanFault(`${error.message.split(/[.\n]/)[0]}: --help lists the options`, { cause: error });
  }
}

function timeOf(text: string, option: string, clock: string): Date {
  const at = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${clock}Z` : text);
  if (at !== undefined) return at;
  throw new ScanFault(`${option} ${text} is no time: write 2026-03-02 or 2026-03-02T09:00:00Z`);
}

function formatOf(text: string | undefined): ScanArguments['format'] {
  if (text === undefined || text === 'text' || text === 'ndjson') return text;
  throw new ScanFault(`--format ${text} does not exist: take text or ndjson`);
}
