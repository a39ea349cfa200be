import type { IncidentNotice, LooseLine } from '../../../model/notice.ts';

/** Graphemes of a name that stand in a sentence: a longer one would push the verb out of it. */
const MOST = 60;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The notice with the name of whom it is about short enough for its sentences; the page has it whole. */
export function namesShortened(notice: IncidentNotice): IncidentNotice {
  const { name } = notice.incident.about;
  const short = shortened(name);
  if (short === name) return notice;
  const { incident, story } = notice;
  const { incident: of, ...told } = story;
  return {
    ...notice,
    incident: { ...incident, title: replaced(incident.title, name, short) },
    story: { incident: of, ...replaced(told, name, short) },
  };
}

/** The same for a line of a digest. */
export function nameShortened(line: LooseLine): LooseLine {
  const { name } = line.about;
  const short = shortened(name);
  return short === name ? line : replaced(line, name, short);
}

function shortened(name: string): string {
  if (name.length <= MOST) return name;
  const all = Array.from(GRAPHEMES.segment(name), ({ segment }) => segment);
  return all.length <= MOST ? name : `${all.slice(0, MOST).join('').trimEnd()}…`;
}

/** Every text within, whatever its depth: a name stands in titles, reasons, steps and conditions alike. */
function replaced<T>(value: T, name: string, short: string): T {
  if (typeof value === 'string') return value.replaceAll(name, () => short) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => replaced(one, name, short)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const pairs = Object.entries(value).map(([key, one]: [string, unknown]) => [
    key,
    replaced(one, name, short),
  ]);
  return Object.fromEntries(pairs) as T;
}
