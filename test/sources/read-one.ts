import type { AuditEvent } from '../../shared/model/events.ts';
import { isRead, read, type RawRecord, type Reading, type SetAside } from '../../shared/sources/index.ts';

/** Reads a record that is to be read, as if it came out of a file: what JSON does not hold is left out. */
export function readingOf(record: unknown): Reading {
  const one = read(JSON.parse(JSON.stringify(record)) as RawRecord);
  if (!isRead(one)) throw new Error(`set aside: ${one.why}`);
  return one;
}

/** The event of a record that is to be read. */
export function eventOf(record: unknown): AuditEvent | undefined {
  return readingOf(record).event;
}

/** Reads a record that is to be set aside. */
export function asideOf(record: unknown): SetAside {
  const one = read(JSON.parse(JSON.stringify(record)) as RawRecord);
  if (isRead(one)) throw new Error(`read as ${one.source}`);
  return one;
}

/** Object ids of the pretend tenant. */
export const GUIDS = {
  tenant: '11111111-0000-4000-8000-000000000000',
  ann: '22222222-0000-4000-8000-00000000000a',
  bob: '22222222-0000-4000-8000-00000000000b',
  app: '33333333-0000-4000-8000-000000000001',
  service: '33333333-0000-4000-8000-000000000002',
} as const;
