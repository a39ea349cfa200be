import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What one process took from its start to its end. */
export interface Usage {
  /** User and system, of all its threads. */
  readonly cpuMs: number;
  /** The most memory it ever held. */
  readonly peakMiB: number;
}

export type Program = 'floor' | 'replay';

let running: ChildProcess | undefined;

/** Stops what is being measured. */
export function stop(): void {
  running?.kill();
}

/**
 * Runs a program over files in a process of its own. Throws where it fails, or did not read exactly this many records: its figures would
 * say nothing.
 */
export async function measure(
  program: Program,
  files: readonly string[],
  records: number,
  folder: string,
): Promise<Usage> {
  const script = { floor: bundle('bench', 'floor.mjs'), replay: bundle('local', 'replay.mjs') }[program];
  const usage = pathToFileURL(bundle('bench', 'usage.mjs')).href;
  const answer = join(folder, 'answer.ndjson');
  const figures = join(folder, 'usage.json');
  const [stdout, told] = [openSync(answer, 'w'), openSync(figures, 'w')];
  try {
    await ended(
      spawn(process.execPath, ['--import', usage, script, ...files], {
        stdio: ['ignore', stdout, 'inherit', told],
      }),
    );
  } finally {
    closeSync(stdout);
    closeSync(told);
  }
  const read = readCount(readFileSync(answer, 'utf8'));
  if (read !== records) throw new Error(`${program} read ${read} of ${records} records`);
  return JSON.parse(readFileSync(figures, 'utf8')) as Usage;
}

/** A file of the build, beside the folder of this one. */
function bundle(...path: readonly string[]): string {
  return join(import.meta.dirname, '..', ...path);
}

function ended(child: ChildProcess): Promise<void> {
  running = child;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      running = undefined;
      if (code === 0) resolve();
      else reject(new Error(`a measured process ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

/** The records read without fault, by the summary in the last line. */
function readCount(output: string): number {
  const summary = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as {
    readonly read: Readonly<Record<string, number>>;
    readonly rejected: readonly unknown[];
  };
  return Object.values(summary.read).reduce((sum, count) => sum + count, 0) - summary.rejected.length;
}
