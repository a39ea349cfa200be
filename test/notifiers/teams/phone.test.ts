import { describe, expect, it } from '@jest/globals';
import { bracketsApart, forTextRun } from '../../../shared/notifiers/teams/harmless.ts';
import { linksOnPhone } from './phone.ts';

const HOSTILE: readonly { readonly text: string; readonly links: readonly string[] }[] = [
  { text: '[pay here](https://evil.example)', links: ['https://evil.example'] },
  { text: '[a](javascript:alert(1))', links: ['javascript:alert(1)'] },
  { text: '![a](b)', links: ['b'] },
  { text: '[a [b] c](d)', links: ['d'] },
  { text: '[](b)', links: ['b'] },
  { text: '[a](b) and [c](d(e)f)', links: ['b', 'd(e)f'] },
];

describe('links on phones', () => {
  it.each(HOSTILE)('are found in $text', ({ text, links }) => {
    expect(linksOnPhone(text)).toEqual(links);
  });

  it.each(['[a] (b)', '[a]·(b)', '[a]()', '[a](b', 'a](b)', '[a]( b)'])('are none in %s', (text) => {
    expect(linksOnPhone(text)).toEqual([]);
  });

  it.each(HOSTILE)('are gone from $text once its brackets are apart', ({ text }) => {
    expect(linksOnPhone(bracketsApart(text, { given: text, most: 300 }))).toEqual([]);
    expect(linksOnPhone(forTextRun(text))).toEqual([]);
  });
});
