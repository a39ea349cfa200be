const ID = /"[iI]d"\s*:\s*"([^"\\\r\n]{1,200})"/;
const STRINGS = /"(?:[^"\\]|\\.)*"/g;

/** Bytes of a broken record in which its own id is looked for: exporters write it among the first keys. */
const ID_HEAD = 4096;

/** The id that a broken record begins with (`"id":"…"` or `"Id":"…"` of its own, not of something inside it), if it can be found. */
export function idIn(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8', 0, Math.min(bytes.length, ID_HEAD));
  const found = ID.exec(text);
  if (found === null) return undefined;
  const before = text.slice(0, found.index).replace(STRINGS, '');
  const open = before.split(/[{[]/).length - before.split(/[}\]]/).length;
  return open <= 1 ? found[1] : undefined;
}

/** What JSON.parse objected to, without the piece of the record that V8 quotes (it may hold somebody's data). */
export function faultOf(error: unknown): string {
  if (!(error instanceof SyntaxError)) throw error;
  const [reason = ''] = error.message.split(/, "|, \.\.\.| in JSON at/);
  return `not valid JSON: ${reason.charAt(0).toLowerCase()}${reason.slice(1).replaceAll(/\s+/g, ' ')}`;
}
