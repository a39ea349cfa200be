import { describe, expect, it } from '@jest/globals';
import { isTooWide, networkIn } from '../../shared/model/network.ts';

describe('a network', () => {
  it.each([
    ['203.0.113.0/24', { address: '203.0.113.0', bits: 24, family: 4 }],
    ['203.0.113.7/24', { address: '203.0.113.7', bits: 24, family: 4 }],
    ['203.0.113.7', { address: '203.0.113.7', bits: 32, family: 4 }],
    ['203.0.113.7/32', { address: '203.0.113.7', bits: 32, family: 4 }],
    ['0.0.0.0/0', { address: '0.0.0.0', bits: 0, family: 4 }],
    ['2001:DB8:0::/48', { address: '2001:db8::', bits: 48, family: 6 }],
    ['2001:db8::1', { address: '2001:db8::1', bits: 128, family: 6 }],
    ['::/0', { address: '::', bits: 0, family: 6 }],
  ])('is read from %s', (text, network) => {
    expect(networkIn(text)).toEqual(network);
  });

  it.each([
    '',
    '/24',
    '203.0.113.0/',
    '203.0.113.0/33',
    '203.0.113.0/-1',
    '203.0.113.0/24/24',
    '203.0.113.0 /24',
    '203.0.113.0/255.255.255.0',
    '203.0.113.0-203.0.113.9',
    '203.0.113/24',
    '203.0.113.256',
    '203.0.113.07',
    '203.0.113.7:443',
    '[2001:db8::1]',
    '[2001:db8::1]:443',
    '2001:db8::1%eth0',
    '2001:db8::/129',
    '2001:db8::1::2',
    '::ffff:203.0.113.0/120',
    '64:ff9b::cb00:7100/120',
    'fe80::/10',
    '*',
    'office.contoso.com',
    '203.0.113.0/24\n',
  ])('is none in %j', (text) => {
    expect(networkIn(text)).toBeUndefined();
  });

  it.each([
    ['0.0.0.0/0', true],
    ['8.0.0.0/7', true],
    ['8.0.0.0/8', false],
    ['::/0', true],
    ['2001::/18', true],
    ['2001::/19', false],
  ])('%s is wider than anybody has: %j', (text, wide) => {
    const network = networkIn(text);

    expect(network && isTooWide(network)).toBe(wide);
  });
});
