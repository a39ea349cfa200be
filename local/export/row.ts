import type { JsonObject, Sink } from './raw.ts';

/** The place of each column by its name: lower case, trimmed, single spaces. Of two columns with one name the first counts. */
export type Columns = ReadonlyMap<string, number>;

/** Turns the rows of one table into records. */
export interface RowReader {
  readonly take: (row: readonly string[], line: number, sink: Sink) => void;
  /** The id of a row that could not be read, if it has one. */
  readonly idOf: (row: readonly string[]) => string | undefined;
}

/** A kind of table: how it is recognised, and how its rows are read. */
export interface Shape {
  readonly what: string;
  /** Columns by which it is recognised, as in Columns. */
  readonly needs: readonly string[];
  readonly bind: (columns: Columns) => RowReader;
}

/** The columns of a header. */
export function headerOf(names: readonly string[]): Columns {
  const columns = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const key = name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
    if (!columns.has(key)) columns.set(key, index);
  }
  return columns;
}

/** A function that gives the trimmed text of the first of these columns that there is; undefined where it is empty. */
export function column(
  columns: Columns,
  ...names: readonly string[]
): (row: readonly string[]) => string | undefined {
  const index = names.map((name) => columns.get(name)).find((place) => place !== undefined);
  if (index === undefined) return () => undefined;
  return (row) => {
    const text = row[index]?.trim();
    return text === '' ? undefined : text;
  };
}

/** A JSON object without the members that are undefined; undefined if none is left. */
export function present(members: Readonly<Record<string, unknown>>): JsonObject | undefined {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Month first: a day-first 13/07/2021 does not fit. */
const US_TIME = /^(0?[1-9]|1[0-2])\/(\d{1,2})\/(\d{4}),?\s+(0?[1-9]|1[0-2]):([0-5]\d):([0-5]\d)\s*([AP])M$/i;
const NO_ZONE = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;

type Six = [number, number, number, number, number, number];

/** `7/11/2021 10:24:22 AM`, month first, in UTC; undefined if there is no such time. */
function usTime(text: string): string | undefined {
  const found = US_TIME.exec(text);
  if (found === null) return undefined;
  const [month, day, year, hour, minute, second] = found.slice(1, 7).map(Number) as Six;
  const hours = (hour % 12) + (found[7]?.toUpperCase() === 'P' ? 12 : 0);
  const time = new Date(Date.UTC(year, month - 1, day, hours, minute, second));
  return time.getUTCDate() === day ? time.toISOString().replace('.000Z', 'Z') : undefined;
}

/**
 * A time of an export, all of which are in UTC, as ISO 8601. What is ISO stays as it is, with a Z if it names no zone;
 * AM or PM marks the US style, month first; anything else is left as it is, not guessed.
 */
export function isoTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  return NO_ZONE.test(text) ? `${text.replace(' ', 'T')}Z` : (usTime(text) ?? text);
}

/** `Yes`, `No`, `true`, `false` as a boolean; undefined for anything else. */
export function truth(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:yes|true)$/i.test(text)) return true;
  return /^(?:no|false)$/i.test(text) ? false : undefined;
}

/** A whole number; undefined for anything else. */
export function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `Not Applied`, `Device code` as Graph writes its enumerations: notApplied, deviceCode. */
export function camel(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [first = '', ...others] = text.split(/[\s-]+/);
  if (others.length === 0) return first.charAt(0).toLowerCase() + first.slice(1);
  return (
    first.toLowerCase() +
    others.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('')
  );
}
