import { AdaptiveCard, HostConfig } from 'adaptivecards';
import MarkdownIt from 'markdown-it';
import type { Card } from '../../../shared/notifiers/teams/elements.ts';
import { ATTRIBUTION_WORDS } from '../../../shared/notifiers/teams/links.ts';
import { TAINT } from './hostile.ts';
import { isEmphasisOnPhone, isListOnPhone, linksOnPhone } from './phone.ts';
import { waysOut } from './reading.ts';

/** As much of the page's tree as is looked at. */
interface Rendered {
  readonly tagName: string;
  readonly textContent: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly className: string;
  readonly children: Iterable<Rendered>;
}

// HTML on: a client whose processor lets it through must find none either.
const markdown = new MarkdownIt({ html: true });
const CONFIG = new HostConfig({ supportsInteractivity: true });
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

/** Styles stand in plain objects: parsing them takes happy-dom five times as long as all the rest. What is put into them is looked at all the same. */
const styles = new WeakMap<object, object>();
/** What the renderer asks of a style besides its properties. */
const PLAIN_STYLE = {
  removeProperty(this: Record<string, unknown>, name: string) {
    delete this[name];
  },
};
Object.defineProperty(
  (globalThis as unknown as { HTMLElement: { prototype: object } }).HTMLElement.prototype,
  'style',
  {
    get(this: object) {
      const style = styles.get(this) ?? (Object.create(PLAIN_STYLE) as object);
      styles.set(this, style);
      return style;
    },
  },
);

/** Everything a card may be made of on a page: boxes, paragraphs, text, buttons, and the one way out that stands in text. */
const TAGS = new Set(['DIV', 'P', 'SPAN', 'BUTTON', 'A']);
const OBEYED = /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const SCHEME = /\b(?:https?|javascript|data|mailto|tel|ms-settings|odd-scheme):/i;

/** What is wrong with a text that stands in a run. */
const IN_RUNS: Readonly<Record<string, (text: string) => boolean>> = {
  'half a surrogate pair': (text) => /\p{Surrogate}/u.test(text),
  'a line break': (text) => /[\n\r\t\v\f\u0085\u2028\u2029]/.test(text),
  'something obeyed': (text) => OBEYED.test(text),
  'two ways to write it': (text) => text.normalize('NFC') !== text,
  'marks on end': (text) => /\p{M}{5}/u.test(text),
  'blanks on end': (text) => /\p{Zs}\p{Zs}|[^\S ]/u.test(text),
  'too long': (text) => text.length > 1_000,
  'a scheme': (text) => SCHEME.test(text),
  'a link on phones': (text) => linksOnPhone(text).length > 0,
  'a list on phones': isListOnPhone,
  'emphasis on phones': isEmphasisOnPhone,
  'something carried out': (text) => text.includes('{{'),
  'a mention': (text) => /<\s*\/?\s*at\b/i.test(text),
};

/** What is wrong with a card, rendered and as it stands; none is as it should be. */
export function faultsIn(card: Card): readonly string[] {
  const runs = runsIn(card.body).filter((text) => text !== ATTRIBUTION_WORDS);
  return [
    ...Object.entries(IN_RUNS).flatMap(([name, isWrong]) =>
      runs.filter(isWrong).map((text) => `${name}: ${JSON.stringify(text)}`),
    ),
    ...faultsOnPage(card),
    ...faultsInField(card.fallbackText),
  ];
}

/** What Markdown or HTML makes of a text that must be nothing but a text. */
export function faultsInField(text: string): readonly string[] {
  const html = markdown.render(text);
  return /^<p>[^<]*<\/p>\n$|^$/.test(html) && !/&(?!quot;|amp;)/.test(html) ? [] : [`Markdown: ${html}`];
}

function faultsOnPage(card: Card): readonly string[] {
  const page = new AdaptiveCard();
  page.hostConfig = CONFIG;
  page.parse(card);
  const root = page.render() as unknown as Rendered;
  const allowed = new Set(waysOut(card).map(({ url }) => new URL(url).href));
  const all = everyElement(root);
  const texts = all
    .filter(({ className }) => className === 'ac-textRun')
    .map(({ textContent }) => textContent);
  return [
    ...all.filter(({ tagName }) => !TAGS.has(tagName)).map(({ tagName }) => `an element: ${tagName}`),
    ...all.flatMap((element) => attributeFaults(element, allowed)),
    ...(texts.join('\n') === runsIn(card.body).join('\n') ? [] : ['a text that is shown as another']),
  ];
}

/** An element and all within it, walked: the selectors of happy-dom keep what they find, which costs more than all the rest. */
function everyElement(element: Rendered): readonly Rendered[] {
  return [element, ...[...element.children].flatMap(everyElement)];
}

function attributeFaults(element: Rendered, allowed: ReadonlySet<string>): readonly string[] {
  const { tagName, attributes } = element;
  const style = Object.entries(styles.get(element) ?? {}).map(([name, value]) => ({
    name,
    value: String(value),
  }));
  return [...attributes, ...style].flatMap(({ name, value }) => {
    if (value.includes(TAINT)) return [`data in ${name}: ${value}`];
    const isWayOut = name === 'href' || name === 'src';
    return isWayOut && !(tagName === 'A' && allowed.has(new URL(value).href)) ? [`a way out: ${value}`] : [];
  });
}

/** The text of every run, in order. */
export function runsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('type' in value && value.type === 'TextRun' && 'text' in value) return [String(value.text)];
  return Object.values(value).flatMap(runsIn);
}
