import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeBlocks, rankByUse, type RangeList } from '../../local/place/encode.ts';
import { createSnapper } from '../../local/place/snap.ts';
import { idAt, openBlocks, stringAt } from '../../shared/place/blocks.ts';

const EMPTY: RangeList = { starts: [], ids: [] };

const PLACES = [
  { country: 'NL', region: 'Zürich aan Zee', latitude: 52.123, longitude: -4.567, radiusKm: 12 },
  { country: 'US', region: '', latitude: -33.5, longitude: 179.99, radiusKm: 900 },
];

/** A file whose four tables hold the given ranges. */
function fileOf(ipv4: RangeList, ipv6: RangeList = EMPTY): Buffer {
  return encodeBlocks({
    builtOn: '2026-06-05',
    places: PLACES,
    networks: [{ asn: 4_294_967_295, organisation: 'Größe & Söhne' }],
    placeRanges: { ipv4, ipv6 },
    networkRanges: { ipv4: ipv6, ipv6: ipv4 },
  });
}

/** What the answer is, found the slow way. */
function slowly({ starts, ids }: RangeList, key: number): number {
  return ids[starts.findLastIndex((start) => start <= key)] ?? 0;
}

function rangesUpTo(highest: number): fc.Arbitrary<RangeList> {
  const range = fc.record({
    start: fc.integer({ min: 0, max: highest }),
    id: fc.integer({ min: 0, max: 2 ** 31 }),
  });
  return fc.uniqueArray(range, { selector: ({ start }) => start, maxLength: 300 }).map((ranges) => {
    const sorted = ranges.toSorted((a, b) => a.start - b.start);
    return { starts: sorted.map(({ start }) => start), ids: sorted.map(({ id }) => id) };
  });
}

describe.each([
  ['IPv4', 'ipv4', 2 ** 24 - 1],
  ['IPv6', 'ipv6', 2 ** 48 - 1],
] as const)('ranges of %s', (_name, family, highest) => {
  it('answer as a linear search does', () => {
    fc.assert(
      fc.property(rangesUpTo(highest), fc.array(fc.integer({ min: 0, max: highest })), (ranges, keys) => {
        const { places } = openBlocks(family === 'ipv4' ? fileOf(ranges) : fileOf(EMPTY, ranges));
        const edges = ranges.starts.flatMap((start) => [start - 1, start, start + 1]);
        for (const key of [0, highest, ...edges, ...keys]) {
          expect(idAt(places[family], key)).toBe(slowly(ranges, key));
        }
      }),
    );
  });

  it('know nothing before the first and keep the last to the end', () => {
    const file = openBlocks(
      family === 'ipv4' ? fileOf({ starts: [7], ids: [1] }) : fileOf(EMPTY, { starts: [7], ids: [1] }),
    );
    expect([0, 6, 7, highest].map((key) => idAt(file.places[family], key))).toEqual([0, 0, 1, 1]);
  });
});

describe('openBlocks', () => {
  it('gives back what was written', () => {
    const blocks = openBlocks(fileOf({ starts: [1, 2], ids: [2, 1] }));
    expect(blocks.header.builtOn).toBe('2026-06-05');
    expect(blocks.countries.toString()).toBe('NLUS');
    expect([...blocks.points]).toEqual([5212, -457, -3350, 17_999]);
    expect([...blocks.radii]).toEqual([12, 900]);
    expect([...blocks.regions].map((region) => stringAt(blocks.regionNames, region))).toEqual([
      'Zürich aan Zee',
      '',
    ]);
    expect([...blocks.asns]).toEqual([4_294_967_295]);
    expect(stringAt(blocks.organisations, 0)).toBe('Größe & Söhne');
    expect(idAt(blocks.networks.ipv6, 1)).toBe(2);
    expect(idAt(blocks.networks.ipv4, 1)).toBe(0);
  });

  it('reads a file wherever it lies in memory', () => {
    const file = fileOf({ starts: [3], ids: [2] });
    const shifted = Buffer.concat([Buffer.from('x'), file]).subarray(1);
    expect(idAt(openBlocks(shifted).places.ipv4, 3)).toBe(2);
  });

  it('writes the same content as the same bytes', () => {
    const ranges = { starts: [1, 9, 40], ids: [1, 0, 2] };
    expect(fileOf(ranges).equals(fileOf(ranges))).toBe(true);
  });

  it.each([
    [
      'another file',
      (file: Buffer) => Buffer.concat([Buffer.from('X'), file.subarray(1)]),
      'does not begin with',
    ],
    ['an empty file', () => Buffer.alloc(0), 'does not begin with'],
    ['a file cut short', (file: Buffer) => file.subarray(0, file.length - 64), 'is cut short'],
    [
      'a later layout',
      (file: Buffer) => Buffer.from(file.toString('latin1').replace('"layout":1', '"layout":9'), 'latin1'),
      'has layout 9',
    ],
  ])('refuses %s', (_name, spoil, message) => {
    expect(() => openBlocks(spoil(fileOf({ starts: [1], ids: [1] })))).toThrow(message);
  });
});

describe('the snapper', () => {
  it('merges neighbours, marks gaps and lets the larger part win a prefix', () => {
    const snapper = createSnapper();
    snapper.add(1, 2, 7);
    snapper.add(3, 1, 7);
    snapper.addPart(6, 0.25, 8);
    snapper.addPart(6, 0.5, 9);
    snapper.addPart(7, 0.5, 4);
    snapper.addPart(7, 0.5, 5);
    snapper.add(8, 2, 4);
    expect(snapper.finish()).toEqual({ starts: [1, 4, 6, 7, 10], ids: [7, 0, 9, 4, 0] });
  });
});

describe('rankByUse', () => {
  it('gives the lowest number to what is used most, and 0 to nothing', () => {
    const { order, rank } = rankByUse([{ starts: [1, 2, 3, 4, 5], ids: [30, 20, 0, 20, 10] }]);
    expect(order).toEqual([20, 10, 30]);
    expect([20, 10, 30, 0].map(rank)).toEqual([1, 2, 3, 0]);
  });
});
