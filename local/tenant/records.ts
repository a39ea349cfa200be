/** The logs a tenant keeps. */
export const SOURCES = ['sign-ins', 'directory-audits', 'message-traces', 'unified-audit'] as const;

export type Source = (typeof SOURCES)[number];

/** A record in Microsoft's shape, served as it was given. */
export type TenantRecord = Readonly<Record<string, unknown>>;

/** When and how records show in the logs. */
export interface Showing {
  /** From when on a record is readable. Unless given: as usualLateness says. */
  readonly visibleAt?: Date | ((record: TenantRecord, index: number) => Date);
  /** Between these two the record is missing from every answer, though it may have stood in one before. */
  readonly missing?: { readonly from: Date; readonly until: Date };
  /** From `visibleAt` on, these bodies stand in place of the rows with the same key. Else the key is served once more. */
  readonly replaces?: boolean;
}

/** A record with the times between which it is readable, in milliseconds. */
export interface Row {
  readonly record: TenantRecord;
  readonly key: string;
  readonly time: number;
  readonly order: number;
  readonly visibleAt: number;
  readonly missing: { readonly from: number; readonly until: number } | undefined;
  until: number;
}

const MINUTE_MS = 60_000;
/** Blobs of the feed close on full five minutes here; Microsoft promises nothing. */
const BLOB_GRID_MS = 5 * MINUTE_MS;
const FEED_LATENESS_MS = 60 * MINUTE_MS;

const TIME_FIELD = {
  'sign-ins': 'createdDateTime',
  'directory-audits': 'activityDateTime',
  'message-traces': 'receivedDateTime',
  'unified-audit': 'CreationTime',
} as const satisfies Record<Source, string>;

/** Reads when a record happened; unified audit records write UTC without saying so. Throws if it does not say. */
export function timeOf(source: Source, record: TenantRecord): number {
  const field = TIME_FIELD[source];
  const text = record[field];
  const zoned = typeof text === 'string' && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text;
  const time = typeof zoned === 'string' ? Date.parse(zoned) : Number.NaN;
  if (Number.isNaN(time)) throw new Error(`a record of ${source} has no time in ${field}`);
  return time;
}

/** What tells a record from the others of its source. */
function keyOf(source: Source, record: TenantRecord): string {
  if (source === 'unified-audit') return String(record['Id']);
  const id = String(record['id']);
  return source === 'message-traces' ? `${id}|${String(record['recipientAddress'])}` : id;
}

/** When a record is readable if nobody says: at once, but in the feed an hour later, on full five minutes. */
function usualLateness(source: Source, record: TenantRecord): Date {
  const time = timeOf(source, record);
  if (source !== 'unified-audit') return new Date(time);
  return new Date(Math.ceil((time + FEED_LATENESS_MS) / BLOB_GRID_MS) * BLOB_GRID_MS);
}

/** Whether a row is readable at a time. */
export function isVisible(row: Row, at: number): boolean {
  const { visibleAt, until, missing } = row;
  if (at < visibleAt || at >= until) return false;
  return missing === undefined || at < missing.from || at >= missing.until;
}

/** Makes rows of records, numbered on from `order`. */
export function rowsOf(
  source: Source,
  records: readonly object[],
  showing: Showing,
  order: number,
): readonly Row[] {
  const { visibleAt, missing } = showing;
  return records.map((given, index) => {
    const record = given as TenantRecord;
    const shown = typeof visibleAt === 'function' ? visibleAt(record, index) : visibleAt;
    return {
      record,
      key: keyOf(source, record),
      time: timeOf(source, record),
      order: order + index,
      visibleAt: (shown ?? usualLateness(source, record)).getTime(),
      missing: missing && { from: missing.from.getTime(), until: missing.until.getTime() },
      until: Number.POSITIVE_INFINITY,
    };
  });
}
