import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { asidesOf, csv, readText, valuesOf } from './read-text.ts';

const audit = (id: string, note = ''): string =>
  JSON.stringify({ CreationTime: '2026-11-02T09:00:00', Id: id, Note: note });

describe('AuditData', () => {
  const header = [
    'RecordType',
    'CreationDate',
    'UserIds',
    'Operations',
    'AuditData',
    'ResultIndex',
    'Identity',
  ];
  const row = (data: string, identity: string): readonly string[] => [
    'ExchangeAdmin',
    '11/2/2026 9:00:00 AM',
    'ann@example.com',
    'Set-Mailbox',
    data,
    '1',
    identity,
  ];

  it.each([
    [
      'with #TYPE above it',
      `#TYPE Selected.System.Management.Automation.PSObject\r\n${csv([header, row(audit('a'), 'i')])}`,
      3,
    ],
    ['with sep= above it, and semicolons', `sep=;\n${csv([header, row(audit('a'), 'i')], ';', '\n')}`, 3],
    ['with tabs and a mark', `\ufeff${csv([header, row(audit('a'), 'i')], '\t')}`, 2],
  ])('%s', async (_name, text, line) => {
    expect(await readText(text)).toEqual([{ file: 'export', line, value: JSON.parse(audit('a')) as object }]);
  });

  it('is set aside row by row, with the line and the id of the row', async () => {
    const long = audit('e', 'x'.repeat(40_000)).slice(0, 32_767);
    const rows = [
      row(audit('a', 'two\nlines'), 'i1'),
      row('', 'i2'),
      row(long, 'i3'),
      row(audit('d').slice(0, -5), 'i4'),
    ];
    const text = csv([
      header,
      ...rows,
      row('{"a":}', 'i5'),
      row('[]', 'i6'),
      ['x', 'two\nlines', 'y'],
      row(audit('z'), 'i8'),
    ]);
    const found = await readText(text);
    expect(
      found.flatMap((raw) => ('value' in raw ? [`${raw.line} ${String(raw.value['Id'])}`] : [])),
    ).toEqual(['2 a', '10 z']);
    expect(asidesOf(found)).toEqual([
      '3 i2 AuditData is empty',
      '4 i3 cut off: AuditData ends at the 32,767 characters of an Excel cell. Use the download itself, not a copy saved from Excel',
      '5 i4 cut off: AuditData ends inside the record',
      "6 i5 AuditData is not valid JSON: unexpected token '}'",
      '7 i6 AuditData is not a JSON object',
      '8 - this row has 3 of 7 columns',
    ]);
  });

  it('takes the id of the row where it has none, and never where it has one', async () => {
    const purview = csv([
      ['RecordId', 'AuditData'],
      ['r', '{"Operation":"x"}'],
      ['r', '{"Id":"own"}'],
    ]);
    expect(valuesOf(await readText(purview))).toEqual([{ Operation: 'x', Id: 'r' }, { Id: 'own' }]);
  });

  it('may be cut off with the file', async () => {
    const text = csv([header, row(audit('a'), 'i1'), row(audit('b'), 'i2')]);
    const found = await readText(text.slice(0, -30));
    expect(valuesOf(found)).toHaveLength(1);
    expect(asidesOf(found)).toEqual(['3 - cut off: the file ends inside this row']);
  });

  it('comes whole whatever the pieces and whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(7, 64, 1 << 20),
        async (notes, delimiter, newline, chunkBytes) => {
          const rows = notes.map((note, at) => row(JSON.stringify({ Id: `${at}`, note }, null, 1), note));
          const found = await readText(csv([header, ...rows], delimiter, newline), { chunkBytes });
          expect(valuesOf(found)).toEqual(notes.map((note, at) => ({ Id: `${at}`, note })));
        },
      ),
      { numRuns: 60 },
    );
  });
});
