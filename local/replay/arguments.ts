import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseTime } from '../../shared/model/time.ts';

/** What `npm run replay` was asked. */
export interface ReplayArguments {
  readonly files: readonly string[];
  readonly ownDomains: readonly string[];
  readonly from: Date | undefined;
  readonly to: Date | undefined;
  /** Undefined: not said. */
  readonly format: 'text' | 'ndjson' | undefined;
  readonly out: string | undefined;
  readonly help: boolean;
}

/** The words of a call are off; its message is one line that says what to do. */
export class Usage extends Error {}

export const HELP = `Reads exported Microsoft 365 logs and tells what happened.

  npm run --silent replay -- [options] FILE...

  --own-domain D   a domain of your own, beside those the records show; may be repeated
  --from T         judge from this time or day (UTC); earlier records only teach what is usual
  --to T           leave out what happened after this time or day (UTC)
  --format F       text (for people) or ndjson (for machines: one object a line, the summary last);
                   text in a terminal and for --out, ndjson where the output is piped
  --out FILE       write the answer to a file
  --help           this text

FILE is any mix of exports: Entra sign-in and audit logs (JSON, CSV), unified audit logs (CSV, JSON, NDJSON),
message traces, Azure Monitor logs; each also gzipped. docs/export.md says where to get them.
TIME_ZONE (an environment variable, as Europe/Berlin) sets the zone of the times in text; UTC unless set.
Exit code 0: it ran. 2: the call was wrong, or nothing could be read.`;

/** Reads the arguments of a call. Throws Usage with one line where they are off, also where a file is missing or a folder. */
export function readArguments(args: readonly string[]): ReplayArguments {
  const { values, positionals } = parsed(args);
  if (values.help === true) return { ...NOTHING, help: true };
  if (positionals.length === 0)
    throw new Usage('no file given: npm run --silent replay -- FILE... (--help says more)');
  const from = timeOf(values.from, '--from', '00:00:00');
  const to = timeOf(values.to, '--to', '23:59:59.999');
  if (from !== undefined && to !== undefined && from > to)
    throw new Usage('--from is after --to: exchange them');
  for (const file of positionals) checkFile(file);
  return {
    files: positionals,
    ownDomains: (values['own-domain'] ?? []).map(checkedDomain),
    from,
    to,
    format: formatOf(values.format),
    out: values.out,
    help: false,
  };
}

const NOTHING = {
  files: [],
  ownDomains: [],
  from: undefined,
  to: undefined,
  format: undefined,
  out: undefined,
};

interface Values {
  readonly 'own-domain'?: string[];
  readonly from?: string;
  readonly to?: string;
  readonly format?: string;
  readonly out?: string;
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
        'own-domain': { type: 'string', multiple: true },
        from: { type: 'string' },
        to: { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) {
      throw new Usage(`${error.message.split(/[.\n]/)[0]}: --help lists the options`, { cause: error });
    }
    throw error;
  }
}

function timeOf(text: string | undefined, option: string, clock: string): Date | undefined {
  if (text === undefined) return undefined;
  const at = parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T${clock}Z` : text);
  if (at === undefined)
    throw new Usage(`${option} ${text} is no time: write 2026-03-02 or 2026-03-02T09:00:00Z`);
  return at;
}

function formatOf(text: string | undefined): ReplayArguments['format'] {
  if (text === undefined || text === 'text' || text === 'ndjson') return text;
  if (text === 'html') throw new Usage('--format html does not exist yet: take text or ndjson');
  throw new Usage(`--format ${text} does not exist: take text or ndjson`);
}

function checkedDomain(text: string): string {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text))
    throw new Usage(`--own-domain ${text} is no domain: write contoso.com`);
  return text.toLowerCase();
}

function checkFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new Usage(`${file} does not exist: give the path of an exported file`);
  if (found.isDirectory()) throw new Usage(`${file} is a folder: give the files in it`);
}
