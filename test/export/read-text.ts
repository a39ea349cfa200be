import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readExport, type JsonObject, type Raw, type ReadOptions } from '../../local/export/index.ts';

/** Writes an export into a file of its own, reads it, and removes it again. Paths in what was read are shortened to `export`. */
export async function readText(content: string | Buffer, options?: ReadOptions): Promise<readonly Raw[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-export-'));
  const file = join(folder, 'export');
  const found: Raw[] = [];
  try {
    writeFileSync(file, content);
    await readExport(file, (raw) => found.push({ ...raw, file: 'export' }), options);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return found;
}

/** The records among what was read. */
export function valuesOf(found: readonly Raw[]): readonly JsonObject[] {
  return found.flatMap((raw) => ('value' in raw ? [raw.value] : []));
}

/** What could not be read, as `line recordId why`. */
export function asidesOf(found: readonly Raw[]): readonly string[] {
  return found.flatMap((raw) => ('why' in raw ? [`${raw.line} ${raw.recordId ?? '-'} ${raw.why}`] : []));
}

/** The ids of the records with their lines, as `line:id`. */
export function idsOf(found: readonly Raw[]): readonly string[] {
  return found.flatMap((raw) => ('value' in raw ? [`${raw.line}:${String(raw.value['id'])}`] : []));
}

/** A CSV file, every cell in quotes. */
export function csv(rows: readonly (readonly string[])[], delimiter = ',', newline = '\r\n'): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  return rows.map((row) => row.map(cell).join(delimiter) + newline).join('');
}

/** A table of one row, by column name. */
export function table(row: Readonly<Record<string, string>>): string {
  return csv([Object.keys(row), Object.values(row)]);
}
