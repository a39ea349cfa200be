import type { WriteStream } from 'node:tty';

/** A line on a terminal that says what is going on. */
export interface ScanProgress {
  readonly say: (words: string) => void;
  readonly end: () => void;
}

/** Draws on a terminal, and nothing anywhere else. */
export function scanProgress(stream: WriteStream): ScanProgress {
  if (!stream.isTTY) return { say: () => undefined, end: () => undefined };
  return {
    say: (words) => void stream.write(`\r\u001B[K${words}`),
    end: () => void stream.write('\r\u001B[K'),
  };
}
