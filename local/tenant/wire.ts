import type { Answer } from './exchange.ts';
import type { WireFault } from './faults.ts';

/** An answer as it goes over the wire. */
export interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Writes an answer as bytes. One that is cut ends in the middle, with status 200 and a length that fits what is left. */
export function sentOf({ status, headers, body }: Answer, fault: WireFault | undefined): Sent {
  const text = body === undefined ? '' : JSON.stringify(body);
  const whole = Buffer.from(text);
  const bytes = fault === 'cut' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  return {
    status: fault === 'cut' ? 200 : status,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }), ...headers },
    body: bytes,
  };
}
