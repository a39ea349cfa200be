import { parseFilter, type Filter, type Literal } from './odata-parse.ts';
import { invalidFilter } from './refusal.ts';
import type { TenantRecord } from './records.ts';

/** What a type lets one filter: the operators of each property. */
export type Filterable = Readonly<Record<string, readonly string[]>>;

/** A filter that was read and is allowed. */
export interface ReadFilter {
  readonly fits: (record: TenantRecord) => boolean;
  /** Nothing outside these times can fit. */
  readonly from: number;
  readonly to: number;
  readonly names: ReadonlySet<string>;
}

/** Reads a $filter by what a type allows. Throws Microsoft's refusal for anything else. */
export function readFilter(
  text: string | null,
  filterable: Filterable,
  timePath: string,
  valueOf: (record: TenantRecord, path: string) => unknown = valueAt,
): ReadFilter {
  if (text === null) return { fits: () => true, ...EVER, names: new Set() };
  const filter = parseFilter(text);
  const names = new Set<string>();
  check(filter, filterable, names);
  return {
    fits: (record) => matches(filter, (path) => valueOf(record, path)),
    ...boundsOf(filter, timePath),
    names,
  };
}

/** The value at a path as OData writes it, `status/errorCode`. */
export function valueAt(record: TenantRecord, path: string): unknown {
  let value: unknown = record;
  for (const name of path.split('/')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as TenantRecord)[name];
  }
  return value;
}

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

function check(filter: Filter, filterable: Filterable, names: Set<string>): void {
  if ('of' in filter) {
    for (const part of filter.of) check(part, filterable, names);
    return;
  }
  const operator = filter.kind === 'compare' ? filter.operator : filter.kind;
  if (filterable[filter.path]?.includes(operator) !== true) throw invalidFilter();
  const isTime = filter.path.endsWith('DateTime');
  if (filter.kind === 'compare' && isTime !== filter.value instanceof Date) throw invalidFilter();
  names.add(filter.path);
}

function matches(filter: Filter, valueOf: (path: string) => unknown): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((part) => matches(part, valueOf));
    case 'or':
      return filter.of.some((part) => matches(part, valueOf));
    case 'any': {
      const value = valueOf(filter.path);
      return Array.isArray(value) && filter.values.some((wanted) => value.includes(wanted));
    }
    case 'startswith':
      return plain(valueOf(filter.path)).startsWith(filter.value.toLowerCase());
    case 'compare':
      return compares(valueOf(filter.path), filter.operator, filter.value);
  }
}

function compares(value: unknown, operator: string, wanted: Literal): boolean {
  if (!(wanted instanceof Date)) return plain(value) === plain(wanted);
  const time = Date.parse(String(value));
  const bound = wanted.getTime();
  if (operator === 'ge') return time >= bound;
  if (operator === 'gt') return time > bound;
  return operator === 'le' ? time <= bound : time === bound;
}

/** Entra compares texts without regard to case. */
function plain(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : JSON.stringify(value ?? null);
}

function boundsOf(filter: Filter, timePath: string): { from: number; to: number } {
  if (filter.kind === 'and') {
    const bounds = filter.of.map((part) => boundsOf(part, timePath));
    return {
      from: Math.max(...bounds.map(({ from }) => from)),
      to: Math.min(...bounds.map(({ to }) => to)),
    };
  }
  if (filter.kind !== 'compare' || filter.path !== timePath || !(filter.value instanceof Date)) return EVER;
  const time = filter.value.getTime();
  return {
    from: filter.operator === 'le' ? EVER.from : time,
    to: filter.operator === 'ge' || filter.operator === 'gt' ? EVER.to : time,
  };
}
