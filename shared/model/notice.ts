import type { Incident, Severity } from './finding.ts';
import type { Story } from './story.ts';
import type { Subject } from './subject.ts';

/** One incident as a line of a list. */
export interface IncidentLine {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Its page; undefined where Vigil answers no HTTP. */
  readonly page: string | undefined;
}

/** What was seen of one subject and belongs to no incident, the worst first. */
export interface LooseLine {
  readonly about: Subject;
  readonly seen: readonly LooseSeen[];
}

export interface LooseSeen {
  readonly title: string;
  readonly severity: Severity;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** At how many moments. */
  readonly times: number;
}

/** A setting that lets takeovers through, and where it is set. */
export interface PostureGap {
  readonly what: string;
  readonly where: string;
}

/** One log, as people are told of it. */
export interface SourceLine {
  readonly title: string;
  readonly isRead: boolean;
  /** Why it cannot be read, with what mends it. */
  readonly problem: string | undefined;
}

/** An incident that opened or grew. */
export interface IncidentNotice {
  readonly kind: 'incident' | 'drill';
  readonly incident: Incident;
  readonly story: Story;
  /** 1: it opened. */
  readonly update: number;
  readonly why: 'opened' | 'severity' | 'stage' | 'size' | 'change';
  /** When Vigil saw it first: later than it happened, by what Microsoft's logs take. */
  readonly seenAt: Date;
  readonly page: string | undefined;
  /** Cards that could not be sent, each with why: the next one that arrives says so. */
  readonly parked?: readonly { readonly what: string; readonly why: string }[];
}

/** More than a few at once, or what was found in the past. */
export interface ListNotice {
  readonly kind: 'list' | 'look-back';
  readonly incidents: readonly IncidentLine[];
}

/** Vigil's first word: what works, what does not, what it does not see. */
export interface ConnectionNotice {
  readonly kind: 'connection';
  readonly sources: readonly SourceLine[];
  readonly problems: readonly string[];
  readonly notVisible: readonly string[];
  readonly gaps: readonly PostureGap[];
}

/** What was not worth a card of its own. */
export interface DigestNotice {
  readonly kind: 'digest';
  readonly from: Date;
  readonly to: Date;
  readonly quiet: readonly IncidentLine[];
  /** What alone is no alarm. */
  readonly loose: readonly LooseLine[];
  /** Findings that a mute kept quiet. */
  readonly muted: number;
  /** Cards that could not be sent, each with why. */
  readonly parked: readonly { readonly what: string; readonly why: string }[];
  readonly gaps: readonly PostureGap[];
  readonly problems: readonly string[];
}

/** A week without anything else: that it is quiet, and that Vigil looks. */
export interface HeartbeatNotice {
  readonly kind: 'heartbeat';
  readonly from: Date;
  readonly to: Date;
  readonly records: number;
  readonly incidents: number;
  readonly problems: readonly string[];
  readonly parked: readonly { readonly what: string; readonly why: string }[];
}

/** Something people are to be told, before it has words. */
export type Notice = IncidentNotice | ListNotice | ConnectionNotice | DigestNotice | HeartbeatNotice;

/** What became of sending. */
export type Sent =
  | { readonly is: 'accepted' }
  /** It may pass: try again, not before so many milliseconds where the other side said so. */
  | { readonly is: 'put off'; readonly why: string; readonly afterMs: number | undefined }
  /** Trying the same again is of no use: the cause, as a sentence that says what to do. */
  | { readonly is: 'parked'; readonly why: string };

/** A way to tell people. */
export interface Notifier {
  readonly id: string;
  /** Sends one notice once. Never throws for what the outside world does. The key is the same each time the same is told: id and revision. */
  readonly send: (notice: Notice, key: string) => Promise<Sent>;
}
