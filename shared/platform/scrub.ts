const LONGEST_MESSAGE = 300;

/** What may stand in quotes: an id, a property, a type of theirs. Other quoted words are values. */
const NAME_OF_MICROSOFTS =
  /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[a-z]{2,20}([A-Z][a-z]{1,20}){1,4}|microsoft(\.\w+)+)$/;

/** Hosts whose paths name no secret. In the path of a webhook the whole address is one. */
const OPEN_PATHS =
  /^(graph\.microsoft\.com|manage\.office\.com|login\.microsoftonline\.com|aka\.ms|localhost|127\.\d+\.\d+\.\d+)$/;

/** What a secret is called, as part of a name. */
export const SECRET_NAME =
  'authori[sz]ation|token|secret|password|passwd|passcode|cookie|assertion|webhook|signature|connection.?string|' +
  'api.?key|(?:functions?|account|access|vigil).?key|identity-header';

/** In this order: each rule leaves what the later ones need. */
const RULES: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/, (?:\.\.\.)?"[\s\S]*"(?:\.\.\.)? is not valid JSON/g, ', not valid JSON'], // V8 quotes the text it was given
  [/subject\w*\\*["']?\s*[:=].*/gi, 'subject=…'], // a subject may hold anything, so the rest of the line goes
  [/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer …'],
  [/\beyJ[\w-]{6,}(?:\.[\w-]*){0,2}/g, '…'], // a JSON web token
  [/[\w.~-]{3,5}Q~[\w.~-]{20,}/g, '…'], // a client secret of Entra
  [/\b[A-Za-z\d+/]{86}==/g, '…'], // a key of Azure Storage
  [/\bhttps?:\/\/[^\s"'`<>?]+(?:\?\S*(?:filter|search)=.*|\?[^\s"'<>]*)?/gi, address],
  [/[?&]?\$(?:filter|search)=.*/gi, '?…'], // blanks stand in a filter that nobody encoded
  [/\?[^\s"'<>?=]+=[^\s"'<>]*/g, '?…'],
  [
    new RegExp(
      `\\b([\\w-]*(?:${SECRET_NAME})[\\w-]*|sig|pwd)\\\\*["']?\\s*[:=]\\s*\\\\*(?:"[^"]*"?|'[^']*'?|[^\\s&;,}]+)`,
      'gi',
    ),
    '$1=…',
  ],
  [/[^\s"'<>()[\],;:|=]+@[\w-]+(?:\.[\w-]+)+/g, '[address]'],
];

/** A text for people and logs, without tokens, secrets, values of queries, webhooks and addresses of people. */
export function scrub(text: string): string {
  return RULES.reduce(
    (rest, [pattern, by]) => (typeof by === 'string' ? rest.replace(pattern, by) : rest.replace(pattern, by)),
    text,
  );
}

function address(found: string): string {
  if (!URL.canParse(found)) return '…';
  const { protocol, hostname, host, pathname, search } = new URL(found);
  const isBare = pathname === '/' && !/^\w+:\/\/[^/?]*\//.test(found); // an address that is only a host stays one
  const path = OPEN_PATHS.test(hostname) || pathname === '/' ? pathname : '/…';
  return `${protocol}//${host}${isBare ? '' : path}${search === '' ? '' : '?…'}`;
}

/** One line without what does not belong into a log; quoted is only what names a thing of Microsoft's. */
export function plain(message: string): string {
  const line =
    scrub(message)
      .trim()
      .split(/\s*[\r\n]/, 1)[0] ?? '';
  const unquoted = line.replace(
    /(?<!\w)(["'`])(.*?)(?:\1(?!\w)|$)/g,
    (whole, quote: string, inside: string) => (NAME_OF_MICROSOFTS.test(inside) ? whole : `${quote}…${quote}`),
  );
  return unquoted.length > LONGEST_MESSAGE ? `${unquoted.slice(0, LONGEST_MESSAGE - 1)}…` : unquoted;
}
