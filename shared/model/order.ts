import type { AuditEvent } from './events.ts';
import { provesPassword } from './sign-in.ts';

const RANK = {
  'sign-in': 1,
  'account-created': 2, // before the role it is given in the same second
  'role-granted': 3,
  consented: 3,
  'method-added': 3,
  'mail-rule': 4,
  'mail-sent': 5,
  invited: 6,
} as const satisfies Record<AuditEvent['kind'], number>;

/** Whole seconds since 1970: sources differ in precision, and most audit records share their second. */
export function secondOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** Within one second causes come before effects: failed sign-in, sign-in, directory, mailbox, sent, invited. */
function rankOf(event: AuditEvent): number {
  if (event.kind === 'sign-in' && !provesPassword(event.errorCode)) return 0;
  return RANK[event.kind];
}

/** By code unit, whatever the machine's language. */
export function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Tells records with one id apart: a message trace has a row a recipient, all with the id of the message. */
function partOf(event: AuditEvent): string {
  return event.kind === 'mail-sent' && event.source === 'message-traces' ? (event.recipients[0] ?? '') : '';
}

/** Where an event stands among others. */
export interface OrderKey {
  readonly second: number;
  readonly rank: number;
  /** Lower-cased. */
  readonly id: string;
  readonly part: string;
}

/** The place of an event in the order of events. */
export function orderOf(event: AuditEvent): OrderKey {
  return { second: secondOf(event.at), rank: rankOf(event), id: event.id.toLowerCase(), part: partOf(event) };
}

/** The order of events: (second, rank, id, part). */
export function byOrder(a: OrderKey, b: OrderKey): number {
  return a.second - b.second || a.rank - b.rank || byText(a.id, b.id) || byText(a.part, b.part);
}
