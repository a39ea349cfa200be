import { scanRecords } from './boundary.ts';
import { readTable } from './csv.ts';
import { decode, type Decoded } from './decode.ts';
import { framingOf, type Framing } from './framing.ts';
import { readLines } from './lines.ts';
import type { Raw, Sink } from './raw.ts';
import { Unreadable } from './unreadable.ts';

export type { JsonObject, Raw } from './raw.ts';
export { Unreadable } from './unreadable.ts';

/** What else a reader may want to say. */
export interface ReadOptions {
  /** Told how many more bytes of the file, as it lies on disk, have been read. */
  readonly onBytes?: (bytes: number) => void;
  /** Bytes asked of the file at a time. */
  readonly chunkBytes?: number;
}

/** Below 1 MiB the reads show in the total; above, nothing is gained (measured on 400 MB). */
const CHUNK_BYTES = 1024 * 1024;

/** Enough for the header of the widest known table (about 3 kB) and a few records. */
const HEAD_BYTES = 64 * 1024;

async function readFramed(
  text: Decoded,
  framing: Exclude<Framing, { kind: 'unknown' }>,
  sink: Sink,
): Promise<number> {
  const ending = (): string => text.fault() ?? 'the file ends';
  if (framing.kind === 'csv') return readTable(framing.table, text.chunks, sink, ending);
  const reader = framing.kind === 'lines' ? readLines(sink) : scanRecords(sink, framing.line);
  let skip = framing.kind === 'scan' ? framing.from : 0;
  for await (const chunk of text.chunks) {
    reader.feed(skip === 0 ? chunk : chunk.subarray(skip));
    skip = Math.max(0, skip - chunk.length);
  }
  return reader.end(ending());
}

/**
 * Reads one exported file from start to end, of any known format, recognised by its content (docs/export.md), and calls
 * `each` for every record in file order, synchronously. A record that cannot be read is told by its place and the reason.
 * Holds one chunk and one record, not the file.
 * Throws Unreadable for a file that is missing, a folder, empty, or in no known format.
 */
export async function readExport(
  file: string,
  each: (raw: Raw) => void,
  options: ReadOptions = {},
): Promise<void> {
  const text = await decode(file, HEAD_BYTES, options.chunkBytes ?? CHUNK_BYTES, options.onBytes);
  try {
    const framing = framingOf(text.head, text.whole);
    if (framing.kind === 'unknown') throw new Unreadable(file, framing.why);
    let lastAside = '';
    const last = await readFramed(text, framing, {
      record(value, line) {
        each({ file, line, value });
      },
      aside(line, why, recordId) {
        lastAside = why;
        each(recordId === undefined ? { file, line, why } : { file, line, recordId, why });
      },
    });
    const fault = text.fault();
    if (fault !== undefined && !lastAside.includes(fault))
      each({ file, line: last, why: `cut off: ${fault}` });
  } finally {
    await text.chunks.return();
  }
}
