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

/** `Mon 2 Mar 2026 10:12 CET`. */
export function timeIn(at: Date, timeZone: string): string {
  const { day, clock, zone } = momentIn(at, timeZone);
  return `${day} ${clock} ${zone}`;
}

/** Moments within a text, which stand there in ISO 8601, as `write` writes them. */
export function withMoments(text: string, write: (at: Date) => string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (moment) => {
    const at = new Date(moment);
    return Number.isNaN(at.getTime()) ? moment : write(at);
  });
}
