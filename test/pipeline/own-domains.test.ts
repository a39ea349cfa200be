import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createOwnDomains } from '../../shared/pipeline/own-domains.ts';

type Mail = readonly [sender: string, recipient: string];

function repeated(times: number, sender: string, recipient: string): readonly Mail[] {
  return Array.from({ length: times }, (_, at) => [`a${at}@${sender}`, `b${at}@${recipient}`] as const);
}

interface Given {
  readonly given?: readonly string[];
  readonly members?: readonly string[];
  readonly mails?: readonly Mail[];
}

function ownDomains({ given = [], members = [], mails = [] }: Given): readonly string[] | undefined {
  const own = createOwnDomains(given);
  for (const domain of members) own.member(domain);
  for (const [sender, recipient] of mails) own.mail(sender, [recipient]);
  const all = own.all();
  return all === undefined ? undefined : [...all].toSorted();
}

/** A tenant of two domains with partners, newsletters from outside and private mailboxes. */
const TRAFFIC: readonly Mail[] = [
  ...repeated(60, 'contoso.example', 'gmail.com'),
  ...repeated(40, 'contoso.example', 'fabrikam.example'),
  ...repeated(30, 'news.example', 'contoso.example'),
  ...repeated(25, 'shop.contoso.example', 'fabrikam.example'),
  ...repeated(20, 'shop.contoso.example', 'outlook.com'),
  ...repeated(9, 'contoso.example', 'shop.contoso.example'),
];

describe('the tenant’s own domains', () => {
  it.each<{ name: string; parts: Given; expected: readonly string[] | undefined }>([
    { name: 'nothing known', parts: {}, expected: undefined },
    {
      name: 'given ones beside those of members',
      parts: { given: ['Contoso.Example'], members: ['fabrikam.example'], mails: TRAFFIC },
      expected: ['contoso.example', 'fabrikam.example'],
    },
    {
      name: 'those of members',
      parts: { members: ['contoso.example', 'contoso.onmicrosoft.example', 'contoso.example'] },
      expected: ['contoso.example', 'contoso.onmicrosoft.example'],
    },
    {
      name: 'a consumer domain never, though a record suggests it',
      parts: { members: ['gmail.com', 'outlook.com', 'hotmail.co.uk', 'gmx.de'] },
      expected: undefined,
    },
    {
      name: 'what only looks like a consumer domain',
      parts: { members: ['mygmail.com', 'outlook.contoso.example'] },
      expected: ['mygmail.com', 'outlook.contoso.example'],
    },
    {
      name: 'those that traces show, each explaining mails that no other does',
      parts: { mails: TRAFFIC },
      expected: ['contoso.example', 'shop.contoso.example'],
    },
    {
      name: 'members explain mails, so that partners are not inferred',
      parts: { members: ['contoso.example', 'shop.contoso.example'], mails: TRAFFIC },
      expected: ['contoso.example', 'shop.contoso.example'],
    },
    {
      name: 'a domain beside those of members',
      parts: { members: ['contoso.example'], mails: TRAFFIC },
      expected: ['contoso.example', 'shop.contoso.example'],
    },
    {
      name: 'a consumer domain never, though every mail goes there',
      parts: {
        mails: [
          ...repeated(80, 'contoso.example', 'gmail.com'),
          ...repeated(30, 'gmail.com', 'contoso.example'),
        ],
      },
      expected: undefined, // none has a second partner, and no one sender sent nearly all
    },
    {
      name: 'a few mails infer nothing',
      parts: { mails: repeated(19, 'contoso.example', 'gmail.com') },
      expected: undefined,
    },
    {
      name: 'twenty mails of one sender do, where nothing else is known',
      parts: { mails: repeated(20, 'contoso.example', 'gmail.com') },
      expected: ['contoso.example'],
    },
    {
      name: 'stray mails between strangers infer nothing beside many',
      parts: {
        mails: [
          ...repeated(1_000, 'contoso.example', 'gmail.com'),
          ...repeated(26, 'stray.example', 'other.example'),
          ...repeated(26, 'stray.example', 'another.example'),
        ],
      },
      expected: ['contoso.example'],
    },
    {
      name: 'two that explain the same mails infer nothing: either may be the stranger',
      parts: {
        mails: [
          ...repeated(40, 'contoso.example', 'fabrikam.example'),
          ...repeated(40, 'fabrikam.example', 'contoso.example'),
        ],
      },
      expected: undefined,
    },
    {
      name: 'where the mails of customers are forwarded to: it only gets mail',
      parts: {
        members: ['contoso.example'],
        mails: [
          ...TRAFFIC.filter(([sender]) => !sender.endsWith('shop.contoso.example')),
          ...Array.from({ length: 90 }, (_, at) => [`a@customer${at}.example`, 'x@thief.example'] as const),
        ],
      },
      expected: ['contoso.example'],
    },
    {
      name: 'the one customer whose mails are forwarded',
      parts: {
        members: ['contoso.example'],
        mails: [
          ...repeated(20, 'contoso.example', 'fabrikam.example'),
          ...repeated(90, 'fabrikam.example', 'contoso.example'),
          ...repeated(90, 'fabrikam.example', 'thief.example'),
        ],
      },
      expected: ['contoso.example'],
    },
    {
      name: 'a sender without an address says nothing',
      parts: { mails: Array.from({ length: 50 }, () => ['<>', 'b@contoso.example'] as const) },
      expected: undefined,
    },
    {
      name: 'a domain that mails itself counts once a mail',
      parts: { mails: repeated(19, 'contoso.example', 'contoso.example') },
      expected: undefined,
    },
  ])('$name', ({ parts, expected }) => {
    expect(ownDomains(parts)).toEqual(expected);
  });

  it('are all found, and no partner is, where each mails many partners', () => {
    const own = ['contoso.example', 'contoso.onmicrosoft.example'];
    const count = fc.integer({ min: 15, max: 30 });
    const toPartners = fc.array(count, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(fc.tuple(toPartners, toPartners), (counts) => {
        const [one = 0, other = 0] = counts.map((list) => list.reduce((sum, times) => sum + times, 0));
        fc.pre(one !== other);
        const mails = counts.flatMap((list, ours) =>
          list.flatMap((times, theirs) => {
            const sides = [own[ours] ?? '', `partner${theirs}.example`] as const;
            return [...repeated(times, ...sides), ...repeated(times, sides[1], sides[0])];
          }),
        );

        expect(ownDomains({ mails })).toEqual(own);
      }),
      { numRuns: 30 },
    );
  });

  it('do not depend on the order of mails and records', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...TRAFFIC], { minLength: TRAFFIC.length }), (mails) => {
        expect(ownDomains({ mails })).toEqual(['contoso.example', 'shop.contoso.example']);
      }),
      { numRuns: 30 },
    );
  });

  it('are told apart by the recipients of one mail', () => {
    const own = createOwnDomains([]);
    own.mail(
      'a@contoso.example',
      Array.from({ length: 30 }, (_, at) => `b@partner${at}.example`),
    );

    expect([...(own.all() ?? [])]).toEqual(['contoso.example']);
  });
});
