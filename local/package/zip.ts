import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** A plain file that anybody reads and its owner writes. */
const MODE = 0o100644;
/** The same in every time zone: only the zip's own field for local time is written. */
const TIME = new Date(2000, 0, 1);
const LEVEL = 9;

/** Zips files, sorted by name, with fixed times and modes: on one version of Node the same files give the same bytes. */
export async function zip(files: ReadonlyMap<string, Uint8Array>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    archive.addBuffer(Buffer.from(bytes), name, {
      mtime: TIME,
      mode: MODE,
      forceDosTimestamp: true,
      compressionLevel: LEVEL,
    });
  archive.end();
  return buffer(archive.outputStream);
}
