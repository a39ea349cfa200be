import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from '@jest/globals';

const folder = process.env['VIGIL_RECORDINGS'];

/** Tests on records that may not be committed: run where VIGIL_RECORDINGS names their folder, else skipped. */
export const withRecordings = folder !== undefined && existsSync(folder) ? describe : describe.skip;

/** The path of a recorded file. */
export function recording(name: string): string {
  return join(folder ?? '', name);
}

/** The records of a recorded NDJSON file; none where there is no recording, since the body of a skipped suite is run too. */
export function recordsIn(name: string): readonly Record<string, unknown>[] {
  if (folder === undefined) return [];
  return readFileSync(recording(name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
