/** A start tag with its attributes as a browser has them. */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** A page as a browser's tokenizer takes it apart. */
export interface Tokens {
  readonly tags: readonly Tag[];
  /** All text outside the style, decoded. */
  readonly text: string;
  /** What is no tag, text or doctype: comments, instructions, tags that never end. */
  readonly strange: readonly string[];
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const ATTRIBUTE = /([^\s"'>/=][^\s>/=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;
/** A tag is open until a `>` outside of its quoted values. */
const TAG = /^<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/i;

/** Takes a page apart by the rules of HTML that matter here: tags, quoted values, references, and elements whose content is no HTML. */
export function tokensOf(page: string): Tokens {
  const [tags, strange]: [Tag[], string[]] = [[], []];
  let text = '';
  let rest = page.replace(/^<!doctype html>/i, '');
  while (rest !== '') {
    const tag = TAG.exec(rest);
    if (tag !== null) {
      const [whole, slash, name = '', inside = ''] = tag;
      rest = rest.slice(whole.length);
      if (slash === '/') continue;
      tags.push({ name: name.toLowerCase(), attributes: attributesIn(inside) });
      if (/^style$/i.test(name)) rest = rest.slice(rest.search(/<\/style/i));
    } else if (/^<[a-z!?/]/i.test(rest)) {
      strange.push(rest.slice(0, 40));
      rest = rest.slice(1);
    } else {
      const end = rest.indexOf('<', 1);
      text += decoded(end === -1 ? rest : rest.slice(0, end));
      rest = end === -1 ? '' : rest.slice(end);
    }
  }
  return { tags, text, strange };
}

function attributesIn(inside: string): ReadonlyMap<string, string> {
  return new Map(
    [...inside.matchAll(ATTRIBUTE)].map(([, name = '', double, single, bare]) => [
      name.toLowerCase(),
      decoded(double ?? single ?? bare ?? ''),
    ]),
  );
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, number?: string, name?: string) =>
    number === undefined ? (NAMED[name ?? ''] ?? whole) : String.fromCodePoint(Number(number)),
  );
}
