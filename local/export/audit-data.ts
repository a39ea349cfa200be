import { faultOf, idIn } from './json-fault.ts';
import { isObject, type Sink } from './raw.ts';
import { column, type Columns, type RowReader, type Shape } from './row.ts';

/** The most characters a cell of an Excel workbook holds; what is saved from there ends in the middle of the record. */
const EXCEL_CELL = 32_767;

function whyBroken(text: string, error: unknown): string {
  const fault = faultOf(error);
  if (text.length >= EXCEL_CELL - 1 && text.length <= EXCEL_CELL) {
    return 'cut off: AuditData ends at the 32,767 characters of an Excel cell. Use the download itself, not a copy saved from Excel';
  }
  return /unexpected end|unterminated/.test(fault)
    ? 'cut off: AuditData ends inside the record'
    : `AuditData is ${fault}`;
}

function bind(columns: Columns): RowReader {
  const data = column(columns, 'auditdata');
  const id = column(columns, 'recordid', 'identity');

  function take(row: readonly string[], line: number, sink: Sink): void {
    const text = data(row);
    if (text === undefined) return sink.aside(line, 'AuditData is empty', id(row));
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      return sink.aside(line, whyBroken(text, error), id(row) ?? idIn(Buffer.from(text)));
    }
    if (!isObject(value)) return sink.aside(line, 'AuditData is not a JSON object', id(row));
    const known = value['Id'] !== undefined || id(row) === undefined;
    sink.record(known ? value : { ...value, Id: id(row) }, line);
  }

  return { take, idOf: id };
}

/**
 * Unified audit records in CSV: Search-UnifiedAuditLog piped to Export-Csv (the row's id is Identity) and the audit search
 * of the Purview portal (RecordId). The record is the JSON in AuditData.
 * Source: learn.microsoft.com/purview/audit-log-export-records.
 */
export const auditData: Shape = { what: 'unified audit log', needs: ['auditdata'], bind };
