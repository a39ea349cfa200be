import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Source, TenantRecord } from './records.ts';

/** A file cannot be served; its message is one line. */
export class UnservableFile extends Error {}

/** Records by the log they belong to. */
export type RecordsBySource = ReadonlyMap<Source, readonly TenantRecord[]>;

/** Reads recorded files: a page of Graph, an array, or one record a line; also gzipped. What a record is, its fields say. */
export function readRecords(files: readonly string[]): RecordsBySource {
  const found = new Map<Source, TenantRecord[]>();
  for (const file of files) {
    for (const record of recordsIn(textOf(file), file)) {
      const source = sourceOf(record);
      if (source === undefined) throw new UnservableFile(`${file} holds a record of a kind no log has`);
      const records = found.get(source) ?? [];
      records.push(record);
      found.set(source, records);
    }
  }
  return found;
}

/** The log a record belongs to. Undefined: none. */
function sourceOf(record: TenantRecord): Source | undefined {
  if ('CreationTime' in record && 'Operation' in record) return 'unified-audit';
  if ('activityDateTime' in record) return 'directory-audits';
  if ('receivedDateTime' in record) return 'message-traces';
  return 'createdDateTime' in record && 'userPrincipalName' in record ? 'sign-ins' : undefined;
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString();
  } catch (error) {
    throw new UnservableFile(`${file} cannot be read: ${wordsOf(error)}`, { cause: error });
  }
}

function recordsIn(text: string, file: string): readonly TenantRecord[] {
  try {
    return asList(JSON.parse(text), file);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : asList(parsedLine(line, file, index + 1), file)));
}

function parsedLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new UnservableFile(`${file}:${number}: ${wordsOf(error)}`, { cause: error });
  }
}

function asList(value: unknown, file: string): readonly TenantRecord[] {
  if (Array.isArray(value)) return value.flatMap((item) => asList(item, file));
  if (typeof value !== 'object' || value === null) throw new UnservableFile(`${file} holds no records`);
  const record = value as TenantRecord;
  return Array.isArray(record['value']) ? asList(record['value'], file) : [record];
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
