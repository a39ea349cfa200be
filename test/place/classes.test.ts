import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { openBlocks, stringAt } from '../../shared/place/blocks.ts';
import { classOf, NETWORK_LISTS } from '../../shared/place/classes.ts';

const lists = Object.entries(NETWORK_LISTS);
const listed = lists.flatMap(([, list]) => Object.values(list).flat());

function ascending<T>(values: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  return values.toSorted(compare);
}

describe('the lists of networks', () => {
  it('name no network twice', () => {
    expect(listed.filter((asn, index) => listed.indexOf(asn) !== index)).toEqual([]);
  });

  it.each(lists)('%s is sorted', (_name, list) => {
    const names = Object.keys(list);
    expect(names).toEqual(ascending(names, (a, b) => (a < b ? -1 : 1)));
    for (const asns of Object.values(list)) expect(asns).toEqual(ascending(asns, (a, b) => a - b));
  });

  it.each(lists)('%s names every network as the place data does', (_name, list) => {
    const blocks = openBlocks(readFileSync('shared/place/data/place.bin'));
    const names = new Map([...blocks.asns].map((asn, index) => [asn, index]));
    const inData = Object.values(list)
      .flat()
      .map((asn) => [
        asn,
        names.has(asn) ? stringAt(blocks.organisations, names.get(asn) ?? 0) : 'not in the data',
      ]);
    const inList = Object.entries(list).flatMap(([name, asns]) => asns.map((asn) => [asn, name]));
    expect(inData).toEqual(inList);
  });

  it('leave what they do not name unknown', () => {
    expect(classOf(16_276)).toBe('hosting');
    expect(classOf(64_512)).toBe('unknown');
  });
});
