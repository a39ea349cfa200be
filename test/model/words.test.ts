import { describe, expect, it } from '@jest/globals';
import { counted, countryName, listed, networkInWords, placeInWords } from '../../shared/model/words.ts';
import { FAR, HOME } from '../support/events.ts';

describe('words', () => {
  it.each([
    ['SE', 'Sweden'],
    ['NG', 'Nigeria'],
    ['QQ', 'QQ'],
    ['se', 'se'],
    ['Sweden', 'Sweden'],
    ['', ''],
    ['419', '419'],
  ])('call the country %j %j', (code, expected) => {
    expect(countryName(code)).toBe(expected);
  });

  it.each([
    [0, 'guest', undefined, '0 guests'],
    [1, 'guest', undefined, '1 guest'],
    [2, 'guest', undefined, '2 guests'],
    [1, 'person', 'people', '1 person'],
    [2, 'person', 'people', '2 people'],
  ])('count %d %s', (count, one, many, expected) => {
    expect(many === undefined ? counted(count, one) : counted(count, one, many)).toBe(expected);
  });

  it.each([
    [[], undefined, ''],
    [['a'], undefined, 'a'],
    [['a', 'b'], undefined, 'a and b'],
    [['a', 'b', 'c'], undefined, 'a, b and c'],
    [['a', 'b', 'c', 'd', 'e'], undefined, 'a, b, c, d and e'],
    [['a', 'b', 'c', 'd', 'e', 'f'], undefined, 'a, b, c, d, e and 1 more'],
    [['a', 'b', 'c', 'd'], 2, 'a, b and 2 more'],
    [['a', 'b'], 1, 'a and 1 more'],
  ])('list %j, at most %s', (words, most, expected) => {
    expect(most === undefined ? listed(words) : listed(words, most)).toBe(expected);
  });

  it.each([
    ['nothing', undefined, 'an unknown place'],
    ['an empty place', { networkClass: 'unknown' as const }, 'an unknown place'],
    ['a home', HOME, 'Stockholm, Sweden'],
    ['a rented server', FAR, 'Lagos, Nigeria, on a rented server'],
    ['a country', { country: 'SE', networkClass: 'residential' as const }, 'Sweden'],
    [
      'a city that is a country',
      { country: 'SG', region: 'Singapore', networkClass: 'vpn' as const },
      'Singapore, on a VPN service',
    ],
    ['a network alone', { networkClass: 'tor' as const }, 'an unknown place, on the Tor network'],
    [
      'a machine of Microsoft’s',
      { country: 'IE', networkClass: 'microsoft' as const },
      "Ireland, on one of Microsoft's machines",
    ],
    [
      'a phone',
      { country: 'SE', region: 'Skåne', networkClass: 'mobile' as const },
      'Skåne, Sweden, on a mobile network',
    ],
    ['a relay', { country: 'SE', networkClass: 'relay' as const }, 'Sweden, on a privacy relay'],
  ])('say where it was: %s', (_case, place, expected) => {
    expect(placeInWords(place)).toBe(expected);
  });

  it.each([
    ['nothing', undefined, 'an unknown network'],
    ['no number', { organisation: 'Telia', networkClass: 'unknown' as const }, 'an unknown network'],
    ['a number', { asn: 3301, networkClass: 'unknown' as const }, 'AS3301'],
    ['its holder', HOME, 'Telia Company AB (AS3301)'],
  ])('say which network it was: %s', (_case, place, expected) => {
    expect(networkInWords(place)).toBe(expected);
  });
});
