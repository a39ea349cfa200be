const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d+))?\s*(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;
const DOTNET = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
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
  const iso = ISO.exec(text);
  if (iso === null) return parseDotNet(text);
  const [year, month, day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
  const [hour, minute, second] = [Number(iso[4]), Number(iso[5]), Number(iso[6])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecondsOf(iso[7])));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return plausible(new Date(at.getTime() - offsetOf(iso[8])));
}

function millisecondsOf(decimals: string | undefined): number {
  return decimals === undefined ? 0 : Number(decimals.slice(0, 3).padEnd(3, '0'));
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z' || zone === 'z') return 0;
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

/** Minutes between two times, whichever comes first. */
export function minutesBetween(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime()) / 60_000;
}
