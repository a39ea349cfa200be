import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** How a file holds its records. */
export type ExportFormat =
  'ndjson' | 'array' | 'indented' | 'page' | 'envelope' | 'search-csv' | 'purview-csv';

export const JSON_FORMATS: readonly ExportFormat[] = ['ndjson', 'array', 'indented', 'page', 'envelope'];
/** Formats that hold unified audit records only. */
export const AUDIT_FORMATS: readonly ExportFormat[] = [...JSON_FORMATS, 'search-csv', 'purview-csv'];

type Fields = Readonly<Record<string, unknown>>;

/** Writes records as one export file and gives its path. */
export function writeExport(
  path: string,
  records: readonly object[],
  format: ExportFormat,
  gzipped: boolean,
): string {
  const text = textOf(records as readonly Fields[], format);
  writeFileSync(path, gzipped ? gzipSync(text) : text);
  return path;
}

function textOf(records: readonly Fields[], format: ExportFormat): string {
  switch (format) {
    case 'ndjson':
      return records.map((record) => JSON.stringify(record)).join('\n');
    case 'array':
      return JSON.stringify(records);
    case 'indented':
      return JSON.stringify(records, undefined, 2);
    case 'page':
      return JSON.stringify({
        '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata',
        value: records,
      });
    case 'envelope':
      return JSON.stringify({ records });
    case 'search-csv':
      return csv(
        ['RecordType', 'CreationDate', 'UserIds', 'Operations', 'AuditData', 'Identity'],
        records.map((one) => ['x', 'x', one['UserId'], one['Operation'], JSON.stringify(one), one['Id']]),
      );
    case 'purview-csv':
      return `﻿${csv(
        ['RecordId', 'CreationDate', 'RecordType', 'Operation', 'UserId', 'AuditData'],
        records.map((one) => [one['Id'], 'x', '1', one['Operation'], one['UserId'], JSON.stringify(one)]),
      )}`;
  }
}

function csv(header: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const quoted = (cell: unknown): string => `"${String(cell).replaceAll('"', '""')}"`;
  return [header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
}
