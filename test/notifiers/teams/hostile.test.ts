/** @jest-environment @happy-dom/jest-environment */
import { describe, expect, it } from '@jest/globals';
import { cardOf } from '../../../shared/notifiers/teams/card.ts';
import type { Card } from '../../../shared/notifiers/teams/elements.ts';
import { forMarkdownField, SANITISER, type Sanitiser } from '../../../shared/notifiers/teams/harmless.ts';
import { FILLED } from './filled.ts';
import { FRAGMENTS, hostileTexts } from './hostile.ts';
import { CONTEXT, heartbeatNotice } from './notices.ts';
import { faultsIn, faultsInField, runsIn } from './property.ts';

const TEXTS = hostileTexts(24_000);
const HOSTS = new Set(['admin.microsoft.com', 'entra.microsoft.com', 'db-ip.com', 'vigil.example']);

/** Cards of all kinds in turn, all their slots filled, until so many texts are used up: what is wrong with each, and how many it shows. */
function* judged(
  sanitiser: Sanitiser,
  count: number,
): Generator<{ readonly faults: readonly string[]; readonly shown: number }> {
  let used = 0;
  const next = (): string => TEXTS[used++ % TEXTS.length] ?? '';
  while (used < count) {
    for (const fill of Object.values(FILLED)) {
      const from = used;
      const card = cardOf(fill(next), { ...CONTEXT, sanitiser }, Infinity);
      const shown = new Set(JSON.stringify(runsIn(card)).match(/taint\d+/gi)).size;
      yield { faults: [...faultsIn(card), ...unsaid(TEXTS.slice(from, used), card)], shown };
    }
  }
}

/** A card that was given hidden characters, by the dozen, says that some were left out. */
function unsaid(given: readonly string[], card: Card): readonly string[] {
  const isHiding = given.some((text) => /[\u202E\u200B\u3164]/.test(text));
  return isHiding && !JSON.stringify(card).includes('(hidden characters left out)')
    ? ['a removal that is not said']
    : [];
}

describe('a card of any kind, full of hostile texts', () => {
  it('shows 20,000 of them as nothing but text', () => {
    const cards = [...judged(SANITISER, 24_000)];

    expect(cards.flatMap(({ faults }) => faults).slice(0, 5)).toEqual([]);
    expect(cards.reduce((sum, { shown }) => sum + shown, 0)).toBeGreaterThan(20_000);
  });

  it('leads nowhere but where we say', () => {
    const fill = FILLED['incident'];
    const card = cardOf(fill?.(() => 'https://evil.example/') as never, CONTEXT);

    expect(card.actions?.every(({ url }) => HOSTS.has(new URL(url).host))).toBe(true);
  });
});

describe('the property', () => {
  const card = cardOf(heartbeatNotice(), CONTEXT);
  const block = (text: string): object => ({ ...card, body: [{ type: 'TextBlock', text }] });

  it.each<{ name: string; planted: object; found: RegExp }>([
    { name: 'a link in a text', planted: block('[a](https://evil.example)'), found: /^a way out/ },
    { name: 'an image', planted: block('![a](https://evil.example/a.png)'), found: /^an element: IMG/ },
    { name: 'a format', planted: block('**a**'), found: /^an element: STRONG/ },
    { name: 'HTML', planted: block('<b>a</b>'), found: /^an element: B/ },
    { name: 'data in what is spoken', planted: { ...card, speak: 'taint' }, found: /^data in aria-label/ },
    { name: 'Markdown in the fallback', planted: { ...card, fallbackText: '# a' }, found: /^Markdown/ },
  ])('sees $name', ({ planted, found }) => {
    expect(has(faultsIn(planted as Card), found)).toBe(true);
  });

  it('sees nothing where nothing is', () => {
    expect(faultsIn(card)).toEqual([]);
  });
});

describe('each step of the sanitiser is needed', () => {
  /** What is found wrong once a step is left out. */
  const FOUND: Readonly<Record<keyof Sanitiser, Readonly<Record<string, RegExp>>>> = {
    plain: {
      wellFormed: /^half a surrogate pair/,
      onOneLine: /^a line break/,
      withoutHidden: /^something obeyed/,
      composed: /^two ways to write it/,
      withFewMarks: /^marks on end/,
      withoutGaps: /^blanks on end/,
      cutShort: /^too long/,
      sayingRemovals: /^a removal that is not said/,
    },
    run: {
      withoutSchemes: /^a scheme/,
      bracketsApart: /^a link on phones/,
      bracesApart: /^something carried out/,
      withoutMentions: /^a mention/,
      withoutListMarks: /^a list on phones/,
      withoutEmphasis: /^emphasis on phones/,
    },
    field: { lookingAlike: /^Markdown: .*<(?!p>)/s, withoutRules: /^Markdown: <hr>/ },
  };
  const steps = (Object.keys(SANITISER) as (keyof Sanitiser)[]).flatMap((part) =>
    Object.keys(SANITISER[part]).map((step) => ({ part, step, found: FOUND[part][step] })),
  );

  it.each(steps)('$part: without $step, $found is found', ({ part, step, found }) => {
    const less = { ...SANITISER, [part]: without(SANITISER[part], step) };
    const faults = part === 'field' ? faultsOfFields(less) : faultsOfCards(less);

    expect(has(faults, found)).toBe(true);
  });

  it('none is missing for a field that reads Markdown', () => {
    expect([...faultsOfFields(SANITISER)].slice(0, 3)).toEqual([]);
  });
});

function* faultsOfCards(sanitiser: Sanitiser): Generator<string> {
  for (const { faults } of judged(sanitiser, 3_000)) yield* faults;
}

function* faultsOfFields(sanitiser: Sanitiser): Generator<string> {
  for (const text of [...FRAGMENTS, ...TEXTS]) yield* faultsInField(forMarkdownField(text, 300, sanitiser));
}

function has(faults: Iterable<string>, found: RegExp | undefined): boolean {
  for (const fault of faults) if (found?.test(fault) === true) return true;
  return false;
}

function without<T extends object>(steps: T, left: string): T {
  return Object.fromEntries(Object.entries(steps).filter(([name]) => name !== left)) as T;
}
