import type { Declared } from '../model/declared.ts';
import type { Feed, FeedName } from '../model/feed.ts';
import type { Detector } from '../model/finding.ts';
import type { Keeper } from '../model/keeper.ts';
import type { LiveMemory } from '../model/live-memory.ts';
import type { Place } from '../model/place.ts';
import type { Policy, TrustedNetworks } from '../model/policy.ts';
import type { Teller } from './deliver.ts';
import type { Outcome } from './due.ts';
import type { KnownOfTenant } from './policy.ts';
import type { Explain, ReadRecord } from './reading.ts';

/** Chooses which logs are read, by licence and by what they answered. Its state is plain JSON and its own. */
export interface Route {
  readonly feeds: (state: unknown, now: number) => readonly FeedName[];
  /** After a round of readings. */
  readonly after: (state: unknown, outcomes: readonly Outcome[], now: number) => unknown;
  /** Asks which licence the tenant has; once a day. Throws where it cannot. */
  readonly ask: (state: unknown, now: number) => Promise<unknown>;
}

/** What the directory says of the tenant. */
interface Directory {
  readonly domains: readonly string[];
  /** Names of one person each, lower-cased. */
  readonly people: readonly (readonly string[])[];
}

/** Makes an empty memory. What it knows of the tenant is asked for each time: domains, named locations and people change. */
export type CreateMemory = (
  ownDomains: () => ReadonlySet<string> | undefined,
  policy: () => Policy,
) => LiveMemory;

/** What a watch is made of. Nothing in it is found by itself: time, store and network are handed in. */
export interface WatchParts {
  readonly keeper: Keeper;
  readonly feeds: ReadonlyMap<FeedName, Feed>;
  readonly route: Route;
  readonly readRecord: ReadRecord;
  readonly explain: Explain;
  readonly directory: () => Promise<Directory>;
  /**
   * What the tenant is set to, as plain JSON: kept for the health page, the digest and the networks that Entra trusts.
   * `unread`: what of it could not be read; `trusted`: undefined where these could not.
   */
  readonly posture: () => Promise<{
    readonly unread?: readonly unknown[];
    readonly trusted?: TrustedNetworks | undefined;
  }>;
  readonly detectors: readonly Detector[];
  readonly declared: Declared;
  readonly createMemory: CreateMemory;
  /** The policy by what is known now; without one it is as if nobody had said anything. */
  readonly policyOf?: ((known: KnownOfTenant) => Policy) | undefined;
  readonly placeOf: (address: string) => Place;
  /** Domains that the operator named. */
  readonly ownDomains: readonly string[];
  readonly now: () => number;
  /** Tells this process from every other. */
  readonly owner: string;
  readonly budget: Budget;
  /** How people are told; undefined: what is to be told waits in the outbox. */
  readonly teller?: Teller | undefined;
}

/** What one tick may take. */
export interface Budget {
  /** No request is begun later than this after the tick began, in milliseconds. */
  readonly readMs: number;
  /** The lease: longer than any tick. */
  readonly leaseMs: number;
  readonly mostPages: number;
}

/** Of a tick in Azure, whose functions end after ten minutes: four of reading, and time to judge and write. */
export const USUAL_BUDGET: Budget = { readMs: 240_000, leaseMs: 540_000, mostPages: 40 };
