import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decidedPage, messagePage } from '../../shared/pages/html/message.ts';
import { html } from '../../shared/pages/html.ts';
import { incidentPage } from '../../shared/pages/incident-page.ts';
import { GIVEN, wordsFor } from './a-page.ts';
import { anIncident, aView } from './a-view.ts';
import { decision, hostile, incident, query, story, texts } from './hostile-slots.ts';
import { tokensOf, type Tag } from './html-tokens.ts';

/** Tags of ours, with the attributes of ours that each has. */
const OURS: Readonly<Record<string, readonly string[]>> = {
  html: ['lang'],
  head: [],
  meta: ['charset', 'name', 'content'],
  title: [],
  style: [],
  body: [],
  main: [],
  footer: [],
  section: [],
  p: ['class'],
  h1: [],
  h2: ['id'],
  h3: [],
  a: ['href', 'rel'],
  span: ['class', 'aria-hidden'],
  dl: [],
  dt: [],
  dd: [],
  ul: ['class'],
  ol: ['class', 'start'],
  li: [],
  time: ['datetime', 'title'],
  br: [],
  bdi: [],
  code: [],
  pre: ['class', 'tabindex'],
  form: ['method', 'action'],
  label: ['for'],
  input: [
    'id',
    'name',
    'type',
    'value',
    'required',
    'minlength',
    'maxlength',
    'min',
    'max',
    'inputmode',
    'autocomplete',
  ],
  select: ['id', 'name'],
  option: ['value'],
  button: ['type'],
};
const LINK =
  /^(?:#now|#decide|\?.*|INC-\w+(?:\?.*)?|https:\/\/(?:db-ip\.com|entra\.microsoft\.com|admin\.microsoft\.com))$/s;

const isOurs = ({ name, attributes }: Tag): boolean =>
  [...attributes].every(
    ([attribute, value]) =>
      (OURS[name] ?? []).includes(attribute) &&
      (attribute !== 'href' || LINK.test(value)) &&
      (attribute !== 'action' || value.startsWith('?')),
  ) && name in OURS;

/** What of a page is not ours: tags, attributes, links, characters that are obeyed. */
function foreignIn(page: string): readonly unknown[] {
  const { tags, text, strange } = tokensOf(page);
  const obeyed = page.match(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu) ?? [];
  const isWhole = text.includes('IP Geolocation by DB-IP');
  return [...tags.filter((tag) => !isOurs(tag)), ...strange, ...obeyed, ...(isWhole ? [] : ['cut off'])];
}

describe('hostile text', () => {
  it('of every slot at once reaches no page but as text', () => {
    fc.assert(
      fc.property(
        incident,
        story,
        fc.array(decision, { maxLength: 2 }),
        texts,
        query,
        hostile,
        (given, slots, decisions, formerly, asked, nonce) => {
          const view = aView({ incident: given, decisions, formerly }, slots);

          expect(foreignIn(incidentPage(view, { query: asked, nonce }))).toEqual([]);
          for (const one of decisions) expect(foreignIn(decidedPage(one, view, asked))).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('of the records reaches no page but as text, told as a story', () => {
    fc.assert(
      fc.property(incident, (given) => {
        expect(foreignIn(incidentPage(aView({ incident: given }), GIVEN))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('of a refusal reaches no page but as text', () => {
    fc.assert(
      fc.property(hostile, hostile, query, (title, words, back) => {
        expect(foreignIn(messagePage({ title, sentence: words, back }))).toEqual([]);
      }),
    );
  });

  it('is shown as it was written, and not passed over', () => {
    const title = `<b>"Bob's" & 'co'</b>`;

    expect(wordsFor({ incident: anIncident({ title }) })).toContain(title);
  });

  it('of any depth of a slot is escaped, and only HTML of ours is not', () => {
    const forged = { toString: () => '<b>' } as unknown as string;

    expect(html`${['<', [html`<i>&amp;</i>`, '&']]}`.toString()).toBe('&lt;<i>&amp;</i>&amp;');
    expect(html`${forged} ${undefined} ${7}`.toString()).not.toContain('<b>');
  });
});
