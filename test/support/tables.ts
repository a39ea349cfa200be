import { randomUUID } from 'node:crypto';
import { openTable, type Table, type TableSettings } from '../../shared/platform/tables.ts';

/** A table of Azurite that nobody else has. */
export function aTable(settings: TableSettings = {}): Table {
  const name = `t${randomUUID().replaceAll('-', '')}`;
  return openTable({ connection: process.env['TABLES_CONNECTION'] ?? '' }, name, settings);
}
