/** Reads the two csv files of `@ip-location-db/asn`: first address, last address, AS number, organisation. */
import { readFileSync } from 'node:fs';
import type { RangeList, StoredNetwork } from './encode.ts';
import { createSnapper } from './snap.ts';

/** Ranges whose ids are AS numbers, and the networks' names as first met. */
export interface NetworkData {
  readonly ranges: RangeList;
  readonly names: ReadonlyMap<number, string>;
}

/** @throws Error naming file and line of the first row that is not as expected. */
export function readNetworks(file: string, family: 4 | 6): NetworkData {
  const snapper = createSnapper();
  const names = new Map<number, string>();
  const lines = readFileSync(file, 'utf8').split('\n');
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const [, first = '', last = '', number = '', name = ''] = /^([^,]+),([^,]+),(\d+),(.*)$/.exec(line) ?? [];
    if (number === '') throw new Error(`${file}, line ${index + 1}: not "first,last,number,organisation"`);
    const asn = Number(number);
    if (!names.has(asn)) names.set(asn, unquote(name.trimEnd()));
    const parse = family === 4 ? splitIpv4 : splitIpv6;
    addRange(snapper, parse(first), parse(last), asn);
  }
  return { ranges: snapper.finish(), names };
}

/** Both families' networks, numbered later by their use. */
export function networkOf(asn: number, data: readonly NetworkData[]): StoredNetwork {
  for (const { names } of data) {
    const organisation = names.get(asn);
    if (organisation !== undefined) return { asn, organisation };
  }
  return { asn, organisation: '' };
}

/** An address as its prefix and how far into the prefix it lies; `size` is one address, all as shares of a prefix. */
interface Split {
  readonly prefix: number;
  readonly share: number;
  readonly size: number;
}

function addRange(snapper: ReturnType<typeof createSnapper>, first: Split, last: Split, asn: number): void {
  const past = last.share + last.size;
  if (first.prefix === last.prefix && past - first.share < 1) {
    snapper.addPart(first.prefix, past - first.share, asn);
    return;
  }
  const from = first.share > 0 ? first.prefix + 1 : first.prefix;
  const to = past < 1 ? last.prefix : last.prefix + 1;
  if (from > first.prefix) snapper.addPart(first.prefix, 1 - first.share, asn);
  if (to > from) snapper.add(from, to - from, asn);
  if (to === last.prefix) snapper.addPart(to, past, asn);
}

function splitIpv4(text: string): Split {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number);
  return { prefix: a * 65_536 + b * 256 + c, share: d / 256, size: 1 / 256 };
}

function splitIpv6(text: string): Split {
  const groups = ipv6Groups(text);
  const prefix = groups.slice(0, 3).reduce((sum, group) => sum * 65_536 + group, 0);
  const share = groups.slice(3).reduceRight((sum, group) => (sum + group) / 65_536, 0);
  return { prefix, share, size: 65_536 ** -5 };
}

/** The file's own addresses are well formed, so this need not be as careful as `shared/model/address.ts`. */
function ipv6Groups(text: string): readonly number[] {
  const [head = '', tail] = text.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((group) => Number.parseInt(group, 16));
}

function unquote(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
}
