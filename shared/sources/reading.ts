import type { AuditEvent, SourceName } from '../model/events.ts';

/** What one record says. */
export interface Reading {
  readonly source: SourceName;
  readonly id: string;
  /** Records with one stream and one id (whatever its case) are versions of one happening. */
  readonly stream: string;
  /** Undefined: a record Vigil knows and does not need. */
  readonly event: AuditEvent | undefined;
  /** Groups of names of one person each. */
  readonly people: readonly (readonly string[])[];
  /** Domains of people whom the record shows to be members of this tenant. */
  readonly ownDomains: readonly string[];
}

/** A record that could not be read. */
export interface SetAside {
  readonly why: string;
  readonly recordId: string | undefined;
}

/** A record as parsed, before anything is known of it. */
export type RawRecord = Readonly<Record<string, unknown>>;
