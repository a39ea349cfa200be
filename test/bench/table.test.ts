import { describe, expect, it } from '@jest/globals';
import type { Line } from '../../bench/budgets.ts';
import { tableOf } from '../../bench/table.ts';

function rowsOf(lines: readonly Line[]): readonly (readonly string[])[] {
  return tableOf('Title', lines)
    .split('\n')
    .slice(3)
    .map((row) => row.split(/ {2,}/));
}

describe('the table of the bench', () => {
  it('has a title, a head, and columns of one width', () => {
    const lines: readonly Line[] = [
      { what: 'short', value: 1, unit: '', limit: undefined, note: '' },
      { what: 'rather long', value: 12, unit: 'KB', limit: 9, note: 'a note' },
    ];

    expect(tableOf('Title', lines)).toBe(
      [
        'Title',
        '',
        'what         measured  budget        of it',
        'short        1         –',
        'rather long  12.0 KB   9.0 KB  over  a note',
      ].join('\n'),
    );
  });

  it.each([
    [4, 4, 'met'],
    [5, 4, 'over'],
    [0, 0, 'met'],
  ])('says of %d with a budget of %d that it is %s', (value, limit, verdict) => {
    expect(rowsOf([{ what: 'it', value, unit: '', limit, note: '' }])[0]?.[3]).toBe(verdict);
  });

  it.each([
    [8.064, '', '8.1'],
    [4, '', '4'],
    [6.078, '×', '6.08 ×'],
    [617.6, 'MiB', '618 MiB'],
    [9.221, 'MB', '9.22 MB'],
    [1.961, 'KB', '2.0 KB'],
    [5_593.4, 'KB', '5593 KB'],
    [69.6, 'B', '70 B'],
  ] as const)('writes %d %s as %s', (value, unit, text) => {
    expect(rowsOf([{ what: 'it', value, unit, limit: undefined, note: '' }])[0]?.[1]).toBe(text);
  });
});
