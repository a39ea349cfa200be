import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPlaces } from '../../shared/place/index.ts';

const places = openPlaces();

describe('the place data that ships', () => {
  it.each([
    ['8.8.8.8', { country: 'US', asn: 15_169, organisation: 'Google LLC', networkClass: 'hosting' }],
    ['1.1.1.1', { asn: 13_335, networkClass: 'relay' }],
    ['20.190.159.1', { asn: 8075, organisation: 'Microsoft Corporation', networkClass: 'microsoft' }],
    ['40.126.31.67', { asn: 8075, networkClass: 'microsoft' }],
    ['13.107.42.14', { asn: 8068, networkClass: 'microsoft' }],
    ['5.253.204.108', { asn: 9009, networkClass: 'hosting' }],
    ['80.114.221.214', { country: 'NL', networkClass: 'unknown' }],
    ['2001:4860:4860::8888', { asn: 15_169, networkClass: 'hosting' }],
    ['2606:4700:4700::1111', { asn: 13_335, networkClass: 'relay' }],
    ['2603:1026:c03::1', { asn: 8075, networkClass: 'microsoft' }],
  ])('%s', (address, expected) => {
    expect(places.of(address)).toMatchObject(expected);
  });

  it('gives a region, and a point with the radius it stands for', () => {
    const { region, point } = places.of('80.114.221.214');
    expect(region).toMatch(/./);
    expect(point?.latitude).toBeGreaterThan(50.7);
    expect(point?.latitude).toBeLessThan(53.6);
    expect(point?.longitude).toBeGreaterThan(3.3);
    expect(point?.longitude).toBeLessThan(7.3);
    expect(point?.radiusKm).toBeGreaterThan(0);
    expect(point?.radiusKm).toBeLessThan(150);
  });

  it.each([
    '10.0.0.1',
    '127.0.0.1',
    '100.64.1.1',
    '192.0.2.1',
    '::1',
    'fd00::1',
    '2001:db8::1',
    'no address',
    '',
  ])('%p is nowhere', (address) => {
    expect(places.of(address)).toEqual({ networkClass: 'unknown' });
  });

  it('tells its date', () => {
    expect(places.builtOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});

describe('the cache', () => {
  it('answers again with the same object', () => {
    expect(places.of('8.8.8.8')).toBe(places.of('8.8.8.8'));
  });

  it('forgets what was not asked for in 50,000 others, and keeps what was', () => {
    const quiet = places.of('8.8.8.8');
    const busy = places.of('8.8.4.4');
    for (let number = 0; number < 60_000; number++) {
      places.of(`81.${number >> 16}.${(number >> 8) & 255}.${number & 255}`);
      places.of('8.8.4.4');
    }
    expect(places.of('8.8.4.4')).toBe(busy);
    expect(places.of('8.8.8.8')).not.toBe(quiet);
    expect(places.of('8.8.8.8')).toEqual(quiet);
  });
});

describe('a file that is not there', () => {
  const missing = openPlaces(join('no-such-folder', 'place.bin'));

  it.each([
    ['a look-up', () => missing.of('8.8.8.8')],
    ['the date', () => missing.builtOn],
  ])('%s names it and the remedy', (_name, ask) => {
    expect(ask).toThrow(/no-such-folder.place\.bin.*npm run build:place/s);
  });

  it('is not missed before it is needed', () => {
    expect(() => openPlaces('no-such-file')).not.toThrow();
  });

  it('that is no place file is named too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'place-'));
    const file = join(folder, 'place.bin');
    writeFileSync(file, 'something else');
    expect(() => openPlaces(file).of('8.8.8.8')).toThrow(/place\.bin: does not begin with VIGPLACE/);
    rmSync(folder, { recursive: true });
  });
});
