/** IP addresses as Microsoft's logs write them, and the networks habits are kept by. Pure text work: no look-up. */

const DOT = 46;
const COLON = 58;
const ZERO = 48;
const NINE = 57;
const OPENING_BRACKET = 91;

/** 64:ff9b::/96, the well-known NAT64 prefix (RFC 6052): the last 32 bits are the IPv4 address meant. */
const NAT64 = [0x64, 0xff9b, 0, 0, 0, 0] as const;
/** ::ffff:0:0/96, an IPv4 address written as IPv6 (RFC 4291 §2.5.5.2). */
const MAPPED = [0, 0, 0, 0, 0, 0xffff] as const;

/** Not reachable from the internet, or never given to anyone (IANA special-purpose registry, RFC 6890): first, last. */
const CLOSED_IPV4: readonly (readonly [number, number])[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
].map((network) => {
  const [address = '', bits] = network.split('/');
  const first = ipv4Number(address);
  return [first, first + 2 ** (32 - Number(bits)) - 1] as const;
});

/**
 * One spelling for an address, whatever a log made of it: with a port, in brackets, with a zone, as IPv4 inside IPv6.
 *
 * @returns dotted IPv4, or IPv6 as RFC 5952 writes it; undefined for what is no address (`<null>`, an anonymised
 * `1.2.3.XXX`, octets above 255 or with a leading zero) and for fe80::/10, which is no place. Never throws.
 */
export function normaliseAddress(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = isSpaced(raw) ? raw.trim() : raw;
  const end = endOfIpv4(text);
  if (end > 0 && end === text.length) return text;
  if (end > 0) return isPort(text, end) ? text.slice(0, end) : undefined;
  const groups = groupsOf(unwrap(text));
  if (groups === undefined || (at(groups, 0) & 0xffc0) === 0xfe80) return undefined;
  if (startsWith(groups, MAPPED) || startsWith(groups, NAT64)) return dotted(at(groups, 6), at(groups, 7));
  return compressed(groups);
}

/**
 * The network an address is counted under: its /24 (IPv4) or /48 (IPv6, what one site is usually given, RFC 6177).
 *
 * @param address as `normaliseAddress` writes it; any other text comes back as it is.
 */
export function prefixOf(address: string): string {
  if (isIpv4(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  return ipv6Prefix(address, 3);
}

/**
 * What is one machine or one home: the address itself (IPv4), its /64 (IPv6, where the lower half changes by the hour).
 *
 * @param address as `normaliseAddress` writes it; any other text comes back as it is.
 */
export function sameHost(address: string): string {
  return ipv6Prefix(address, 4);
}

/** `prefixOf` as a number: the first 24 bits of IPv4 or the first 48 of IPv6, a safe integer. */
export interface PrefixNumber {
  readonly family: 4 | 6;
  readonly number: number;
}

/**
 * The prefix of an address as a number, to search sorted ranges by.
 *
 * @returns undefined where the text is no address.
 */
export function prefixNumber(address: string): PrefixNumber | undefined {
  if (isIpv4(address)) return { family: 4, number: Math.floor(ipv4Number(address) / 256) };
  const groups = groupsOf(address);
  if (groups === undefined) return undefined;
  return { family: 6, number: at(groups, 0) * 2 ** 32 + at(groups, 1) * 2 ** 16 + at(groups, 2) };
}

/**
 * Whether the address can be somewhere on the internet. Private, shared (100.64.0.0/10), loopback, link-local,
 * multicast and documentation ranges cannot, nor can text that is no address.
 */
export function isPublic(address: string): boolean {
  if (isIpv4(address)) {
    const number = ipv4Number(address);
    return !CLOSED_IPV4.some(([first, last]) => number >= first && number <= last);
  }
  const groups = groupsOf(address);
  return groups !== undefined && isPublicIpv6(at(groups, 0), at(groups, 1), at(groups, 2));
}

/** Only 2000::/3 is given out (IANA); inside it lie two documentation ranges (RFC 3849, 9637) and one for benchmarks. */
function isPublicIpv6(first: number, second: number, third: number): boolean {
  if (first >>> 13 !== 1) return false;
  if (first === 0x2001 && second === 0xdb8) return false;
  if (first === 0x2001 && second === 2 && third === 0) return false;
  return first !== 0x3fff || second >= 0x1000;
}

function isSpaced(text: string): boolean {
  return text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32;
}

/** Where a dotted IPv4 address that begins the text ends, 0 when none does. Written out: it runs for every record. */
function endOfIpv4(text: string): number {
  let position = 0;
  for (let octet = 0; octet < 4; octet++) {
    if (octet > 0 && text.charCodeAt(position++) !== DOT) return 0;
    const first = text.charCodeAt(position);
    if (!(first >= ZERO && first <= NINE)) return 0;
    let value = first - ZERO;
    let digit = text.charCodeAt(++position);
    while (digit >= ZERO && digit <= NINE) {
      if (value === 0) return 0;
      value = value * 10 + digit - ZERO;
      if (value > 255) return 0;
      digit = text.charCodeAt(++position);
    }
  }
  return position;
}

function isIpv4(text: string): boolean {
  const end = endOfIpv4(text);
  return end > 0 && end === text.length;
}

function isPort(text: string, start: number): boolean {
  if (text.charCodeAt(start) !== COLON) return false;
  const port = text.slice(start + 1);
  return /^\d{1,5}$/.test(port) && Number(port) <= 65_535;
}

/** The address inside `[…]` or `[…]:port`, without its zone; '' where the wrapping is broken. */
function unwrap(text: string): string {
  let inner = text;
  if (text.charCodeAt(0) === OPENING_BRACKET) {
    const closing = text.indexOf(']');
    if (closing < 0 || (closing + 1 < text.length && !isPort(text, closing + 1))) return '';
    inner = text.slice(1, closing);
  }
  const zone = inner.indexOf('%');
  return zone < 0 ? inner : inner.slice(0, zone);
}

/** The eight groups of an IPv6 address, undefined when it is none. */
function groupsOf(text: string): readonly number[] | undefined {
  if (text.length < 2 || text.length > 45 || !text.includes(':')) return undefined;
  const gap = text.indexOf('::');
  if (gap < 0) {
    const all = hextets(text);
    return all?.length === 8 ? all : undefined;
  }
  const head = gap === 0 ? [] : hextets(text.slice(0, gap), false);
  const rest = text.slice(gap + 2);
  const tail = rest === '' ? [] : hextets(rest);
  // "::" stands for at least one group (RFC 4291 §2.2).
  if (head === undefined || tail === undefined || head.length + tail.length > 7) return undefined;
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  return [...head, ...zeros, ...tail];
}

/** Groups between single colons; the last may be a dotted IPv4 address where `dottedTail` allows it. */
function hextets(text: string, dottedTail = true): number[] | undefined {
  const parts = text.split(':');
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const group = hextet(part);
    if (group >= 0) {
      groups.push(group);
      continue;
    }
    const isLast = index === parts.length - 1;
    if (!dottedTail || !isLast || !isIpv4(part)) return undefined;
    const number = ipv4Number(part);
    groups.push(number >>> 16, number & 0xffff);
  }
  return groups;
}

/** One to four hexadecimal digits, -1 for anything else. */
function hextet(part: string): number {
  if (part.length > 4 || part === '') return -1;
  let group = 0;
  for (let position = 0; position < part.length; position++) {
    const code = part.charCodeAt(position);
    // Letters differ from lower case in one bit.
    const letter = (code | 32) - 87;
    if (code >= ZERO && code <= NINE) group = group * 16 + code - ZERO;
    else if (letter >= 10 && letter <= 15) group = group * 16 + letter;
    else return -1;
  }
  return group;
}

function ipv4Number(address: string): number {
  let number = 0;
  let octet = 0;
  for (let position = 0; position < address.length; position++) {
    const code = address.charCodeAt(position);
    if (code === DOT) [number, octet] = [number * 256 + octet, 0];
    else octet = octet * 10 + code - ZERO;
  }
  return number * 256 + octet;
}

function dotted(high: number, low: number): string {
  return `${high >>> 8}.${high & 255}.${low >>> 8}.${low & 255}`;
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups (the first of equals) as "::". */
function compressed(groups: readonly number[]): string {
  let start = 0;
  let length = 1;
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (groups[to] === 0) to++;
    if (to - from > length) [start, length] = [from, to - from];
  }
  const hex = groups.map((group) => group.toString(16));
  if (length < 2) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** The network of an IPv6 address that keeps its first `kept` groups; other text unchanged. */
function ipv6Prefix(address: string, kept: number): string {
  const groups = groupsOf(address);
  if (groups === undefined) return address;
  return `${compressed(groups.map((group, index) => (index < kept ? group : 0)))}/${kept * 16}`;
}

function startsWith(groups: readonly number[], prefix: readonly number[]): boolean {
  return prefix.every((group, index) => groups[index] === group);
}

/** Groups are always eight; the fallback only satisfies the checker. */
function at(groups: readonly number[], index: number): number {
  return groups[index] ?? 0;
}
