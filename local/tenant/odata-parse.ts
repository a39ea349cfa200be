import { invalidFilter } from './refusal.ts';

export type Literal = string | number | boolean | null | Date;

/** A $filter, taken apart. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly kind: 'compare'; readonly path: string; readonly operator: string; readonly value: Literal }
  | { readonly kind: 'startswith'; readonly path: string; readonly value: string }
  | { readonly kind: 'any'; readonly path: string; readonly values: readonly string[] };

interface Token {
  readonly kind: 'mark' | 'text' | 'time' | 'number' | 'word';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<mark>[(),:])|'(?<text>(?:[^']|'')*)'|(?<time>\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(?<number>-?\d+)|(?<word>[A-Za-z_][\w/]*))/y;

/** The tokens of a filter, and how far they are read. */
interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

/** Takes a $filter apart: and, or, brackets, comparisons, startswith and any. Throws Microsoft's refusal where it cannot. */
export function parseFilter(text: string): Filter {
  const reader = { tokens: tokensOf(text), at: 0 };
  const filter = either(reader);
  if (reader.at < reader.tokens.length) throw invalidFilter();
  return filter;
}

function isNext({ tokens, at }: Reader, wanted: string): boolean {
  const token = tokens[at];
  return token !== undefined && token.kind !== 'text' && token.text === wanted;
}

function take(reader: Reader, ...kinds: readonly Token['kind'][]): Token {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined || !kinds.includes(token.kind)) throw invalidFilter();
  return token;
}

function skip(reader: Reader, wanted: string): void {
  if (take(reader, 'mark', 'word').text !== wanted) throw invalidFilter();
}

function either(reader: Reader): Filter {
  return chain(reader, 'or', () => chain(reader, 'and', () => single(reader)));
}

function chain(reader: Reader, kind: 'and' | 'or', part: () => Filter): Filter {
  const first = part();
  const of = [first];
  while (isNext(reader, kind)) {
    reader.at += 1;
    of.push(part());
  }
  return of.length === 1 ? first : { kind, of };
}

function single(reader: Reader): Filter {
  if (isNext(reader, '(')) {
    skip(reader, '(');
    const inner = either(reader);
    skip(reader, ')');
    return inner;
  }
  const { text: path } = take(reader, 'word');
  if (path.toLowerCase() === 'startswith') return startsWith(reader);
  if (path.endsWith('/any')) return any(reader, path.slice(0, -'/any'.length));
  const operator = take(reader, 'word').text;
  return { kind: 'compare', path, operator, value: valueOf(take(reader, 'text', 'time', 'number', 'word')) };
}

function startsWith(reader: Reader): Filter {
  skip(reader, '(');
  const { text: path } = take(reader, 'word');
  skip(reader, ',');
  const { text: value } = take(reader, 'text');
  skip(reader, ')');
  return { kind: 'startswith', path, value };
}

function any(reader: Reader, path: string): Filter {
  skip(reader, '(');
  const { text: name } = take(reader, 'word');
  skip(reader, ':');
  const values: string[] = [];
  do {
    if (values.length > 0) skip(reader, 'or');
    skip(reader, name);
    skip(reader, 'eq');
    values.push(take(reader, 'text').text);
  } while (isNext(reader, 'or'));
  skip(reader, ')');
  return { kind: 'any', path, values };
}

function valueOf({ kind, text }: Token): Literal {
  if (kind === 'text') return text;
  if (kind === 'number') return Number(text);
  if (kind === 'time') {
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw invalidFilter();
    return time;
  }
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  throw invalidFilter();
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim() !== '') {
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw invalidFilter();
    for (const kind of ['mark', 'text', 'time', 'number', 'word'] as const) {
      const found = groups[kind];
      if (found !== undefined)
        tokens.push({ kind, text: kind === 'text' ? found.replaceAll("''", "'") : found });
    }
  }
  return tokens;
}
