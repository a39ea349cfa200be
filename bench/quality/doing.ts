import type { Machine, Member } from './staff.ts';

/** A break-in that a doing belongs to, so that what is found can be counted. */
export interface Attack {
  readonly number: number;
  readonly kind: AttackKind;
  readonly victim: Member;
}

export const ATTACK_KINDS = [
  'foreign hosting',
  'foreign residential',
  'home-country proxy',
  'hosting at home',
  'phone user agent',
] as const;
export type AttackKind = (typeof ATTACK_KINDS)[number];

interface Done {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Member;
}

export interface SignInDone extends Done {
  readonly what: 'sign-in';
  readonly address: string;
  readonly machine: Machine;
  readonly interactive: boolean;
  readonly mfa: boolean;
  /** An AADSTS code; 0 is success. */
  readonly code: number;
  readonly attack?: Attack;
}

export interface MailDone extends Done {
  readonly what: 'mail';
  readonly to: readonly string[];
  readonly subject: string;
}

export interface InviteDone extends Done {
  readonly what: 'invite';
  readonly address: string;
  readonly guest: string;
}

export interface MethodDone extends Done {
  readonly what: 'method';
  readonly address: string;
}

/** An administrator makes an account for somebody who starts. */
export interface AccountDone extends Done {
  readonly what: 'account';
  readonly address: string;
  readonly starter: Member;
}

/** What happened, before it is written the way one source writes it. */
export type Doing = SignInDone | MailDone | InviteDone | MethodDone | AccountDone;
