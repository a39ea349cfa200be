import { heading, paragraph, SUBTLE, type Card, type Container, type Element, type Own } from './elements.ts';
import { forTextRun } from './harmless.ts';

/** One line of a card, with what may be said below it. */
export interface Row {
  /** How many details it has. */
  readonly details: number;
  /** The line with the first so many of them. */
  readonly element: (details: number) => readonly Element[];
}

/** A part of a card that gives way where there is no room. */
export interface Section {
  readonly title: Own;
  /** Made only where they may be shown: of a thousand lines a card has room for twenty. */
  readonly rows: readonly (() => Row)[];
  /** Rows that are shown at most, however much room there is; and those that stay, however little. */
  readonly most: number;
  readonly least: number;
  /** From where rows are left out: a story keeps its beginning and its end. */
  readonly from: 'end' | 'middle';
  /** Whose turn it is to give way: the lowest first. */
  readonly rowsTurn: number;
  readonly detailsTurn: number;
  /** Where what was left out can be read: `, on the page of the incident`; or nothing. */
  readonly elsewhere: string;
}

/** A card before its size is known. */
export interface Draft {
  readonly head: readonly Element[];
  readonly sections: readonly Section[];
  readonly foot: readonly Element[];
  readonly frame: Omit<Card, 'body'>;
}

/**
 * Bytes a card may take as the JSON string that Teams stores it as: its limit is 28,672 for the message, and the frame takes some.
 * Source: facts/teams-and-azure.md A.5.
 */
export const MOST_BYTES = 26_000;

/** After Teams has refused one as too large nevertheless. Less than any limit that was ever measured (21 KB), more than any card needs. */
export const MOST_BYTES_AGAIN = 16_000;

/** What a card takes of that limit: it is stored as JSON within JSON. */
export function bytesOf(card: Card): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(card)));
}

/** The card with as much in it as fits. */
export function fitted({ head, sections, foot, frame }: Draft, most = MOST_BYTES): Card {
  const parts = sections.filter(({ rows }) => rows.length > 0).map(partOf);
  const cardWithout = (left: readonly Turn[]): Card => ({
    ...frame,
    body: [...head, ...parts.map((part) => partElement(part, left)), ...foot],
  });
  const whole = cardWithout([]);
  if (bytesOf(whole) <= most) return whole;
  const turns = parts.flatMap(turnsOf).toSorted((a, b) => a.order - b.order);
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (bytesOf(cardWithout(turns.slice(0, middle))) <= most) high = middle;
    else low = middle + 1;
  }
  return cardWithout(turns.slice(0, low));
}

/** A section with those of its rows that are shown where there is room for them. */
interface Part {
  readonly section: Section;
  readonly rows: readonly Row[];
}

function partOf(section: Section): Part {
  const { rows, most, from } = section;
  return { section, rows: keptOf(rows, Math.min(rows.length, most), from).map((make) => make()) };
}

/** One thing that can be left out: the last detail, or the next row, of a section. */
interface Turn {
  readonly part: Part;
  readonly what: 'row' | 'detail';
  readonly order: number;
}

function turnsOf(part: Part): readonly Turn[] {
  const { rows, section } = part;
  const rowsThatMayGo = Math.max(0, rows.length - section.least);
  return [
    ...Array.from({ length: detailsOf(rows) }, () => ({
      part,
      what: 'detail' as const,
      order: section.detailsTurn,
    })),
    ...Array.from({ length: rowsThatMayGo }, () => ({ part, what: 'row' as const, order: section.rowsTurn })),
  ];
}

function partElement(part: Part, left: readonly Turn[]): Container {
  const { section, rows } = part;
  const { title, from, elsewhere } = section;
  const mine = left.filter((turn) => turn.part === part);
  const rowsLeft = mine.filter(({ what }) => what === 'row').length;
  const kept = keptOf(rows, rows.length - rowsLeft, from);
  const allowed = detailsAllowed(kept, mine.length - rowsLeft);
  const elements = kept.map((row, at) => row.element(allowed[at] ?? 0));
  const before = from === 'middle' ? Math.ceil(kept.length / 2) : kept.length;
  const more = section.rows.length - kept.length;
  const silent = detailsOf(kept) - allowed.reduce((sum, count) => sum + count, 0);
  const items = [
    heading(title),
    ...elements.slice(0, before).flat(),
    ...(more === 0 ? [] : [note(`${more} more${from === 'middle' ? ' in between' : ''}${elsewhere}`)]),
    ...elements.slice(before).flat(),
    ...(silent === 0 ? [] : [note(`${silent} ${silent === 1 ? 'detail' : 'details'} left out${elsewhere}`)]),
  ];
  return { type: 'Container', items, spacing: 'Medium', separator: true };
}

function note(words: string): Element {
  return paragraph(forTextRun(words), SUBTLE, 'Small');
}

function keptOf<T>(rows: readonly T[], keep: number, from: Section['from']): readonly T[] {
  if (from === 'end' || keep >= rows.length) return rows.slice(0, keep);
  const first = Math.ceil(keep / 2);
  return [...rows.slice(0, first), ...rows.slice(rows.length - (keep - first))];
}

/** Details are taken from the row that has most of them, so that each keeps its first, and weightiest, the longest. */
function detailsAllowed(rows: readonly Row[], left: number): readonly number[] {
  const allowed = rows.map(({ details }) => details);
  const target = Math.max(0, detailsOf(rows) - left);
  let sum = detailsOf(rows);
  while (sum > target) {
    const at = allowed.lastIndexOf(Math.max(...allowed));
    allowed[at] = (allowed[at] ?? 0) - 1;
    sum -= 1;
  }
  return allowed;
}

function detailsOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { details }) => sum + details, 0);
}
