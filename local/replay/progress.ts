import { statSync } from 'node:fs';
import type { WriteStream } from 'node:tty';

/** A line on a terminal that says how far reading is. */
export interface Progress {
  readonly read: (bytes: number) => void;
  readonly end: () => void;
}

const REDRAW_MS = 100;
const MEGABYTE = 1_000_000;

/** Draws on a terminal, and nothing anywhere else. */
export function progress(files: readonly string[], stream: WriteStream): Progress {
  if (!stream.isTTY) return { read: () => undefined, end: () => undefined };
  const total = files.reduce((sum, file) => sum + statSync(file).size, 0);
  let [done, drawn] = [0, 0];
  return {
    read(bytes) {
      done += bytes;
      if (Date.now() - drawn < REDRAW_MS) return;
      drawn = Date.now();
      stream.write(`\r${Math.round(done / MEGABYTE)} of ${Math.round(total / MEGABYTE)} MB read`);
    },
    end() {
      stream.write('\r\u001B[K');
    },
  };
}
