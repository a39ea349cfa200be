import { describe, expect, it } from '@jest/globals';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { unzip } from '../../../local/package/unzip.ts';
import { zip } from '../../../local/package/zip.ts';

const FILES = new Map([
  ['b/räksmörgås.txt', Buffer.from('smör '.repeat(1_000))],
  ['a.txt', Buffer.from('')],
]);

describe('a zip', () => {
  it('gives back what was put in, sorted', async () => {
    const entries = unzip(await zip(FILES));

    expect(entries.map(({ name }) => name)).toEqual(['a.txt', 'b/räksmörgås.txt']);
    for (const { name, bytes } of entries) expect(bytes).toEqual(FILES.get(name));
  });

  it('is read where a file is stored as it is', async () => {
    const archive = new ZipFile();
    archive.addBuffer(Buffer.from('as it is'), 'stored', { compress: false });
    archive.end();

    expect(unzip(await buffer(archive.outputStream))[0]?.bytes.toString()).toBe('as it is');
  });

  it.each([
    ['something else', () => Buffer.from('no zip at all, but long enough for one')],
    ['nothing', () => Buffer.alloc(0)],
    ['half of one', (whole: Buffer) => whole.subarray(0, whole.length / 2)],
  ])('is told from %s', async (_what, made) => {
    const whole = await zip(FILES);

    expect(() => unzip(made(whole))).toThrow('no zip');
  });

  it('is held to its checksums', async () => {
    const archive = new ZipFile();
    archive.addBuffer(Buffer.from('as it is'), 'stored', { compress: false });
    archive.end();
    const bytes = await buffer(archive.outputStream);
    bytes.write('AS', bytes.indexOf('as it is'));

    expect(() => unzip(bytes)).toThrow('stored is damaged');
  });
});
