const HMAC = { name: 'HMAC', hash: 'SHA-256' };
/** 32 bytes in base64url. */
const WHOLE = /^[\w-]{43}$/;

/** A secret for the cookie of one page. */
export function newSecret(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
}

/** The nonce of a page's forms: the secret of its cookie over what the page shows. Nothing is kept of it, and what was shown can be said only once. */
export async function nonceFor(secret: string, shown: string): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), bytesOf(shown));
  return Buffer.from(signature).toString('base64url');
}

/** Whether a nonce is this one, in a time that does not tell how much of it is right. */
export async function isNonce(nonce: string, secret: string, shown: string): Promise<boolean> {
  if (!WHOLE.test(nonce) || !WHOLE.test(secret)) return false;
  const given = new Uint8Array(Buffer.from(nonce, 'base64url'));
  return crypto.subtle.verify('HMAC', await keyOf(secret), given, bytesOf(shown));
}

function keyOf(secret: string): ReturnType<typeof crypto.subtle.importKey> {
  const bytes = new Uint8Array(Buffer.from(secret, 'base64url'));
  return crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify']);
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
