import { Buffer } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';
import { plainRows } from '../../local/export/plain-rows.ts';

const LAYOUTS = [
  { delimiter: ',', newline: '\r\n' },
  { delimiter: ',', newline: '\n' },
  { delimiter: ';', newline: '\n' },
] as const;

function read(bytes: Buffer, layout: (typeof LAYOUTS)[number]) {
  const rows: (readonly string[])[] = [];
  let lines = 0;
  const stop = plainRows(layout, (fields, over) => {
    rows.push(fields);
    lines += over;
  })(bytes);
  return { rows, lines, why: stop.why, rest: bytes.subarray(stop.at).toString() };
}

describe('plain rows', () => {
  const [crlf, lf] = LAYOUTS;

  it.each([
    ['bare fields', 'a,,b\r\n', crlf, [['a', '', 'b']], 'open', ''],
    ['quotes that are doubled', '"{""a"":""b""}",""\r\n', crlf, [['{"a":"b"}', '']], 'open', ''],
    ['a delimiter and a newline in quotes', '"a,\r\nb"\r\n', crlf, [['a,\r\nb']], 'open', ''],
    ['a line feed alone inside a bare field', 'a\nb\r\n', crlf, [['a\nb']], 'open', ''],
    ['letters of several bytes', '"Zoë ""日本""",ö\r\n', crlf, [['Zoë "日本"', 'ö']], 'open', ''],
    ['a row that does not end', 'a,b\r\n"c', crlf, [['a', 'b']], 'open', '"c'],
    ['half a newline', 'a,b\r', crlf, [], 'open', 'a,b\r'],
    ['a quote that may be doubled yet', 'a\n"b"', lf, [['a']], 'open', '"b"'],
    ['a quote that is not doubled', 'a\r\n"b"c"\r\nd\r\n', crlf, [['a']], 'odd', '"b"c"\r\nd\r\n'],
    ['a quote inside a bare field', 'a"b\n', lf, [], 'odd', 'a"b\n'],
    ['another newline than that of the table', '"a"\r\nb\n', lf, [], 'odd', '"a"\r\nb\n'],
  ] as const)('%s', (_what, text, layout, rows, why, rest) => {
    expect(read(Buffer.from(text), layout)).toMatchObject({ rows, why, rest });
  });

  it('are those of the parser, and the parser finds the others in what is left', () => {
    const pieces = fc.constantFrom('a', '"', '""', '"",', ',', ';', '\n', '\r\n', '\r', ' ', 'é', '"b",');
    fc.assert(
      fc.property(fc.array(pieces), fc.constantFrom(...LAYOUTS), (text, layout) => {
        const whole = `x${text.join('')}`;
        const { rows, lines, rest } = read(Buffer.from(whole), layout);
        const others = rest === '' ? [['']] : Papa.parse<string[]>(rest, layout).data; // after the last newline comes an empty row
        expect([...rows, ...others]).toEqual(Papa.parse<string[]>(whole, layout).data);
        expect(lines).toBe(whole.slice(0, whole.length - rest.length).split('\n').length - 1);
      }),
      { numRuns: 5_000 },
    );
  });
});
