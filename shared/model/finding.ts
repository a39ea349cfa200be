import type { AuditEvent, EventKind } from './events.ts';
import type { Evidence, Habit, Memory, Peak, Window } from './memory.ts';
import type { Subject } from './subject.ts';

/** In rising order. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How far a take-over has come. */
export type Stage = 'credential-known' | 'inside' | 'hiding' | 'spreading' | 'staying' | 'weakened';

export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/** One thing to do, with its place. */
export interface Step {
  readonly what: string;
  /** Why it is needed, where that is not obvious. */
  readonly why?: string;
  /** Where in which portal. */
  readonly where?: string;
  /** The exact command. */
  readonly command?: string;
}

/** What a detector saw in one event. */
export interface Observation {
  readonly about: Subject;
  /** What was seen, without its time: the same detector, subject and key is one finding that grows. */
  readonly key: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** Whether it alone is worth an incident. */
  readonly opens: boolean;
  /** Worth nothing alone: told within an incident only, and in no digest. */
  readonly evidenceOnly?: boolean;
  /** How much of it: of two sights of one finding the larger tells the story. */
  readonly size: number;
  readonly title: string;
  readonly facts: Facts;
  readonly evidence: readonly Evidence[];
  /** Others in it: their incidents are linked to this one. */
  readonly others: readonly Subject[];
  /** What undoes this very thing. */
  readonly undo: readonly Step[];
}

export type Verdict =
  | { readonly outcome: 'usual' }
  | { readonly outcome: 'undecided'; readonly because: string }
  | {
      readonly outcome: 'anomalous';
      readonly seen: readonly Observation[];
      /** Of which event each is told, in the same order; absent: of the one that was asked about. */
      readonly of?: readonly (AuditEvent | undefined)[];
    };

/** Why a detector exists. docs/detectors.md is made of it. */
interface About {
  readonly what: string;
  readonly why: string;
  /** When it is harmless. */
  readonly benign: string;
  /** What a person checks first. */
  readonly check: readonly string[];
  /** ATT&CK technique ids. */
  readonly attack: readonly string[];
}

export interface Detector {
  readonly id: string;
  readonly about: About;
  /** `minute`: once a subject and event-minute, at its last event, so that a newsletter is not judged once a recipient. */
  readonly asked: 'each' | 'minute';
  readonly habits: readonly Habit[];
  readonly peaks: readonly Peak[];
  readonly windows: readonly Window<unknown>[];
  readonly detect: {
    readonly [K in EventKind]?: (event: Extract<AuditEvent, { kind: K }>, memory: Memory) => Verdict;
  };
}

/** A finding: everything one detector saw of one thing within one incident. */
export interface Finding extends Observation {
  readonly detector: string;
  readonly at: Date;
  readonly last: Date;
  readonly attack: readonly string[];
}

export interface Incident {
  readonly id: string;
  readonly about: Subject;
  readonly title: string;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly severity: Severity;
  /** In the order in which they were reached. */
  readonly stages: readonly Stage[];
  readonly findings: readonly Finding[];
  /** Ids of incidents of others that share somebody with this one. */
  readonly linked: readonly string[];
}

export const USUAL: Verdict = { outcome: 'usual' };

/** The answer to a question whose facts are missing. */
export function undecided(because: string): Verdict {
  return { outcome: 'undecided', because };
}

/** The answer to a question that was answered by what was seen. */
export function anomalous(...seen: readonly Observation[]): Verdict {
  return { outcome: 'anomalous', seen };
}

/** The event itself as evidence. */
export function evidenceOf(event: AuditEvent): Evidence {
  return { source: event.source, id: event.id, at: event.at };
}

/** The higher of two severities. */
export function worse(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b) ? a : b;
}
