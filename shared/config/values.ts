import { isLoopback } from '../platform/links.ts';

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOMAIN = /^[a-z\d-]+(\.[a-z\d-]+)+$/i;

export function isGuid(value: string): boolean {
  return GUID.test(value);
}

export function isDomain(value: string): boolean {
  return DOMAIN.test(value);
}

/** A secret or token may go there: over https, or on this machine. */
export function isSafe(value: string): boolean {
  return URL.canParse(value) && (new URL(value).protocol === 'https:' || isOnThisMachine(value));
}

/** Plain http to this very machine. */
export function isOnThisMachine(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'http:' && isLoopback(new URL(value));
}

export function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: value });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The parts of a list, in lower case, however they are parted: by commas, semicolons or blanks. */
export function listOf(value: string): readonly string[] {
  return value
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
}

/** Second, minute, hour, day, month, weekday: the lowest and highest of each. NCRONTAB counts Sunday as 0 only. */
const FIELDS = [
  [0, 59],
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;
const NAMES = [
  ...'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec'.split(',').map((name, at) => [name, at + 1] as const),
  ...'Sun,Mon,Tue,Wed,Thu,Fri,Sat'.split(',').map((name, at) => [name, at] as const),
];

/** Whether it is an NCRONTAB of six fields as Azure's host takes it: numbers and names, `*`, ranges, lists and steps; no `?`, `L`, `W`, `#`. */
export function isSchedule(value: string): boolean {
  const fields = value.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every(([least, most], at) =>
      (fields[at] ?? '').split(',').every((part) => isPart(part, least, most)),
    )
  );
}

function isPart(part: string, least: number, most: number): boolean {
  const named = NAMES.reduce(
    (text, [name, number]) => text.replaceAll(new RegExp(name, 'gi'), `${number}`),
    part,
  );
  const match = /^(?:\*|(?<first>\d{1,2})(?:-(?<last>\d{1,2}))?)(?:\/(?<step>\d{1,2}))?$/.exec(named);
  if (match === null) return false;
  const { first, last, step = '1' } = match.groups ?? {};
  const from = Number(first ?? least);
  const to = Number(last ?? first ?? most);
  return from >= least && from <= to && to <= most && Number(step) >= 1;
}
