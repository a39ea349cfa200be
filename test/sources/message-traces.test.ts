import { describe, expect, it } from '@jest/globals';
import { asideOf, eventOf, readingOf } from './read-one.ts';

const graph = {
  id: '55555555-0000-4000-8000-000000000001',
  messageId: '<m1@example.com>',
  senderAddress: 'Ann@Example.com',
  recipientAddress: 'Cy@Partner.example',
  receivedDateTime: '2026-03-02T09:00:00Z',
  subject: 'Invoice',
  size: 48_213,
  fromIP: '192.0.2.7',
  toIP: '198.51.100.7',
  status: 'delivered',
};
const reported = {
  Organization: 'example.onmicrosoft.com',
  MessageTraceId: graph.id,
  MessageId: graph.messageId,
  Received: '2026-03-02T09:00:00',
  SenderAddress: graph.senderAddress,
  RecipientAddress: graph.recipientAddress,
  Subject: graph.subject,
  Status: 'Delivered',
  FromIP: '192.0.2.7',
  ToIP: null,
  Size: 48_213,
};

describe('a traced mail', () => {
  it.each([
    ['Graph’s shape', graph],
    ['the older reporting service’s shape', reported],
    [
      'the older shape with its other time',
      { ...reported, Received: `/Date(${Date.parse(graph.receivedDateTime)})/` },
    ],
  ])('in %s is one mail to one recipient', (_name, record) => {
    expect(readingOf(record)).toEqual({
      source: 'message-traces',
      id: graph.id,
      stream: 'trace|cy@partner.example',
      people: [],
      ownDomains: [],
      event: {
        kind: 'mail-sent',
        id: graph.id,
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'message-traces',
        actor: { kind: 'user', id: 'ann@example.com', name: 'ann@example.com' },
        messageId: '<m1@example.com>',
        recipients: ['cy@partner.example'],
        recipientCount: 1,
        subject: 'Invoice',
      },
    });
  });

  it.each(['expanded', 'Expanded', 'failed'])(
    'that was %s is known and not counted: a list’s members have rows of their own, and what failed reached nobody',
    (status) => {
      expect(eventOf({ ...graph, status })).toBeUndefined();
      expect(eventOf({ ...reported, Status: status })).toBeUndefined();
    },
  );

  it.each(['filteredAsSpam', 'quarantined', 'pending', null, 7])(
    'counts whatever became of it on the other side (%p)',
    (status) => {
      expect(eventOf({ ...graph, status })).toMatchObject({ kind: 'mail-sent' });
    },
  );

  it('without an id is named by its content, each recipient apart', () => {
    const ids = ['cy@partner.example', 'di@partner.example'].map(
      (recipientAddress) => readingOf({ ...graph, id: undefined, recipientAddress }).id,
    );

    expect(ids).toEqual([expect.stringMatching(/^sha256:/), expect.stringMatching(/^sha256:/)]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('is told without what it lacks', () => {
    expect(eventOf({ ...graph, subject: null, messageId: 7 })).toMatchObject({
      subject: undefined,
      messageId: undefined,
    });
  });

  it.each<[string, object, RegExp]>([
    ['a sender', { senderAddress: null }, /without a sender or a recipient/],
    ['a recipient', { recipientAddress: undefined }, /without a sender or a recipient/],
    ['an address as sender', { senderAddress: 'nobody' }, /no address as sender: "nobody"/],
    ['a time', { receivedDateTime: null }, /no time received/],
  ])('without %s is set aside under its id', (_name, given, why) => {
    expect(asideOf({ ...graph, ...given })).toEqual({ why: expect.stringMatching(why), recordId: graph.id });
  });

  it('that bounced has no sender, and is known and not needed', () => {
    expect(readingOf({ ...graph, senderAddress: '<>' })).toMatchObject({
      source: 'message-traces',
      event: undefined,
    });
  });

  it('in the older shape without a sender is set aside under its id', () => {
    expect(asideOf({ ...reported, SenderAddress: null })).toMatchObject({ recordId: graph.id });
  });
});
