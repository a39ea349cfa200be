import type { Ask } from './exchange.ts';
import { noProperty, Refusal } from './refusal.ts';
import type { TenantRecord } from './records.ts';

/** How a report collection may be asked. */
export interface ReportRules {
  readonly type: string;
  readonly timePath: string;
  readonly properties: ReadonlySet<string>;
}

/** What was asked for besides the filter. */
export interface ReportQuery {
  readonly top: number;
  readonly newestFirst: boolean;
  readonly select: (record: TenantRecord) => TenantRecord;
}

/** Default and maximum of $top on signIns; the maximum on directoryAudits is taken to be the same. */
const REPORT_TOP = 1_000;
const ALLOWED = ['filter', 'top', 'orderby', 'select', 'skiptoken'];

/** Reads the options of a report request. Throws what Microsoft answers to those it does not take. */
export function readReportQuery({ url, headers }: Ask, rules: ReportRules): ReportQuery {
  for (const name of url.searchParams.keys()) {
    if (name.startsWith('$') && !ALLOWED.includes(name.slice(1).toLowerCase())) throw notAllowed(name);
  }
  const order = url.searchParams.get('$orderby');
  return {
    top: topOf(url, REPORT_TOP) ?? preferredSize(headers) ?? REPORT_TOP,
    newestFirst: order === null || isNewestFirst(order, rules),
    select: selectOf(url.searchParams.get('$select'), rules),
  };
}

/** The number in $top. Throws where it is none, or too large. */
export function topOf(url: URL, most: number): number | undefined {
  const text = url.searchParams.get('$top');
  if (text === null) return undefined;
  const top = Number(text);
  if (!/^\d+$/.test(text) || top < 1)
    throw new Refusal(
      400,
      'BadRequest',
      `Invalid value '${text}' for $top query option found. The $top query option requires a positive integer value.`,
    );
  if (top > most) {
    throw new Refusal(
      400,
      'BadRequest',
      `The query specified in the URI is not valid. The limit of '${most}' for Top query has been exceeded. The value from the incoming request is '${top}'.`,
    );
  }
  return top;
}

function preferredSize(headers: Ask['headers']): number | undefined {
  const size = /odata\.maxpagesize=(?<size>\d+)/.exec(headers['prefer'] ?? '')?.groups?.['size'];
  return size === undefined ? undefined : Math.max(1, Math.min(REPORT_TOP, Number(size)));
}

function isNewestFirst(order: string, { type, timePath }: ReportRules): boolean {
  const [, path = '', direction = 'asc'] = /^(\S+)(?:\s+(asc|desc))?$/i.exec(order.trim()) ?? [];
  if (path.toLowerCase() !== timePath.toLowerCase()) throw noProperty(path, type);
  return direction.toLowerCase() === 'desc';
}

function selectOf(text: string | null, { type, properties }: ReportRules): ReportQuery['select'] {
  if (text === null) return (record) => record;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !properties.has(name));
  if (unknown !== undefined) throw noProperty(unknown, type);
  return (record) => Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

function notAllowed(option: string): Refusal {
  const name = option.charAt(1).toUpperCase() + option.slice(2);
  return new Refusal(
    400,
    'BadRequest',
    `Query option '${name}' is not allowed. To allow it, set the 'AllowedQueryOptions' property on EnableQueryAttribute or QueryValidationSettings.`,
  );
}
