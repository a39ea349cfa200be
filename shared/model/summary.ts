import type { SourceName } from './events.ts';

/** A record that was set aside, and where it stands. */
export interface RejectedRecord {
  readonly file: string;
  readonly line: number;
  readonly recordId?: string;
  readonly why: string;
}

/** What a replay or scan went through: its last line. */
export interface Summary {
  /** Records by source, duplicates included. */
  readonly read: Readonly<Partial<Record<SourceName, number>>>;
  readonly duplicates: number;
  readonly rejected: readonly RejectedRecord[];
  /** Rejected beyond those named. */
  readonly rejectedMore: number;
  readonly incidents: number;
  /** By detector: how often a fact was missing. */
  readonly undecided: Readonly<Record<string, number>>;
  /** By detector: what it broke with. A broken detector is not a quiet one. */
  readonly broken: Readonly<Record<string, string>>;
  /** The domains taken for the tenant's own; empty: none are known. */
  readonly ownDomains: readonly string[];
}
