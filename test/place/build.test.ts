import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { distanceKm, readCities } from '../../local/place/cells.ts';
import { openMmdb } from '../../local/place/mmdb.ts';
import { networkOf, readNetworks } from '../../local/place/networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'build-place-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x40 | value.length]), Buffer.from(value)]);
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(9, 0x68);
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

/** 28 bits left, 28 bits right. */
function node(left: number, right: number): number[] {
  return [left >> 16, left >> 8, left, ((left >> 24) << 4) | (right >> 24), right >> 16, right >> 8, right];
}

/** A MaxMind DB of three nodes with two records; the first key of the second is a pointer to that of the first. */
function mmdb(name: string, version: 4 | 6): string {
  const utrecht = Buffer.concat([
    Buffer.from([0xe4]),
    text('country_code'),
    text('NL'),
    text('state1'),
    text('Utrecht'),
    text('latitude'),
    double(52),
    text('longitude'),
    double(5),
  ]);
  const zeeland = Buffer.concat([
    Buffer.from([0xe4, 0x20, 1]),
    text('NL'),
    text('state1'),
    text('Zeeland'),
    text('latitude'),
    double(51.5),
    text('longitude'),
    double(3.75),
  ]);
  const nodes = 3;
  const data = nodes + 16;
  // 0 → node 1, 1 → Utrecht; 00 → node 2, 01 → Zeeland; 000 → nothing, 001 → Utrecht.
  const tree = [...node(1, data), ...node(2, data + utrecht.length), ...node(nodes, data)];
  const metadata = Buffer.concat([
    Buffer.from([0xe4]),
    text('node_count'),
    Buffer.from([0xc1, nodes]),
    text('record_size'),
    Buffer.from([0xa1, 28]),
    text('ip_version'),
    Buffer.from([0xa1, version]),
    text('build_epoch'),
    Buffer.from([0x04, 0x02, 0x6a, 0x22, 0xd2, 0x2a]),
  ]);
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
  return fileWith(
    name,
    Buffer.concat([Buffer.from(tree), Buffer.alloc(16), utrecht, zeeland, marker, metadata]),
  );
}

describe('the city files', () => {
  it('are walked in address order', () => {
    const file = openMmdb(mmdb('four.mmdb', 4));
    const seen: unknown[] = [];
    file.walk(24, (first, depth, pointer) => seen.push([first, depth, file.record(pointer)['state1']]));
    expect(file.family).toBe(4);
    expect(file.builtAt.toISOString()).toBe('2026-06-05T13:42:02.000Z');
    expect(seen).toEqual([
      [2 ** 21, 3, 'Utrecht'],
      [2 ** 22, 2, 'Zeeland'],
      [2 ** 23, 1, 'Utrecht'],
    ]);
  });

  it('become ranges of cells; IPv6 only where it is given out', () => {
    const { ipv4, ipv6, place } = readCities(openMmdb(mmdb('four.mmdb', 4)), openMmdb(mmdb('six.mmdb', 6)));
    expect(ipv4).toEqual({ starts: [2 ** 21, 2 ** 22, 2 ** 23, 2 ** 24], ids: [1, 2, 1, 0] });
    expect(ipv6).toEqual({ starts: [2 ** 45, 2 ** 46], ids: [1, 0] });
    expect(place(2)).toEqual({
      country: 'NL',
      region: 'Zeeland',
      latitude: 51.5,
      longitude: 3.75,
      radiusKm: 1,
    });
  });

  it('are refused when they are something else', () => {
    expect(() => openMmdb(fileWith('x.mmdb', 'text'))).toThrow(/x\.mmdb is not a MaxMind DB file/);
    const six = openMmdb(mmdb('six.mmdb', 6));
    expect(() => readCities(six, six)).toThrow('the file given for IPv4 is for IPv6');
  });
});

describe('the network files', () => {
  it('become ranges of /24, the larger part of one deciding', () => {
    const file = fileWith(
      'asn-ipv4.csv',
      '1.0.0.0,1.0.1.255,13335,"Cloudflare, Inc."\n' +
        '1.0.2.0,1.0.2.63,5,Small\n1.0.2.64,1.0.3.255,6,"""Large"" one"\n1.0.9.0,1.0.9.255,5,Small again\n',
    );
    const networks = readNetworks(file, 4);
    const first = 0x010000;
    expect(networks.ranges).toEqual({
      starts: [first, first + 2, first + 4, first + 9, first + 10],
      ids: [13_335, 6, 0, 5, 0],
    });
    expect(networkOf(6, [networks])).toEqual({ asn: 6, organisation: '"Large" one' });
    expect(networkOf(5, [networks])).toEqual({ asn: 5, organisation: 'Small' });
    expect(networkOf(13_335, [networks])).toEqual({ asn: 13_335, organisation: 'Cloudflare, Inc.' });
  });

  it('become ranges of /48 for IPv6', () => {
    const file = fileWith(
      'asn-ipv6.csv',
      '2001:db8:1::,2001:db8:2:ffff:ffff:ffff:ffff:ffff,1,One\n2001:db8:3::,2001:db8:3:3fff:ffff:ffff:ffff:ffff,1,One\n2001:db8:3:4000::,2001:db8:3:ffff:ffff:ffff:ffff:ffff,2,Two\n',
    );
    const first = 0x20010db80001;
    expect(readNetworks(file, 6).ranges).toEqual({ starts: [first, first + 2, first + 3], ids: [1, 2, 0] });
  });

  it('name the line that is not as expected', () => {
    expect(() => readNetworks(fileWith('bad.csv', '1.0.0.0,1.0.0.255,1,One\n1.0.1.0;x\n'), 4)).toThrow(
      /bad\.csv, line 2/,
    );
  });
});

describe('distanceKm', () => {
  it('is that of the great circle', () => {
    const amsterdam = { latitude: 52.37, longitude: 4.9 };
    expect(distanceKm(amsterdam, { latitude: 40.71, longitude: -74.01 })).toBeCloseTo(5860, -1);
    expect(distanceKm(amsterdam, amsterdam)).toBe(0);
  });
});
