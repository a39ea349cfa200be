import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { fromSystem, Unreadable } from './unreadable.ts';

/** The text of a file as UTF-8 chunks without a byte order mark. */
export interface Decoded {
  /** The first bytes, at least as many as asked for unless the file is shorter. */
  readonly head: Buffer;
  /** Whether the head is the whole text. */
  readonly whole: boolean;
  /** The whole text, the head included. */
  readonly chunks: AsyncGenerator<Buffer, void, void>;
  /** After the last chunk: why the compressed file ended before its text did, or undefined. */
  readonly fault: () => string | undefined;
}

/** Compressed bytes inflated at a time: deflate grows at most about a thousandfold, so this bounds one chunk to 64 MiB. */
const GZIP_STEP = 64 * 1024;

/** Bytes looked at to tell UTF-16 from UTF-8. */
const ENCODING_HEAD = 1024;

async function* readBytes(
  file: string,
  chunkBytes: number,
  onBytes: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer, void, void> {
  try {
    for await (const chunk of createReadStream(file, {
      highWaterMark: chunkBytes,
    }) as AsyncIterable<Buffer>) {
      onBytes?.(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw fromSystem(file, error);
  }
}

async function* resume(
  first: readonly Buffer[],
  rest: AsyncGenerator<Buffer, void, void>,
): AsyncGenerator<Buffer, void, void> {
  yield* first;
  yield* rest;
}

async function peek(
  chunks: AsyncGenerator<Buffer, void, void>,
  bytes: number,
): Promise<Omit<Decoded, 'fault'>> {
  const first: Buffer[] = [];
  let size = 0;
  let whole = false;
  while (size < bytes && !whole) {
    const next = await chunks.next();
    if (next.done === true) {
      whole = true;
    } else {
      first.push(next.value);
      size += next.value.length;
    }
  }
  return { head: Buffer.concat(first), whole, chunks: resume(first, chunks) };
}

/** Inflates; damaged or cut off, it gives what came before the fault and tells the fault instead of throwing. */
async function* inflate(
  chunks: AsyncGenerator<Buffer, void, void>,
  tell: (fault: string) => void,
): AsyncGenerator<Buffer, void, void> {
  const gunzip = createGunzip({ chunkSize: GZIP_STEP });
  let inflated: Buffer[] = [];
  let broken = false;
  gunzip.on('data', (part: Buffer) => inflated.push(part));
  gunzip.on('error', () => {
    broken = true;
  });
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length && !broken; from += GZIP_STEP) {
      await new Promise<void>((done) => gunzip.write(chunk.subarray(from, from + GZIP_STEP), () => done()));
      yield Buffer.concat(inflated);
      inflated = [];
    }
    if (broken) break;
  }
  if (!broken) {
    await new Promise<void>((done) => {
      gunzip.once('end', done).once('error', () => done());
      gunzip.end();
    });
  }
  yield Buffer.concat(inflated);
  if (broken) tell('the compressed file ends too early or is damaged');
}

async function* fromUtf16(
  chunks: AsyncGenerator<Buffer, void, void>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Buffer, void, void> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* withoutMark(chunks: AsyncGenerator<Buffer, void, void>): AsyncGenerator<Buffer, void, void> {
  let mark = 3;
  for await (const chunk of chunks) {
    yield mark === 0 ? chunk : chunk.subarray(mark);
    mark = Math.max(0, mark - chunk.length);
  }
}

function startsWith(head: Buffer, ...bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

/** How many of the first bytes are NUL, at every second place from 0 or 1, as a share. */
function nulShare(head: Buffer, from: 0 | 1): number {
  const end = Math.min(head.length, ENCODING_HEAD);
  let nuls = 0;
  for (let at = from; at < end; at += 2) {
    if (head[at] === 0) nuls += 1;
  }
  return (nuls * 2) / end;
}

/** Two bytes a character shows as a NUL in nearly every second place: exports are mostly ASCII. */
function utf16Of(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const [even, odd] = [nulShare(head, 0), nulShare(head, 1)];
  if (Math.max(even, odd) < 0.6 || Math.min(even, odd) > 0.1) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

function asUtf8(
  head: Buffer,
  chunks: AsyncGenerator<Buffer, void, void>,
): AsyncGenerator<Buffer, void, void> {
  const encoding = utf16Of(head);
  if (encoding !== undefined) return fromUtf16(chunks, encoding);
  return startsWith(head, 0xef, 0xbb, 0xbf) ? withoutMark(chunks) : chunks;
}

/**
 * Opens a file and gives its text as UTF-8, whatever it is kept in: gzip, UTF-8, UTF-16 with or without a byte order mark.
 * Throws Unreadable for a missing file, a folder, an empty file. Close `chunks` when not reading to the end.
 */
export async function decode(
  file: string,
  headBytes: number,
  chunkBytes: number,
  onBytes?: (bytes: number) => void,
): Promise<Decoded> {
  let fault: string | undefined;
  const raw = await peek(readBytes(file, chunkBytes, onBytes), ENCODING_HEAD);
  if (raw.head.length === 0) throw new Unreadable(file, 'the file is empty. Make the export again.');
  const zipped = startsWith(raw.head, 0x1f, 0x8b);
  const plain = zipped
    ? await peek(
        inflate(raw.chunks, (text) => {
          fault = text;
        }),
        ENCODING_HEAD,
      )
    : raw;
  const text = await peek(asUtf8(plain.head, plain.chunks), headBytes);
  return { ...text, fault: () => fault };
}
