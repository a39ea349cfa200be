import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublic, normaliseAddress, prefixNumber, prefixOf, sameHost } from '../../shared/model/address.ts';

describe('normaliseAddress', () => {
  it.each([
    ['plain IPv4', '80.114.221.214', '80.114.221.214'],
    ['IPv4 with a port', '1.2.3.4:52378', '1.2.3.4'],
    ['IPv4 in spaces', '  1.2.3.4 ', '1.2.3.4'],
    ['the highest IPv4', '255.255.255.255', '255.255.255.255'],
    ['single zeros', '0.0.0.0', '0.0.0.0'],
    ['a private one, which is still an address', '10.0.0.1', '10.0.0.1'],
    ['IPv4 in brackets is none', '[1.2.3.4]', undefined],
    ['IPv6 in brackets with a port', '[2001:db8::1]:443', '2001:db8::1'],
    ['IPv6 in brackets', '[::1]', '::1'],
    ['unspecified', '::', '::'],
    ['upper case', '2001:DB8::ABCD', '2001:db8::abcd'],
    ['written out', '2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['the longest run of zeros is the one left out', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['the first of equal runs is the one left out', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['a single zero group stays', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['a single zero group written as a gap', '2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['a gap at the end', '2001:db8:1::', '2001:db8:1::'],
    ['IPv4 inside IPv6', '::ffff:1.2.3.4', '1.2.3.4'],
    ['the same in hexadecimal', '::FFFF:102:304', '1.2.3.4'],
    ['the same in brackets with a port', '[::ffff:1.2.3.4]:443', '1.2.3.4'],
    ['NAT64', '64:ff9b::1.2.3.4', '1.2.3.4'],
    ['NAT64 in hexadecimal', '64:ff9b::102:304', '1.2.3.4'],
    ['local NAT64 is another prefix', '64:ff9b:1::102:304', '64:ff9b:1::102:304'],
    ['a zone', '2001:db8::1%12', '2001:db8::1'],
    ['link-local', 'FE80::1', undefined],
    ['link-local with a zone', 'fe80::a:b%eth0', undefined],
    ['the end of link-local', 'febf::1', undefined],
    ['nothing', '', undefined],
    ['spaces', '   ', undefined],
    ['the word for nothing', '<null>', undefined],
    ['anonymised', '1.2.3.XXX', undefined],
    ['an octet above 255', '1.2.3.256', undefined],
    ['a leading zero', '1.2.3.04', undefined],
    ['three octets', '1.2.3', undefined],
    ['five octets', '1.2.3.4.5', undefined],
    ['an empty octet', '1..3.4', undefined],
    ['a network', '1.2.3.0/24', undefined],
    ['an empty port', '1.2.3.4:', undefined],
    ['a port above 65535', '1.2.3.4:65536', undefined],
    ['two addresses', '1.2.3.4, 5.6.7.8', undefined],
    ['a name', 'host.example', undefined],
    ['a number', '42', undefined],
    ['two gaps', '2001::1::2', undefined],
    ['three colons', '2001:::1', undefined],
    ['nine groups', '1:2:3:4:5:6:7:8:9', undefined],
    ['seven groups', '1:2:3:4:5:6:7', undefined],
    ['a gap for no group', '1:2:3:4::5:6:7:8', undefined],
    ['five digits in a group', '2001:db8::12345', undefined],
    ['IPv4 in the middle', '::1.2.3.4:5', undefined],
    ['IPv4 before the gap', '1.2.3.4::', undefined],
    ['a bad IPv4 tail', '::ffff:1.2.3.256', undefined],
    ['a bracket left open', '[2001:db8::1', undefined],
    ['something after the bracket', '[2001:db8::1]x', undefined],
    ['a trailing colon', '2001:db8::1:', undefined],
  ])('%s', (_name, raw, expected) => {
    expect(normaliseAddress(raw)).toBe(expected);
  });

  it.each([undefined, null, 42, {}, ['1.2.3.4']])('%p is no address', (raw) => {
    expect(normaliseAddress(raw)).toBeUndefined();
  });

  it('leaves its own answers as they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (raw) => {
        const address = normaliseAddress(raw);
        fc.pre(address !== undefined);
        expect(normaliseAddress(address)).toBe(address);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159afF:.[]%x/ '.split('')) }), (raw) => {
        expect(['string', 'undefined']).toContain(typeof normaliseAddress(raw));
      }),
    );
  });
});

describe('networks of an address', () => {
  it.each([
    ['80.114.221.214', '80.114.221.0/24', '80.114.221.214'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8::/48', '2001:db8::/64'],
    ['2001:db8:0:1::1', '2001:db8::/48', '2001:db8:0:1::/64'],
    ['::1', '::/48', '::/64'],
    ['not an address', 'not an address', 'not an address'],
  ])('%s', (address, prefix, host) => {
    expect(prefixOf(address)).toBe(prefix);
    expect(sameHost(address)).toBe(host);
  });

  it.each([
    ['0.0.0.1', { family: 4, number: 0 }],
    ['1.2.3.4', { family: 4, number: 0x010203 }],
    ['255.255.255.255', { family: 4, number: 0xffffff }],
    ['2001:db8:1::5', { family: 6, number: 0x20010db80001 }],
    ['ffff:ffff:ffff::', { family: 6, number: 2 ** 48 - 1 }],
    ['', undefined],
  ])('%s as a number', (address, expected) => {
    expect(prefixNumber(address)).toEqual(expected);
  });
});

describe('isPublic', () => {
  it.each([
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.0.1.0',
    '192.0.3.0',
    '192.167.255.255',
    '192.169.0.0',
    '198.17.255.255',
    '198.20.0.0',
    '203.0.112.255',
    '223.255.255.255',
    '2001:4860:4860::8888',
    '2a00::1',
    '3fff:1000::',
  ])('%s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.0.0.0',
    '10.255.255.255',
    '100.64.0.0',
    '100.127.255.255',
    '127.0.0.1',
    '169.254.0.1',
    '172.16.0.0',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2001:2::1',
    '3fff::1',
    '64:ff9b:1::1',
    '',
    '1.2.3',
    'x',
  ])('not %p', (address) => {
    expect(isPublic(address)).toBe(false);
  });
});
