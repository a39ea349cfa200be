/** A moment as a zone writes it. */
interface Moment {
  readonly day: string;
  readonly clock: string;
  readonly zone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  formats.set(timeZone, made);
  return made;
}

/** `Mon 2 Mar 2026`, `10:12` and `CET`. */
export function momentIn(at: Date, timeZone: string): Moment {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('weekday')} ${part('day')} ${part('month')} ${part('year')}`,
    clock: `${part('hour')}:${part('minute')}`,
    zone: part('timeZoneName'),
  };
}

/** `09:12 UTC`, with the day where it is another there; undefined where the reader's zone is UTC already. */
export function inUtc(at: Date, timeZone: string): string | undefined {
  const here = momentIn(at, timeZone);
  if (here.zone === 'UTC') return undefined;
  const there = momentIn(at, 'UTC');
  return there.day === here.day ? `${there.clock} UTC` : `${there.day} ${there.clock} UTC`;
}

/** `Mon 2 Mar 2026 10:12 CET (09:12 UTC)`. */
export function inBoth(at: Date, timeZone: string): string {
  const { day, clock, zone } = momentIn(at, timeZone);
  const utc = inUtc(at, timeZone);
  return `${day} ${clock} ${zone}${utc === undefined ? '' : ` (${utc})`}`;
}

/** The second of two moments: without its day where that is the day of the first. */
export function inBothAfter(at: Date, before: Date, timeZone: string): string {
  const { day } = momentIn(at, timeZone);
  const whole = inBoth(at, timeZone);
  return day === momentIn(before, timeZone).day ? whole.slice(day.length + 1) : whole;
}

/** Moments within a text, which stand there in ISO 8601, as their reader's zone and UTC write them. */
export function withMoments(text: string, timeZone: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (moment) => {
    const at = new Date(moment);
    return Number.isNaN(at.getTime()) ? moment : inBoth(at, timeZone);
  });
}
