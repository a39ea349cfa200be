import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readExport, Unreadable } from '../../local/export/index.ts';
import { asidesOf, idsOf, readText } from './read-text.ts';

const records = Array.from({ length: 2000 }, (_, at) => JSON.stringify({ id: `r${at}`, x: Math.sin(at) }));
const gzip = gzipSync(`${records.join('\n')}\n`);

describe('a gzip file', () => {
  it('that is cut off gives what came before, and says so once', async () => {
    for (const chunkBytes of [64, 100_000]) {
      const found = await readText(gzip.subarray(0, gzip.length / 2), { chunkBytes });
      expect(idsOf(found).length).toBeGreaterThan(500);
      expect(asidesOf(found)).toEqual([
        expect.stringContaining('cut off: the compressed file ends too early'),
      ]);
    }
  });

  it('that only lost its last bytes gives everything, and says so', async () => {
    const found = await readText(gzip.subarray(0, -6));
    expect(idsOf(found)).toHaveLength(2000);
    expect(asidesOf(found)).toEqual(['2000 - cut off: the compressed file ends too early or is damaged']);
  });

  it('may be several set end to end', async () => {
    expect(idsOf(await readText(Buffer.concat([gzip, gzip])))).toHaveLength(4000);
  });
});

describe('a file that holds nothing readable', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1]);
  const texts: readonly (readonly [string, string | Buffer, string])[] = [
    ['nothing', '', 'the file is empty'],
    ['blank lines', '\n \r\n', 'the file is empty'],
    ['an empty gzip', gzipSync(''), 'the file is empty'],
    ['a picture', jpeg, 'this is not text'],
    ['a workbook', Buffer.from('PK\u0003\u0004\u0014\0\u0006\0'), 'Excel workbook'],
    ['prose', 'Dear admin,\nplease find attached.\n', 'no known export begins with "Dear admin,"'],
    ['Markdown', '# Notes\n[link](https://example.com)\n', 'no known export begins with "# Notes"'],
    ['numbers', '[1, 2]\n3', 'no known export begins with'],
    ['an unknown table', '"Datum","Benutzer"\n1,2\n', 'no known export begins with ""Datum","Benutzer""'],
  ];

  it.each(texts.slice(0, 7))('%s', async (_name, content, message) => {
    const reading = readText(content);
    await expect(reading).rejects.toThrow(Unreadable);
    await expect(reading).rejects.toThrow(message);
  });

  it('is named with the columns that are known', async () => {
    await expect(readText(texts[8]?.[1] ?? '')).rejects.toThrow(
      /"Datum","Benutzer".*auditdata \(unified audit log\)/,
    );
  });

  it('is missing, or a folder', async () => {
    await expect(readExport(join(tmpdir(), 'vigil-no-such-file'), () => {})).rejects.toThrow(
      /no such file\. Check the path\.$/,
    );
    await expect(readExport(tmpdir(), () => {})).rejects.toThrow(/this is a folder/);
  });
});

describe('reading', () => {
  it('tells the bytes it has read', async () => {
    let bytes = 0;
    await readText(gzip, { chunkBytes: 777, onBytes: (more) => (bytes += more) });
    expect(bytes).toBe(gzip.length);
  });

  it('passes on what the caller throws', async () => {
    for (const text of ['{"id":1}', '[\n{"id":1}]', 'AuditData\n"{""Id"":1}"\n']) {
      const stopped = new Error('stop');
      const options = {
        onBytes() {
          throw stopped;
        },
      };
      await expect(readText(text, options)).rejects.toBe(stopped);
    }
  });
});
