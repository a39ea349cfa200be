/** One JSON object of an export, keys and values as the file has them. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One record as a file holds it, or the place where one could not be read. `line` counts from 1 in the decoded text. */
export type Raw =
  | { readonly file: string; readonly line: number; readonly value: JsonObject }
  | { readonly file: string; readonly line: number; readonly recordId?: string; readonly why: string };

/** Where a reader of one framing puts what it finds, in file order. */
export interface Sink {
  /** A record that starts on this line. */
  readonly record: (value: JsonObject, line: number) => void;
  /** Something on this line that could not be read, and why, in words for a person. */
  readonly aside: (line: number, why: string, recordId?: string) => void;
}

/** Reads one framing from UTF-8 chunks of any size. */
export interface Reader {
  readonly feed: (chunk: Buffer) => void;
  /** Says that no more comes, in words that finish the sentence "cut off: …"; answers the last line. */
  readonly end: (ending: string) => number;
}

/** No record grows past this, in bytes: the largest real ones are about 1 MB (the limit of an Event Hubs event). */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** Whether a parsed JSON value is an object, not an array and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
