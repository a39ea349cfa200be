import { normaliseAddress } from './address.ts';

/** A network: the addresses that share their first bits with one. */
export interface Network {
  /** As `normaliseAddress` writes it; it need not be the first of the network. */
  readonly address: string;
  /** How many bits are shared: at most 32 (IPv4) or 128 (IPv6), which is the one address. */
  readonly bits: number;
  readonly family: 4 | 6;
}

const BITS = { 4: 32, 6: 128 } as const;
/** Nobody has wider ones: an /8 is the largest block of IPv4 anybody was given, a /19 of IPv6. Whoever trusts more trusts the internet. */
const LEAST_BITS = { 4: 8, 6: 19 } as const;

/**
 * Reads a network in CIDR notation (RFC 4632, RFC 4291 §2.3), or a single address, IPv4 or IPv6: `203.0.113.0/24`, `2001:db8::1`.
 *
 * @returns undefined for what is none: no address, a prefix that is no number or longer than the address, a port, a zone,
 * IPv4 inside IPv6 and fe80::/10, which no log shows. Never throws.
 */
export function networkIn(text: string): Network | undefined {
  const [, written = '', prefix] = /^([\d.]+|[\da-f:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const address = normaliseAddress(written);
  // "1.2.3.4:5" never comes this far; "64:ff9b::102:304" comes back as IPv4, whose prefix would mean something else.
  if (address === undefined || address.includes(':') !== written.includes(':')) return undefined;
  const family = address.includes(':') ? 6 : 4;
  const bits = Number(prefix ?? BITS[family]);
  return bits > BITS[family] ? undefined : { address, bits, family };
}

/** Whether a network is wider than anybody's own: 0.0.0.0/0 and ::/0, and all above /8 or, of IPv6, /19. */
export function isTooWide({ bits, family }: Network): boolean {
  return bits < LEAST_BITS[family];
}
