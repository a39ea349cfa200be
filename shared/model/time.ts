const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?\s*(?:Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;
const AFTER_SECONDS = /^(?:\.(\d+))?\s*(.*)$/;
const SECONDS_END = '2000-01-01T00:00:00'.length;
const DOTNET = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
const ZERO = 48;
const MS_A_DAY = 86_400_000;
const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

/**
 * Reads the time of a record: ISO 8601 with or without zone (the unified audit log writes UTC without one), with up to any number of decimals,
 * with a blank for the T (Azure Monitor), or `/Date(ms)/` (the older reporting service). Undefined for anything that is no real time:
 * a 65th second, a 30th of February, a year outside 2000–2100 (the zero dates of failed exports). Decimals past the millisecond are cut off.
 */
export function parseTime(text: unknown): Date | undefined {
  if (typeof text !== 'string') return undefined;
  if (!ISO.test(text)) return parseDotNet(text);
  // Read by their places, not as groups: this runs for every record, and groups cost five times as much.
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return plausible(text.length <= SECONDS_END + 1 ? at : shifted(at, text.slice(SECONDS_END)));
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

/** A time with the decimals and the zone that follow its seconds. */
function shifted(at: Date, rest: string): Date {
  const [, decimals, zone] = AFTER_SECONDS.exec(rest) ?? [];
  return new Date(at.getTime() + millisecondsOf(decimals) - offsetOf(zone));
}

function millisecondsOf(decimals: string | undefined): number {
  return decimals === undefined ? 0 : Number(decimals.slice(0, 3).padEnd(3, '0'));
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === '' || zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

function parseDotNet(text: string): Date | undefined {
  const ms = DOTNET.exec(text)?.[1];
  return ms === undefined ? undefined : plausible(new Date(Number(ms)));
}

function plausible(at: Date): Date | undefined {
  const year = at.getUTCFullYear();
  return year >= FIRST_YEAR && year < LAST_YEAR ? at : undefined;
}

/** The UTC day of a time, in days since 1970. */
export function dayOf(at: Date): number {
  return Math.floor(at.getTime() / MS_A_DAY);
}

/** The day of a date as ISO 8601 writes it (`2026-06-05`), in days since 1970; undefined where there is no such day from 2000 to 2099. */
export function dayIn(date: string): number | undefined {
  const at = parseTime(`${date}T00:00:00Z`);
  return at === undefined ? undefined : dayOf(at);
}

/** Minutes between two times, whichever comes first. */
export function minutesBetween(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime()) / 60_000;
}
