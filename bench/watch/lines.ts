import { LEDGER_LIMITS } from '../../shared/model/ledger.ts';
import type { Line } from '../budgets.ts';
import type { QuietPass } from './quiet.ts';
import { beyondPages, type WindowCost } from './requests.ts';
import type { ColdStart } from './start.ts';
import type { TickCost, Ticks } from './ticks.ts';

/** Budgets of design.md §14, and of §8 for what a row and a transaction hold. */
const QUIET = 1;
const WARM = 4;
const COLD = 9;
const A_THOUSAND_EVENTS = 10;
const KB_A_USER = 12;
const HEAD_KB = 8;
const BEYOND_PAGES = 1;
const IMPORT = 8;
const ZIP_MB = 12;

/** Transactions of the ticks of a tenant; the budgets of one tick are for 300 users, that of events for 1,000. */
export function tickLines(ticks: Ticks): readonly Line[] {
  const { users, nothingDue, usual, everybody, cold, coldEverybody } = ticks;
  const isSmall = users <= 300;
  const line = (what: string, cost: TickCost, limit: number): Line => ({
    what: `${counted(users)} users, ${what}: table transactions`,
    value: cost.requests,
    unit: '',
    limit: isSmall || limit === QUIET ? limit : undefined,
    note: `${cost.kinds}; ${cost.events} events`,
  });
  return [
    line('nothing due', nothingDue, QUIET),
    line('a usual tick, warm', usual, WARM),
    line('a usual tick, cold', cold, COLD),
    line('all active at once, warm', everybody, WARM),
    line('all active at once, cold', coldEverybody, COLD),
    {
      what: `${counted(users)} users, all active at once, warm: … for 1,000 events`,
      value: (everybody.requests / everybody.events) * 1_000,
      unit: '',
      limit: isSmall ? undefined : A_THOUSAND_EVENTS,
      note: `${everybody.requests} for ${everybody.events}`,
    },
  ];
}

/** What lies in the table of a tenant, and what one transaction carried at most. */
export function stateLines({ users, days, learned, largest }: Ticks): readonly Line[] {
  const { memory, buckets, fullest, log, events, all, rows, head } = learned;
  const line = (what: string, bytes: number, limit: number | undefined, note: string): Line => ({
    what: `${counted(users)} users, ${what}`,
    value: bytes / 1_000,
    unit: 'KB',
    limit,
    note,
  });
  return [
    line(
      'state of a user',
      memory / users,
      KB_A_USER,
      `${days} days; ${buckets} buckets, the fullest ${kb(fullest)}`,
    ),
    {
      ...line('log of an event', 0, undefined, `${events} events, ${kb(log)}`),
      value: log / events,
      unit: 'B',
    },
    line('all that a cold tick reads', all, undefined, `${rows} rows`),
    line('the head', head, HEAD_KB, ''),
    {
      ...line('rows in a transaction, at most', 0, LEDGER_LIMITS.rowsACommit, ''),
      value: largest.rows,
      unit: '',
    },
    line('bytes in a transaction, at most', largest.bytes, LEDGER_LIMITS.bytesACommit / 1_000, ''),
  ];
}

/** Beside the mean the dearest user there can be. */
export function busiestLine(bytes: number): Line {
  const what = 'state of a user who mailed 4,000 people, the most that are remembered';
  return { what, value: bytes / 1_000, unit: 'KB', limit: undefined, note: '' };
}

/** Requests to Microsoft for one window of each log. */
export function requestLines(costs: readonly WindowCost[]): readonly Line[] {
  return costs.map((cost) => {
    const { log, page, windows } = cost;
    const unit = log.startsWith('audit-') ? `blob of ${page}` : `page of ${counted(page)}`;
    return {
      what: `${log}: requests of a window beyond one a ${unit}`,
      value: beyondPages(cost),
      unit: '',
      limit: BEYOND_PAGES,
      note: windows.map(({ records, requests }) => `${counted(records)}: ${requests}`).join('; '),
    };
  });
}

/** The deployed file with nothing due, from its start. */
export function quietLines({ table, tokens, microsoft }: QuietPass): readonly Line[] {
  const line = (what: string, value: number, limit: number): Line => ({
    what: `a quiet pass of a new process: ${what}`,
    value,
    unit: '',
    limit,
    note: '',
  });
  return [
    line('table transactions', table, QUIET),
    line('tokens', tokens, 0),
    line('requests to Microsoft', microsoft, 0),
  ];
}

/** What loading the bundle takes, and how large the deployment is. */
export function startLines(
  start: ColdStart,
  zip: { readonly bytes: number; readonly files: number },
): readonly Line[] {
  const { rounds, ratio, lowest, highest, clockRatio, quickestRatio, app, skeleton } = start;
  const line = (what: string, value: number, limit: number | undefined, note: string): Line => ({
    what,
    value,
    unit: '×',
    limit,
    note,
  });
  const spread = `${lowest.toFixed(2)}–${highest.toFixed(2)} in ${rounds}`;
  return [
    line(
      'import of the bundle ÷ that of @azure/functions alone, processor time',
      ratio,
      IMPORT,
      `${spread}; ${ms(app.cpuMs)} ÷ ${ms(skeleton.cpuMs)}`,
    ),
    line('… by the clock', clockRatio, undefined, `${ms(app.ms)} ÷ ${ms(skeleton.ms)}`),
    line('… the quickest of each by the clock', quickestRatio, undefined, ''),
    {
      what: 'deployment, zipped',
      value: zip.bytes / 1e6,
      unit: 'MB',
      limit: ZIP_MB,
      note: `${zip.files} files`,
    },
  ];
}

function counted(value: number): string {
  return value.toLocaleString('en');
}

function kb(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} KB`;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
