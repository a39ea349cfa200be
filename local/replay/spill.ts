import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** Where in the file something lies. */
export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** An unlinked temporary file, readable by its owner only, made at the first write. */
export interface Spill {
  readonly write: (bytes: Buffer) => Stretch;
  /** Fills a buffer with what lies from an offset on. */
  readonly read: (into: Buffer, from: number) => void;
  readonly close: () => void;
}

/** Opens nothing yet. */
export function createSpill(): Spill {
  let file: number | undefined;
  let end = 0;
  return {
    write(bytes) {
      const stretch = { offset: end, length: bytes.length };
      file ??= openUnlinked();
      writeAll(file, bytes, end);
      end += bytes.length;
      return stretch;
    },
    read(into, from) {
      if (file === undefined) throw new Error('nothing was written to the spill file');
      readAll(file, into, from);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

function openUnlinked(): number {
  const path = join(tmpdir(), `vigil-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path); // it lives as long as it is open, and nobody else can open it
  return file;
}

/** The system may write less than it is given; a full disk throws. */
function writeAll(file: number, bytes: Buffer, from: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(file, bytes, done, bytes.length - done, from + done);
}

function readAll(file: number, into: Buffer, from: number): void {
  for (let done = 0; done < into.length;) {
    const read = readSync(file, into, done, into.length - done, from + done);
    if (read === 0) throw new Error('the spill file ended early');
    done += read;
  }
}
