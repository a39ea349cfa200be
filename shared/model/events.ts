import type { Place } from './place.ts';
import type { Subject } from './subject.ts';

/** Where a record was read. Also the words of `read` in a summary. */
export type SourceName = 'sign-ins' | 'directory-audits' | 'unified-audit' | 'message-traces';

interface Happened {
  /** The record's own id, whole; `sha256:` of its canonical JSON where it has none. */
  readonly id: string;
  readonly at: Date;
  readonly source: SourceName;
  readonly actor: Subject;
  /** Normalised: no port, no brackets; undefined where the record names none, or one that is no place. */
  readonly ip: string | undefined;
  readonly place: Place | undefined;
}

/** Somebody tried to sign in. */
export interface SignIn extends Happened {
  readonly kind: 'sign-in';
  /** The AADSTS code; 0 is success. */
  readonly errorCode: number;
  readonly interactive: boolean | undefined;
  readonly guest: boolean | undefined;
  readonly app: string | undefined;
  readonly client: string | undefined;
  /** How the token was asked for, where it was neither a browser nor an app's own window, in Microsoft's words: `deviceCode`, `ropc`. */
  readonly protocol: string | undefined;
  /** The system's own name of the device; empty in no record. */
  readonly deviceId: string | undefined;
  /** Operating system and browser families, as `windows/edge`. */
  readonly family: string | undefined;
  readonly userAgent: string | undefined;
  readonly requirement: 'single' | 'multi' | undefined;
  /** Microsoft's words on how the second factor was met. */
  readonly mfaDetail: string | undefined;
  readonly risk: RiskLevel | undefined;
  /** Where Microsoft says it was, as `Lagos, Lagos, NG`: shown beside our own place. */
  readonly reported: string | undefined;
}

/** Microsoft's verdict on one sign-in, in rising order; `unnamed`: it saw a risk, and does not say which without Entra ID P2. */
export type RiskLevel = 'none' | 'low' | 'unnamed' | 'medium' | 'high';

/** Somebody from outside was made a guest of the directory. */
export interface Invited extends Happened {
  readonly kind: 'invited';
  /** E-mail address, lower-cased. */
  readonly guest: string;
  /** Of the guest's address, lower-cased. */
  readonly domain: string;
}

/** A mail left: one recipient of it as a message trace has it, or the whole of it as the mailbox audit has it. */
export interface MailSent extends Happened {
  readonly kind: 'mail-sent';
  readonly messageId: string | undefined;
  /** Lower-cased addresses; empty where the record names none. */
  readonly recipients: readonly string[];
  /** How many got it, at least: a mailbox audit record counts or says nothing, which is one. */
  readonly recipientCount: number;
  readonly subject: string | undefined;
}

/** Where a rule moves mail when the record does not name the folder. */
export const UNNAMED_FOLDER = '?';

/** A rule that moves, deletes or sends on mail was made or changed. */
export interface MailRule extends Happened {
  readonly kind: 'mail-rule';
  readonly scope: 'inbox' | 'mailbox' | 'transport';
  readonly mailbox: string;
  readonly name: string | undefined;
  /** Lower-cased addresses to which mail is forwarded, redirected or copied. */
  readonly sendsTo: readonly string[];
  readonly deletes: boolean;
  readonly movesTo: string | undefined;
  readonly marksRead: boolean;
  /** Words the rule looks for. */
  readonly keywords: readonly string[];
  /** The rule asks for nothing: it takes every mail. Undefined where the record does not show its conditions. */
  readonly everyMail: boolean | undefined;
}

/** A directory role was given. */
export interface RoleGranted extends Happened {
  readonly kind: 'role-granted';
  readonly role: string;
  /** The role's template id, the same in every tenant. */
  readonly templateId: string | undefined;
  readonly target: Subject;
  readonly how: 'assigned' | 'eligible' | 'activated';
}

/** An app was allowed to act for somebody, for everybody, or by itself; or Microsoft refused. */
export interface Consented extends Happened {
  readonly kind: 'consented';
  readonly app: string;
  readonly appId: string | undefined;
  /** Delegated scopes or app roles, as Microsoft writes them. */
  readonly scopes: readonly string[];
  readonly forWhom: 'self' | 'everybody' | 'app';
  /** Microsoft's reason, where the consent did not take place. */
  readonly refused: string | undefined;
}

/** A way to prove who one is was added to an account. */
export interface MethodAdded extends Happened {
  readonly kind: 'method-added';
  readonly method: string;
  readonly target: Subject;
}

/** An account was made. */
export interface AccountCreated extends Happened {
  readonly kind: 'account-created';
  readonly target: Subject;
}

export type AuditEvent =
  SignIn | Invited | MailSent | MailRule | RoleGranted | Consented | MethodAdded | AccountCreated;

export type EventKind = AuditEvent['kind'];

/** Everybody an event names, the actor first. */
export function subjectsOf(event: AuditEvent): readonly Subject[] {
  return 'target' in event ? [event.actor, event.target] : [event.actor];
}
