import { ATTACK_KINDS } from './doing.ts';
import type { Found, Noise } from './measure.ts';
import { meanOf, shareOf, type Mean, type Share } from './statistics.ts';

/** Cells of a table, the first row its head. */
export type Rows = readonly (readonly string[])[];

/** A table as Markdown, its columns padded. */
export function tableOf(rows: Rows): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join(
    '\n',
  );
}

/** `0.81 ± 0.12`. */
export function ofMean({ mean, half }: Mean): string {
  return `${mean.toFixed(2)} ± ${half.toFixed(2)}`;
}

/** `97 % (93–99)`. */
export function ofShare({ share, from, to }: Share): string {
  const whole = (value: number): string => (100 * value).toFixed(0);
  return `${whole(share)} % (${whole(from)}–${whole(to)})`;
}

/** What several tenants cost without a thief. */
export function costOf(noise: readonly Noise[]): Rows {
  const pages = meanOf(noise.map((one) => one.pages));
  const digests = meanOf(noise.map((one) => one.digests));
  const criticals = noise.reduce((sum, one) => sum + one.criticals, 0);
  return [
    ['without a thief', 'a week', 'least–most'],
    ['pages (high or above)', ofMean(pages), `${pages.least.toFixed(2)}–${pages.most.toFixed(2)}`],
    ['digest entries', ofMean(digests), `${digests.least.toFixed(2)}–${digests.most.toFixed(2)}`],
    ['critical, in all weeks together', String(criticals), ''],
  ];
}

/** What was found in them with one. */
export function findsOf(found: readonly Found[]): Rows {
  return [
    ['break-ins', 'of', 'paged', 'in the digest at least', 'first paged at sign-in', 'sign-ins told, of 4'],
    ...ATTACK_KINDS.map((kind) => found.filter((one) => one.kind === kind)).map((of, at) => [
      ATTACK_KINDS[at] ?? '',
      String(of.length),
      ...foundCells(of),
    ]),
    ['all', String(found.length), ...foundCells(found)],
  ];
}

/** How much was found, how soon, and how much of it. */
function foundCells(found: readonly Found[]): readonly string[] {
  const delays = found.flatMap(({ delay }) => (delay === undefined ? [] : [delay]));
  return [
    ofShare(shareOf(found.map(({ paged }) => paged))),
    ofShare(shareOf(found.map(({ told }) => told))),
    delays.length === 0 ? '–' : meanOf(delays).mean.toFixed(2),
    found.length === 0 ? '–' : meanOf(found.map(({ events }) => events)).mean.toFixed(2),
  ];
}

/** A variant on one row. */
export function summaryCells(noise: readonly Noise[], found: readonly Found[]): readonly string[] {
  const [paged, told, , events] = foundCells(found);
  return [
    ofMean(meanOf(noise.map((one) => one.pages))),
    ofMean(meanOf(noise.map((one) => one.digests))),
    paged ?? '',
    told ?? '',
    events ?? '',
  ];
}
