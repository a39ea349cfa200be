import type { Sink } from './raw.ts';
import { camel, column, isoTime, present, whole, type Columns, type RowReader, type Shape } from './row.ts';

/** The last event of a recipient in the report, as the status that Graph gives. */
const STATUS_OF_EVENT: Readonly<Record<string, string>> = {
  defer: 'pending',
  deliver: 'delivered',
  expand: 'expanded',
  fail: 'failed',
  receive: 'gettingStatus',
  send: 'delivered',
};

function statusOf(events: string | undefined): string | undefined {
  const last = events?.split(',').at(-1)?.trim();
  return last === undefined ? undefined : (STATUS_OF_EVENT[last.toLowerCase()] ?? camel(last));
}

/** `a@example.com##Receive, Deliver;b@example.com##Receive, Fail` taken apart. */
function recipientsIn(
  text: string | undefined,
): readonly { readonly address: string; readonly status: string | undefined }[] {
  return (text ?? '')
    .split(';')
    .map((part) => part.split('##'))
    .map(([address = '', events]) => ({ address: address.trim(), status: statusOf(events) }))
    .filter(({ address }) => address !== '');
}

function bindReport(columns: Columns): RowReader {
  const at = column(columns, 'origin_timestamp_utc', 'origin_timestamp');
  const [id, messageId] = [column(columns, 'network_message_id'), column(columns, 'message_id')];
  const [sender, recipients] = [column(columns, 'sender_address'), column(columns, 'recipient_status')];
  const [subject, size] = [column(columns, 'message_subject'), column(columns, 'total_bytes')];
  const address = column(columns, 'original_client_ip');

  function take(row: readonly string[], line: number, sink: Sink): void {
    const found = recipientsIn(recipients(row));
    if (found.length === 0) sink.aside(line, 'this row names no recipient', id(row));
    for (const recipient of found) {
      const value = present({
        id: id(row),
        messageId: messageId(row),
        senderAddress: sender(row),
        recipientAddress: recipient.address,
        receivedDateTime: isoTime(at(row)),
        subject: subject(row),
        status: recipient.status,
        fromIP: address(row),
        size: whole(size(row)),
      });
      sink.record(value ?? {}, line);
    }
  }

  return { take, idOf: id };
}

function bindCmdlet(columns: Columns): RowReader {
  const [at, id] = [column(columns, 'received'), column(columns, 'messagetraceid')];
  const [messageId, subject] = [column(columns, 'messageid'), column(columns, 'subject')];
  const [sender, recipient] = [column(columns, 'senderaddress'), column(columns, 'recipientaddress')];
  const [status, size] = [column(columns, 'status'), column(columns, 'size')];
  const [from, to] = [column(columns, 'fromip'), column(columns, 'toip')];

  function take(row: readonly string[], line: number, sink: Sink): void {
    const value = present({
      id: id(row),
      messageId: messageId(row),
      senderAddress: sender(row),
      recipientAddress: recipient(row),
      receivedDateTime: isoTime(at(row)),
      subject: subject(row),
      status: camel(status(row)),
      fromIP: from(row),
      toIP: to(row),
      size: whole(size(row)),
    });
    sink.record(value ?? {}, line);
  }

  return { take, idOf: id };
}

/**
 * The report of the Exchange admin centre, one row a message, as one record a recipient in the shape of a Graph message trace.
 * Source: learn.microsoft.com/exchange/monitoring/trace-an-email-message/message-trace-modern-eac.
 */
export const messageTraceReport: Shape = {
  what: 'message trace report',
  needs: ['sender_address', 'recipient_status'],
  bind: bindReport,
};

/**
 * Get-MessageTrace or Get-MessageTraceV2 piped to Export-Csv: one row a message and recipient, in the shape of a Graph message trace.
 * Source: learn.microsoft.com/powershell/module/exchange/get-messagetracev2.
 */
export const messageTraces: Shape = {
  what: 'message trace',
  needs: ['senderaddress', 'recipientaddress', 'received'],
  bind: bindCmdlet,
};
