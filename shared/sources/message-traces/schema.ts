import * as z from 'zod';

const text = z.string().nullish().catch(undefined);

/** A row of Graph's exchangeMessageTrace: one message and one recipient. Source: learn.microsoft.com/graph/api/resources/exchangemessagetrace. */
export const messageTrace = z.object({
  id: text,
  messageId: text,
  senderAddress: z.string(),
  recipientAddress: z.string(),
  receivedDateTime: text,
  subject: text,
  status: text,
});

/** The same from the older reporting web service and from Get-MessageTrace. */
export const reportedTrace = z.object({
  MessageTraceId: text,
  MessageId: text,
  SenderAddress: z.string(),
  RecipientAddress: z.string(),
  Received: text,
  Subject: text,
  Status: text,
});
