import { createHmac } from 'node:crypto';

/** Headers that let a receiver see who sent a body, and when: HMAC-SHA256 over the time, a full stop, and the body, in hex. */
export function signedHeaders(
  secret: string,
  id: string,
  body: string,
  now: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'vigil-id': id, 'vigil-timestamp': timestamp, 'vigil-signature': `v1=${signature}` };
}
