import { momentIn, timeIn, withMoments } from '../../model/moments.ts';

/** `09:12 UTC`, with the day where it is another there; undefined where the reader's zone is UTC already. */
export function inUtc(at: Date, timeZone: string): string | undefined {
  const here = momentIn(at, timeZone);
  if (here.zone === 'UTC') return undefined;
  const there = momentIn(at, 'UTC');
  return there.day === here.day ? `${there.clock} UTC` : `${there.day} ${there.clock} UTC`;
}

/** `Mon 2 Mar 2026 10:12 CET (09:12 UTC)`. */
export function inBoth(at: Date, timeZone: string): string {
  const utc = inUtc(at, timeZone);
  return `${timeIn(at, timeZone)}${utc === undefined ? '' : ` (${utc})`}`;
}

/** The second of two moments: without its day where that is the day of the first. */
export function inBothAfter(at: Date, before: Date, timeZone: string): string {
  const { day } = momentIn(at, timeZone);
  const whole = inBoth(at, timeZone);
  return day === momentIn(before, timeZone).day ? whole.slice(day.length + 1) : whole;
}

/** Moments within a text as their reader's zone and UTC write them. */
export function inReadersZone(text: string, timeZone: string): string {
  return withMoments(text, (at) => inBoth(at, timeZone));
}
