import type { Decision } from './decision.ts';
import type { Incident } from './finding.ts';
import type { Story } from './story.ts';

/** What the functions call: the whole of Vigil behind three questions. */
export interface Vigil {
  /** One tick of the watch. Never throws for faults of the outside world: they stand in health. */
  readonly watch: (now: Date) => Promise<{ readonly summary: string }>;
  /** Judges a stretch of the past. Throws `Busy`, `UnknownUser` or `UnknownResume` where it cannot begin. */
  readonly scan: (request: ScanRequest) => Promise<ScanAnswer>;
  readonly health: () => Promise<Health>;
  /** One incident by its id or one of its former ids, open or closed; undefined: there is none. */
  readonly incident: (id: string) => Promise<IncidentView | undefined>;
  /** Puts down what a person decided. Throws `UnknownIncident` where there is no such incident. */
  readonly decide: (decision: DecisionRequest) => Promise<Decision>;
  /** Sends a drill through the outbox: an invented incident, labelled as a drill in its first words. */
  readonly drill: () => Promise<{ readonly queued: true }>;
}

/** An incident as its page shows it. */
export interface IncidentView {
  readonly incident: Incident;
  readonly story: Story;
  readonly isOpen: boolean;
  /** Ids it had before several became one. */
  readonly formerly: readonly string[];
  /** When Vigil saw it first. */
  readonly seenAt: Date;
  /** What was decided of it, the newest first: the audit trail. */
  readonly decisions: readonly Decision[];
  /** In which the page writes its times. */
  readonly timeZone: string;
}

/** What a person asks for on an incident's page. */
export interface DecisionRequest extends Pick<Decision, 'kind' | 'incident' | 'by' | 'reason' | 'mutes'> {
  /** Days that a mute lasts. */
  readonly days: number | undefined;
}

/** There is no incident of this id. */
export class UnknownIncident extends Error {
  override readonly name = 'UnknownIncident';
}

export interface ScanRequest {
  readonly from: Date;
  readonly to: Date;
  /** User principal names or object ids; empty: everybody. */
  readonly users: readonly string[];
  /** Whether what is found is posted too, through the outbox of the watch. */
  readonly post: boolean;
  /** The token of an answer that was not complete: the scan goes on from there. */
  readonly resume: string | undefined;
}

export interface ScanAnswer {
  /**
   * The objects that replay writes one a line, ready for JSON: `[incident…, summary]`. They hold everything found since `from`, those of
   * a resumed scan too: an incident can still grow, so each answer stands in place of the one before.
   */
  readonly incidents: readonly object[];
  readonly complete: boolean;
  /** Where a complete scan has none. */
  readonly resume: string | undefined;
}

/** How one log is read. Times are ISO 8601, UTC. */
export interface SourceHealth {
  readonly name: string;
  /** In a person's words: "sign-ins". */
  readonly title: string;
  /** Whether it is read at all: one that another stands in for is not. */
  readonly active: boolean;
  /** Everything until then was read; null before the first reading. */
  readonly upTo: string | null;
  readonly lagMinutes: number | null;
  /** Why it cannot be read: a sentence with what to do. */
  readonly problem?: string;
  /** Since when it cannot. */
  readonly since?: string;
}

/** How Vigil is: ready for JSON. Times are ISO 8601, UTC. */
export interface Health {
  /** Every active source is read, and nothing that was to be told is stuck. */
  readonly ok: boolean;
  readonly sources: readonly SourceHealth[];
  /** What else went wrong: the licence, the directory, the settings could not be read. */
  readonly problems: readonly { readonly title: string; readonly problem: string; readonly since: string }[];
  /** What the operator should know of which logs are read and of the age of the place data, each as a sentence. */
  readonly told: readonly string[];
  /** What this tenant's plan does not show, each as a sentence. */
  readonly notVisible: readonly string[];
  /** By detector: how often a fact was missing. */
  readonly undecided: Readonly<Record<string, number>>;
  /** By detector: what it broke with. A broken detector is not a quiet one. */
  readonly broken: Readonly<Record<string, string>>;
  /** Records that could not be read. */
  readonly setAside: number;
  /** Messages that wait to be sent. */
  readonly waiting: number;
  /** Messages that will not be sent by the present settings, each with why. */
  readonly parked: readonly { readonly what: string; readonly why: string }[];
  /** Open incidents of medium or above. */
  readonly open: number;
  /** Whether the history of the first run is still being read. */
  readonly firstRun: boolean;
  /** The day the place data is of. */
  readonly placeDataOf: string;
  readonly version: string;
  readonly startedAt: string;
}

/** Another scan is running. */
export class Busy extends Error {
  override readonly name = 'Busy';
  /** Whole seconds, at least one. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('another scan is running');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nobody in the directory or the records has this name. */
export class UnknownUser extends Error {
  override readonly name = 'UnknownUser';
  readonly user: string;

  constructor(user: string) {
    super('no such user');
    this.user = user;
  }
}

/** The token is none of a scan of this range that still waits to go on. */
export class UnknownResume extends Error {
  override readonly name = 'UnknownResume';

  constructor() {
    super('no such scan to go on with');
  }
}
