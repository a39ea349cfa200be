import type { Faults } from './faults.ts';
import type { Feed } from './feed.ts';
import type { Pacing } from './pacing.ts';
import type { Source } from './records.ts';
import type { TenantSettings } from './settings.ts';
import type { Shelf } from './shelf.ts';
import type { Tokens } from './tokens.ts';

/** Everything a tenant is made of, as its endpoints see it. */
export interface World {
  readonly settings: () => TenantSettings;
  readonly change: (changes: Partial<TenantSettings>) => void;
  readonly now: () => Date;
  readonly shelf: (source: Source) => Shelf;
  /** How many rows there are: those added later have higher numbers. */
  readonly rows: () => number;
  readonly feed: Feed;
  readonly tokens: Tokens;
  readonly pacing: Pacing;
  readonly faults: Faults;
  /** Requests by endpoint. */
  readonly counts: Map<string, number>;
}
