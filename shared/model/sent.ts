import type { MailSent } from './events.ts';
import { userOf } from './habits.ts';
import type { Window } from './memory.ts';

/** One mail on its way, or one recipient of it. */
export interface Sent {
  readonly recipients: readonly string[];
  readonly count: number;
  readonly messageId: string | undefined;
  readonly topic: string;
  readonly subject: string | undefined;
  /** Whether a message trace says who got it. */
  readonly traced: boolean;
}

/** Three days of a user's mails. */
export const sentLately: Window<Sent> = {
  id: 'sent-lately',
  by: userOf,
  keepMinutes: 72 * 60,
  most: 5_000,
  kinds: ['mail-sent'],
  row: (event) => (event.kind === 'mail-sent' ? sentOf(event) : undefined),
};

/** A mail as the window keeps it. */
export function sentOf(event: MailSent): Sent {
  return {
    recipients: event.recipients,
    count: event.recipientCount,
    messageId: event.messageId,
    topic: topicOf(event.subject ?? ''),
    subject: event.subject,
    traced: event.source === 'message-traces',
  };
}

const REPLY = /^\s*((re|aw|sv|fw|fwd|wg|vs|tr|rv|antw)\s*(\[\d+\])?\s*:\s*)+/i;
const TOPIC_LENGTH = 60;

/** What a mail is about, so that `RE: Invoice 4711` and `Invoice 4712` are one topic. */
function topicOf(subject: string): string {
  return subject
    .replace(REPLY, '')
    .replaceAll(/\d+/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase()
    .slice(0, TOPIC_LENGTH);
}
