/** What attackers put into names, subjects, rules and user agents: each does something somewhere if it is let. */
export const FRAGMENTS: readonly string[] = [
  '[pay](javascript:alert(1))',
  '![x](http://evil.example/x.png)',
  '[a]',
  '](b)',
  '(c)',
  '<img src=x onerror=alert(1)>',
  '<a href="https://evil.example">x</a>',
  '<at>Dana</at>',
  '</div><script>alert(1)</script>',
  '**bold**',
  '_it_',
  'first_last',
  '`code`',
  '~~gone~~',
  '# head',
  '- item',
  '+ item',
  ')- item',
  '* item',
  '1. item',
  '---',
  '===',
  '> said',
  '|a|b|',
  '&lt;b&gt;',
  '{{DATE(2026-03-02T09:00:00Z, SHORT)}}',
  '{{TIME(2026-03-02T09:00:00Z)}}',
  '2026-03-02T09:00:00Z',
  'https://evil.example/?a=b',
  'HTTP://evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'mailto:a@evil.example',
  'tel:+46123',
  'ms-settings:x',
  'odd-scheme://x',
  '\n',
  '\r\n\r\n',
  '\t',
  '\u0085',
  '\u2028',
  '\u202E',
  '\u2066',
  '\u200B',
  '\u00AD',
  '\uFE0F',
  '\u3164',
  '\u{E0041}',
  '\u0007',
  '\uD83D',
  '\uDE00',
  'e\u0301',
  `a${'\u0316'.repeat(12)}`,
  '   ',
  '\u00A0\u2003\u3000',
  '"quoted"',
  '\\',
  '$& $1 ${x}',
  'שלום',
  'مرحبا',
  '😀',
  '[x]: https://evil.example',
  'a\u200D[b](c)',
  'long '.repeat(400),
];

/** Stands in every hostile text, so that it is known again wherever it comes out. */
export const TAINT = 'taint';

/** So many hostile texts, always the same, each with a word of its own in it. */
export function hostileTexts(count: number): readonly string[] {
  const random = randomFrom(20_261_124);
  return Array.from({ length: count }, (_, at) => {
    const given = Array.from({ length: 1 + random(4) }, () => partOf(random)).join('');
    const mark = `${TAINT}${at}.`;
    if (at % 3 === 0) return `${mark}${given}`;
    return given.length > 200 ? `${given.slice(0, 9)}${mark}${given}` : `${given}${mark}`;
  });
}

/** Mostly what is known to do something; sometimes any character at all, or nothing in between. */
function partOf(random: (below: number) => number): string {
  const kind = random(6);
  if (kind < 4) return FRAGMENTS[random(FRAGMENTS.length)] ?? '';
  if (kind === 4) return String.fromCodePoint(random(2) === 0 ? random(0x3000) : random(0x110000));
  return ' ';
}

/** Whole numbers below any, always the same ones. Source: mulberry32. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
