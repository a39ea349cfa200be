const ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'; // Crockford's: no I, L, O or U, which are read as others

/**
 * Six letters of base 32 for a text: 30 bits of a 64-bit mix of its UTF-16 code units (two 32-bit lanes of FNV-1a with murmur's
 * finaliser). The same on every machine; not for secrets.
 */
export function shortHash(text: string): string {
  let [high, low] = [0x9e3779b9, 0x811c9dc5];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x85ebca6b);
    low = Math.imul(low ^ unit, 0x01000193);
  }
  let bits = finish(finish(high) ^ low);
  let letters = '';
  for (let count = 0; count < 6; count += 1) {
    letters += ALPHABET.charAt(bits & 31);
    bits >>>= 5;
  }
  return letters;
}

function finish(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
