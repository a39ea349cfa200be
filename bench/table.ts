import { isWithin, type Line } from './budgets.ts';

/** The lines as a table, each with its budget and whether it is met. */
export function tableOf(title: string, lines: readonly Line[]): string {
  const rows = [
    ['what', 'measured', 'budget', '', 'of it'],
    ...lines.map((line) => [
      line.what,
      figure(line.value, line.unit),
      line.limit === undefined ? '–' : figure(line.limit, line.unit),
      { true: 'met', false: 'over', undefined: '' }[String(isWithin(line)) as 'true'],
      line.note,
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const texts = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  return [title, '', ...texts.map((text) => text.trimEnd())].join('\n');
}

/** Counts are whole unless they are means; sizes keep what tells two builds apart. */
function figure(value: number, unit: Line['unit']): string {
  if (unit === '') return Number.isInteger(value) ? String(value) : value.toFixed(1);
  const digits = { '×': 2, MiB: 0, MB: 2, KB: value < 1_000 ? 1 : 0, B: 0 }[unit];
  return `${value.toFixed(digits)} ${unit}`;
}
