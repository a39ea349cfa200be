import type { MailSent } from '../../model/events.ts';
import { namesIn, personOf } from '../../model/identity.ts';
import { parseTime } from '../../model/time.ts';
import { contentId } from '../../platform/hash.ts';
import { readerOf } from '../reader.ts';
import type { RawRecord, Reading, SetAside } from '../reading.ts';
import { filled, shown } from '../sign-ins/index.ts';
import { messageTrace, reportedTrace } from './schema.ts';

const traceIn = readerOf(messageTrace);
const reportedIn = readerOf(reportedTrace);

interface Trace {
  readonly id: string | undefined;
  readonly messageId: string | undefined;
  readonly sender: string;
  readonly recipient: string;
  readonly received: unknown;
  readonly subject: string | undefined;
  readonly status: string | undefined;
}

/**
 * Reads one row of a message trace, in Graph's shape or the older reporting service's. A row that only says that a distribution list was
 * expanded is known and not needed: its members have rows of their own; nor is a bounce, which has no sender. Set aside: no sender, no recipient, no real time.
 */
export function readMessageTrace(record: RawRecord): Reading | SetAside {
  const trace = traceOf(record);
  const recordId = [record['id'], record['MessageTraceId']].find((id) => typeof id === 'string');
  if (trace === undefined) return { why: 'a message trace without a sender or a recipient', recordId };
  const at = parseTime(trace.received);
  if (at === undefined) return { why: `no time received: ${shown(trace.received)}`, recordId };
  const [sender] = namesIn([trace.sender]);
  const isBounce = /^(<>)?$/.test(trace.sender.trim()); // a mail server’s own: nobody sent it
  if (sender === undefined && !isBounce)
    return { why: `no address as sender: ${shown(trace.sender)}`, recordId };

  const recipient = trace.recipient.toLowerCase();
  const id = filled(trace.id) ?? contentId(record);
  return {
    source: 'message-traces',
    id,
    stream: `trace|${recipient}`,
    event: sender === undefined || isNoMail(trace) ? undefined : eventOf(trace, id, at, sender, recipient),
    people: [],
    ownDomains: [],
  };
}

function isNoMail({ status }: Trace): boolean {
  return status !== undefined && /^(expanded|failed)$/i.test(status);
}

function traceOf(record: RawRecord): Trace | undefined {
  const graph = traceIn(record);
  if (graph !== undefined) {
    const { id, messageId, senderAddress, recipientAddress, receivedDateTime, subject, status } = graph;
    return {
      id: id ?? undefined,
      messageId: messageId ?? undefined,
      sender: senderAddress,
      recipient: recipientAddress,
      received: receivedDateTime,
      subject: subject ?? undefined,
      status: status ?? undefined,
    };
  }
  const reported = reportedIn(record);
  if (reported === undefined) return undefined;
  const { MessageTraceId, MessageId, SenderAddress, RecipientAddress, Received, Subject, Status } = reported;
  return {
    id: MessageTraceId ?? undefined,
    messageId: MessageId ?? undefined,
    sender: SenderAddress,
    recipient: RecipientAddress,
    received: Received,
    subject: Subject ?? undefined,
    status: Status ?? undefined,
  };
}

function eventOf(trace: Trace, id: string, at: Date, sender: string, recipient: string): MailSent {
  return {
    kind: 'mail-sent',
    id,
    at,
    source: 'message-traces',
    actor: personOf([sender]) ?? { kind: 'user', id: sender, name: trace.sender },
    ip: undefined, // where the mail went from is a server, not a person
    place: undefined,
    messageId: trace.messageId,
    recipients: [recipient],
    recipientCount: 1,
    subject: trace.subject,
  };
}
