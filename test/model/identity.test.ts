import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  domainOf,
  homeAddress,
  isGuestName,
  kindOfName,
  namesIn,
  personOf,
} from '../../shared/model/identity.ts';

const GUID = '22222222-0000-4000-8000-00000000000a';
const PUID = '1003200100000a0a';
const GUEST = 'cy_partner.example#EXT#@example.onmicrosoft.com';

describe('kindOfName', () => {
  it.each([
    ['ann@example.com', 'mail'],
    ['ANN@EXAMPLE.COM', 'mail'],
    [GUEST, 'mail'],
    [GUID, 'guid'],
    [GUID.toUpperCase(), 'guid'],
    [PUID, 'puid'],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['Not Available', undefined],
    ['NT AUTHORITY\\SYSTEM (Microsoft.Exchange)', undefined],
    ['ServicePrincipal_22222222-0000-4000-8000-00000000000a', undefined],
    ['User', undefined],
    ['ann', undefined],
    ['ann@', undefined],
    ['@example.com', undefined],
    ['ann@b@example.com', undefined],
    ['Ann Example <ann@example.com>', undefined],
    ['', undefined],
  ])('%p', (text, kind) => {
    expect(kindOfName(text)).toBe(kind);
  });
});

describe('namesIn', () => {
  it.each<[string, readonly unknown[], readonly string[]]>([
    [
      'one name in any case, once',
      ['Ann@Example.com', 'ann@example.com', 'ANN@EXAMPLE.COM'],
      ['ann@example.com'],
    ],
    [
      'every kind',
      ['Ann@example.com', GUID.toUpperCase(), PUID.toUpperCase()],
      ['ann@example.com', GUID, PUID],
    ],
    ['an object id with its mark', [`User_${GUID}`], [GUID]],
    ['an address that begins like that mark', ['user_ann@example.com'], ['user_ann@example.com']],
    [
      'two people whom only the mark would tell apart',
      ['user_ann@example.com', 'ann@example.com'],
      ['user_ann@example.com', 'ann@example.com'],
    ],
    ['an SMTP address', ['SMTP:Ann@example.com'], ['ann@example.com']],
    ['a PUID with a domain', [`${PUID}@example.onmicrosoft.com`], [PUID]],
    ['a guest together with the address at home', [GUEST], [GUEST.toLowerCase(), 'cy@partner.example']],
    ['an app', [`ServicePrincipal_${GUID}`], []],
    [
      'nobody',
      [
        '00000000-0000-0000-0000-000000000000',
        'User_00000000-0000-0000-0000-000000000000',
        'Not Available',
        'User',
        '',
      ],
      [],
    ],
    ['what is no text', [null, undefined, 7, {}, [GUID]], []],
  ])('%s', (_name, texts, names) => {
    expect(namesIn(texts)).toEqual(names);
  });

  it('leaves its own answers as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.emailAddress(), fc.uuid(), fc.string())), (texts) => {
        const names = namesIn(texts);
        expect(namesIn(names)).toEqual(names);
        for (const name of names) expect(name).toBe(name.toLowerCase());
      }),
    );
  });
});

describe('homeAddress', () => {
  it.each([
    [GUEST, 'cy@partner.example'],
    ['first_last_partner.example#EXT#@example.onmicrosoft.com', 'first_last@partner.example'],
    ['CY_Partner.Example#ext#@example.com', 'cy@partner.example'],
    ['cy#EXT#@example.com', undefined],
    ['_partner.example#EXT#@example.com', undefined],
    ['#EXT#@example.com', undefined],
    ['ann_b@example.com', undefined],
    ['', undefined],
  ])('%p', (name, home) => {
    expect(homeAddress(name)).toBe(home);
    expect(isGuestName(name)).toBe(name.toLowerCase().includes('#ext#'));
  });
});

describe('domainOf', () => {
  it.each([
    ['Ann@Example.COM', 'example.com'],
    ['ann@evil-example.com', 'evil-example.com'],
    ['ann@sub.example.com', 'sub.example.com'],
    ['example.com', undefined],
    ['ann@example.com, bob@example.com', undefined],
    ['', undefined],
  ])('%p', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });
});

describe('personOf', () => {
  it.each<[string, readonly string[], string | undefined, object | undefined]>([
    [
      'an address before the rest',
      [PUID, GUID, 'ann@example.com'],
      undefined,
      { kind: 'user', id: 'ann@example.com', name: 'ann@example.com' },
    ],
    ['an object id before a PUID', [PUID, GUID], undefined, { kind: 'user', id: GUID, name: GUID }],
    [
      'a PUID where there is nothing else',
      [PUID],
      'Ann Example',
      { kind: 'user', id: PUID, name: 'Ann Example' },
    ],
    [
      'an empty name for none',
      ['ann@example.com'],
      '',
      { kind: 'user', id: 'ann@example.com', name: 'ann@example.com' },
    ],
    ['nobody', [], 'Ann Example', undefined],
  ])('takes %s', (_name, names, display, person) => {
    expect(personOf(names, display)).toEqual(person);
  });
});
