import { describe, expect, it } from '@jest/globals';
import { forMarkdownField, forTextRun } from '../../../shared/notifiers/teams/harmless.ts';
import { plain } from '../../../shared/notifiers/teams/plain.ts';

const SAID = ' (hidden characters left out)';

describe('plain', () => {
  it.each<{ name: string; text: string; expected: string }>([
    {
      name: 'what is harmless',
      text: 'Dana Reyes, Ødegård & Söhne',
      expected: 'Dana Reyes, Ødegård & Söhne',
    },
    { name: 'half a surrogate pair', text: 'a\uD83D b', expected: 'a\uFFFD b' },
    { name: 'two ways to write é', text: 'e\u0301', expected: 'é' },
    { name: 'line breaks of every kind', text: 'a\r\nb\u2028c\u0085d\te', expected: 'a b c d e' },
    { name: 'a name turned round', text: 'exe.\u202Efdp', expected: `exe.fdp${SAID}` },
    { name: 'an isolate', text: '\u2067abc\u2069', expected: `abc${SAID}` },
    { name: 'nothing wide', text: 'pay\u200Bpal', expected: `paypal${SAID}` },
    { name: 'a soft hyphen', text: 'pass\u00ADword', expected: `password${SAID}` },
    { name: 'a control', text: 'a\u0007b\u001B[31m', expected: `ab[31m${SAID}` },
    { name: 'text in tags', text: 'a\u{E0041}\u{E0042}', expected: `a${SAID}` },
    { name: 'a filler of Hangul', text: '\u3164', expected: SAID.trim() },
    { name: 'a blank of Braille', text: 'a\u2800b', expected: `ab${SAID}` },
    {
      name: 'marks on end',
      text: `a${'\u0320'.repeat(40)}`,
      expected: `a${'\u0320'.repeat(4)} (stacked marks left out)`,
    },
    { name: 'blanks on end', text: `  a${'\u00A0'.repeat(90)}b `, expected: 'a b' },
    { name: 'nothing', text: '', expected: '' },
  ])('$name', ({ text, expected }) => {
    expect(plain(text, 300)).toBe(expected);
  });

  it.each<{ name: string; text: string; most: number; expected: string }>([
    { name: 'as long as may be', text: 'abcde', most: 5, expected: 'abcde' },
    { name: 'one too long', text: 'abcdef', most: 5, expected: 'abcde… (1 more character)' },
    {
      name: 'surrogate pairs',
      text: '😀'.repeat(6),
      most: 4,
      expected: `${'😀'.repeat(4)}… (2 more characters)`,
    },
    { name: 'letters of several marks', text: 'ก็็'.repeat(4), most: 3, expected: 'ก็็… (9 more characters)' },
    {
      name: 'quotes, which cost four bytes',
      text: '"'.repeat(9),
      most: 5,
      expected: `${'"'.repeat(5)}… (4 more characters)`,
    },
    {
      name: 'a removal after the cut',
      text: `${'a'.repeat(8)}\u200B`,
      most: 3,
      expected: `aaa… (5 more characters)${SAID}`,
    },
  ])('cuts $name', ({ text, most, expected }) => {
    expect(plain(text, most)).toBe(expected);
  });
});

describe('a text run', () => {
  it.each<{ name: string; text: string; expected: string }>([
    { name: 'an address', text: 'see https://evil.example/x', expected: 'see hxxps：//evil.example/x' },
    { name: 'a scheme nobody knows', text: 'zoommtg://x', expected: 'zoommtg：//x' },
    { name: 'a script', text: 'JavaScript:alert(1)', expected: 'JavaScript：alert(1)' },
    { name: 'a scheme of Microsoft', text: 'ms-settings:home', expected: 'ms-settings：home' },
    { name: 'a call', text: 'tel:+461', expected: 'tel：+461' },
    { name: 'a scheme with something hidden in it', text: 'htt\u200Bps://a', expected: `hxxps：//a${SAID}` },
    { name: 'a link', text: '[a](b)', expected: '[a]·(b)' },
    {
      name: 'braces',
      text: '{{{DATE(2026-03-02T09:00:00Z)}}',
      expected: '{ { {DATE(2026-03-02T09:00:00Z)}}',
    },
    { name: 'a mention', text: '<at>Dana</at>', expected: '‹at>Dana‹/at>' },
    { name: 'a list', text: '- a', expected: '\u2011 a' },
    { name: 'a list behind a bracket', text: 'a)- b', expected: 'a)\u2011 b' },
    { name: 'a numbered list', text: '1. a', expected: '1․ a' },
    { name: 'bold', text: '**a** _b_', expected: '∗∗a∗∗ ＿b＿' },
    { name: 'an underscore in an address', text: 'first_last@a.example', expected: 'first_last@a.example' },
    { name: 'an address of IPv6', text: 'fe80::1 and 2001:db8::1', expected: 'fe80::1 and 2001:db8::1' },
    { name: 'a time', text: 'at 09:12', expected: 'at 09:12' },
  ])('$name', ({ text, expected }) => {
    expect(forTextRun(text)).toBe(expected);
  });
});

describe('a field that reads Markdown', () => {
  it.each<{ name: string; text: string; expected: string }>([
    { name: 'HTML', text: '<img src=x>', expected: '‹img src=x›' },
    { name: 'an entity', text: '&lt;', expected: '＆lt;' },
    { name: 'an image', text: '![a](b)', expected: '！［a］·（b）' },
    { name: 'code', text: '`a` ~~b~~ \\', expected: '｀a｀ ～～b～～ ＼' },
    { name: 'a rule', text: '---', expected: '\u2011\u2011\u2011' },
    { name: 'a heading', text: '# a | b', expected: '＃ a ｜ b' },
  ])('$name', ({ text, expected }) => {
    expect(forMarkdownField(text)).toBe(expected);
  });
});
