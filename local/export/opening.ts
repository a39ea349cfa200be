/** How the records of a list begin: by this a record is found again after a broken one. */
export interface Opening {
  /** From the brace to the end of the first key, spaces and line breaks as they are: in indented files it tells the depth too. */
  readonly bytes: Buffer;
  readonly keys: readonly string[];
}

const STRING = String.raw`"(?:[^"\\]|\\.)*"`;
const BEGINNING = new RegExp(
  String.raw`^(\{\s*(${STRING}))(?:\s*:\s*(?:${STRING}|[^\s,{}[\]"]+)\s*,\s*(${STRING}))?`,
);

/** Bytes in which the first two keys must be. */
const OPENING_HEAD = 4096;

/** The opening of the record that begins at `start`, or undefined if there is no key. */
export function openingOf(buffer: Buffer, start: number, end: number): Opening | undefined {
  const found = BEGINNING.exec(buffer.toString('latin1', start, Math.min(end, start + OPENING_HEAD)));
  if (found?.[1] === undefined) return undefined;
  return {
    bytes: Buffer.from(found[1], 'latin1'),
    keys: [found[2], found[3]].filter((key) => key !== undefined),
  };
}

/** Whether what begins at `start` begins with the same keys. Objects inside records may share the first key, hardly the first two. */
export function opensLike(opening: Opening, buffer: Buffer, start: number, end: number): boolean {
  const keys = openingOf(buffer, start, end)?.keys ?? [];
  return opening.keys.every((key, index) => key === keys[index]);
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const COLON = 0x3a;

/** Where the next such opening is that is not the value of a key, or -1. */
export function findOpening(opening: Opening, buffer: Buffer, from: number, end: number): number {
  let at = buffer.indexOf(opening.bytes, from);
  while (at !== -1 && at + opening.bytes.length <= end) {
    let before = at - 1;
    while (before >= 0 && SPACE.has(buffer[before] ?? 0)) before -= 1;
    if (buffer[before] !== COLON) return at;
    at = buffer.indexOf(opening.bytes, at + 1);
  }
  return -1;
}
