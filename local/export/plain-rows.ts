/** How the rows of a table are set apart. */
export interface Layout {
  /** One character. */
  readonly delimiter: string;
  readonly newline: '\n' | '\r\n';
}

/** Takes one row and the lines it goes over. */
type TakeRow = (fields: readonly string[], lines: number) => void;

/** Why no further row was taken: it does not end in these bytes, or it is not plain; and where it begins. */
interface Stop {
  readonly why: 'open' | 'odd';
  readonly at: number;
}

interface Cursor {
  readonly delimiter: number;
  readonly newline: Layout['newline'];
  bytes: Buffer;
  /** Room for a field whose doubled quotes are halved. */
  room: Buffer;
  at: number;
  /** The lines of the row so far. */
  lines: number;
}

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Reads rows of which nothing is in doubt: every field is without a quote, or wholly in quotes with those inside doubled. They are read
 * from bytes: JSON in a field is full of doubled quotes, and text can halve them only by searching for each.
 */
export function plainRows({ delimiter, newline }: Layout, take: TakeRow): (bytes: Buffer) => Stop {
  const cursor: Cursor = {
    delimiter: delimiter.charCodeAt(0),
    newline,
    bytes: NOTHING,
    room: NOTHING,
    at: 0,
    lines: 1,
  };
  return (bytes) => {
    cursor.bytes = bytes;
    if (cursor.room.length < bytes.length) cursor.room = Buffer.allocUnsafe(bytes.length);
    cursor.at = 0;
    for (;;) {
      const from = cursor.at;
      const fields = rowAt(cursor);
      if (typeof fields === 'string') return { why: fields, at: from };
      take(fields, cursor.lines);
    }
  };
}

/** The fields of the row that begins here. Stops behind its newline. */
function rowAt(cursor: Cursor): readonly string[] | Stop['why'] {
  const fields: string[] = [];
  cursor.lines = 1;
  for (; ; cursor.at += 1) {
    fields.push(cursor.bytes[cursor.at] === QUOTE ? quotedAt(cursor) : bareAt(cursor));
    if (cursor.at + 2 > cursor.bytes.length) return 'open'; // a quote that closes may turn out to be doubled, or a newline to be half
    if (isNewline(cursor)) break;
    if (cursor.bytes[cursor.at] !== cursor.delimiter) return 'odd';
  }
  cursor.at += cursor.newline.length;
  return fields;
}

/** The field in quotes that begins here. Stops behind the quote that closes it. */
function quotedAt(cursor: Cursor): string {
  const { bytes, room } = cursor;
  let length = 0;
  let at = cursor.at + 1;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === NEWLINE) cursor.lines += 1;
    if (byte === QUOTE) {
      at += 1;
      if (bytes[at] !== QUOTE) break;
    }
    room[length] = byte;
    length += 1;
  }
  cursor.at = at;
  return room.toString('utf8', 0, length);
}

/** The field without quotes that begins here. Stops at what ends it, or at a quote. */
function bareAt(cursor: Cursor): string {
  const { bytes, at: from } = cursor;
  for (; cursor.at < bytes.length; cursor.at += 1) {
    const byte = bytes[cursor.at];
    if (byte === cursor.delimiter || byte === QUOTE || isNewline(cursor)) break;
    if (byte === NEWLINE) cursor.lines += 1;
  }
  return bytes.toString('utf8', from, cursor.at);
}

function isNewline({ bytes, at, newline }: Cursor): boolean {
  return newline === '\n' ? bytes[at] === NEWLINE : bytes[at] === RETURN && bytes[at + 1] === NEWLINE;
}
