import { createHmac } from 'node:crypto';

// Everything a pretend tenant seals is pretend, and the same run shall give the same bytes: so the key is no secret.
const KEY = 'a pretend tenant';

/** The signature of a text. */
export function signatureOf(text: string): string {
  return createHmac('sha256', KEY).update(text).digest('base64url');
}

/** Hides a value in a text that nobody else can make. */
export function seal(value: object): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${text}.${signatureOf(text).slice(0, 16)}`;
}

/** Takes the value out of a sealed text. Undefined: it was not sealed here. */
export function unseal(sealed: string): unknown {
  const [text = '', signature] = sealed.split('.');
  if (signature !== signatureOf(text).slice(0, 16)) return undefined;
  return JSON.parse(Buffer.from(text, 'base64url').toString());
}

/** A GUID made of a text: the same each time. */
export function guidOf(text: string): string {
  const hex = createHmac('sha256', KEY).update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
