import { AsyncLocalStorage } from 'node:async_hooks';
import type { Level } from './log.ts';

type WriteLine = (level: Level, line: string) => void;

const writing = new AsyncLocalStorage<WriteLine>();

/** Does the work with every line that is written during it, however deep within, going there. */
export function logTo<T>(write: WriteLine, work: () => T): T {
  return writing.run(write, work);
}

/** Writes a line to where the work it belongs to wants it; outside of any, to stderr. */
export function writeLine(level: Level, line: string): void {
  const write = writing.getStore();
  if (write === undefined) process.stderr.write(`${line}\n`);
  else write(level, line);
}
