import { describe, expect, it } from '@jest/globals';
import { asidesOf, readText, table, valuesOf } from './read-text.ts';

describe('a message trace', () => {
  it('of the Exchange admin centre becomes a record a recipient', async () => {
    const text = table({
      origin_timestamp_utc: '2026-11-02T09:00:00.0000000Z',
      sender_address: 'ann@example.com',
      recipient_status:
        'a@example.net##Receive, Send;b@example.net##Receive, Fail; c@example.com##Receive, Expand;d@example.net##Receive, Spam',
      message_subject: 'Invoice',
      total_bytes: '4821',
      message_id: '<m1@example.com>',
      network_message_id: 'n1',
      original_client_ip: '192.0.2.7',
    });
    const found = await readText(Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(valuesOf(found)[0]).toEqual({
      id: 'n1',
      messageId: '<m1@example.com>',
      senderAddress: 'ann@example.com',
      recipientAddress: 'a@example.net',
      receivedDateTime: '2026-11-02T09:00:00.0000000Z',
      subject: 'Invoice',
      status: 'delivered',
      fromIP: '192.0.2.7',
      size: 4821,
    });
    expect(valuesOf(found).map((value) => [value['recipientAddress'], value['status']])).toEqual([
      ['a@example.net', 'delivered'],
      ['b@example.net', 'failed'],
      ['c@example.com', 'expanded'],
      ['d@example.net', 'spam'],
    ]);
  });

  it('of the Exchange admin centre may name nobody', async () => {
    const text = table({ network_message_id: 'n1', sender_address: 'ann@example.com', recipient_status: '' });
    expect(asidesOf(await readText(text))).toEqual(['2 n1 this row names no recipient']);
  });

  it('of Get-MessageTraceV2 has the shape of a Graph one', async () => {
    const text = table({
      MessageId: '<m1@example.com>',
      Received: '11/2/2026 9:00:00 AM',
      SenderAddress: 'ann@example.com',
      RecipientAddress: 'a@example.net',
      Subject: '',
      Status: 'FilteredAsSpam',
      ToIP: '198.51.100.7',
      FromIP: '192.0.2.7',
      Size: '4821',
      MessageTraceId: 't1',
    });
    expect(valuesOf(await readText(text))).toEqual([
      {
        id: 't1',
        messageId: '<m1@example.com>',
        senderAddress: 'ann@example.com',
        recipientAddress: 'a@example.net',
        receivedDateTime: '2026-11-02T09:00:00Z',
        status: 'filteredAsSpam',
        fromIP: '192.0.2.7',
        toIP: '198.51.100.7',
        size: 4821,
      },
    ]);
  });
});
