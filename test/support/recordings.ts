import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readExport, type JsonObject } from '../../local/export/index.ts';

/** The records of others that lie in this repository. */
export const FIXTURES = join(import.meta.dirname, '../fixtures');

/** A folder with more of them, which may not lie here; '' where nobody named one. */
export const RECORDINGS = process.env['VIGIL_RECORDINGS'] ?? '';

/** One record of a file. */
export interface Recorded {
  readonly file: string;
  readonly line: number;
  readonly record: JsonObject;
}

/** Every file of logs below a folder, sorted. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/LICENSE|README/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** The records of a file, taken out of the wrapper of a labelled case, and the reasons why parts of it are none. */
export async function recordsIn(
  file: string,
): Promise<{ readonly records: readonly Recorded[]; readonly asides: readonly string[] }> {
  const records: Recorded[] = [];
  const asides: string[] = [];
  await readExport(file, (raw) => {
    if ('why' in raw) asides.push(raw.why);
    else records.push({ file, line: raw.line, record: unwrapped(raw.value) });
  });
  return { records, asides };
}

/** The records of every file below a folder that is an export at all. */
export async function allRecordsIn(folder: string): Promise<readonly Recorded[]> {
  const all: Recorded[] = [];
  for (const file of filesIn(folder)) {
    if (isExport(file)) all.push(...(await recordsIn(file)).records);
  }
  return all;
}

/** Examples of a documentation may be no export: a list of numbers, an answer of a web service. */
function isExport(file: string): boolean {
  return !/troubleshooting|\.txt$/.test(file);
}

function unwrapped(value: JsonObject): JsonObject {
  const { log } = value;
  return typeof log === 'object' && log !== null ? (log as JsonObject) : value;
}
