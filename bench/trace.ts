import type { Happening } from './happening.ts';

/** A row of Graph's message trace: one mail to one recipient. */
export function trace({ chance, at, person }: Happening, to: string): object {
  const id = chance.guid();
  return {
    id,
    messageId: `<${id}@AM0PR04MB4242.eurprd04.prod.outlook.com>`,
    senderAddress: person.upn,
    recipientAddress: to,
    receivedDateTime: at.toISOString(),
    subject: `Order ${chance.below(10_000)}`,
    status: 'delivered',
    fromIP: null,
    size: 4_000 + chance.below(40_000),
  };
}
