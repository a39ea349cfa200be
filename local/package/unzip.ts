import { crc32, inflateRawSync } from 'node:zlib';

/** The records of a zip (APPNOTE.TXT 4.3): where the directory is, one line of it, and what stands before a file's bytes. */
const END = { signature: 0x06054b50, length: 22 } as const;
const LINE = { signature: 0x02014b50, length: 46 } as const;
const LOCAL = { signature: 0x04034b50, length: 30 } as const;
const STORED = 0;
const DEFLATED = 8;

/** A file of a zip. */
export interface Entry {
  readonly name: string;
  readonly bytes: Buffer;
  /** The mode of Unix, with its kind of file. */
  readonly mode: number;
  /** Date and time as the zip has them, in MS-DOS's form. */
  readonly time: number;
}

/**
 * Reads a zip of few files, as we write them: without comment, zip64 or encryption.
 *
 * @returns its files in the order of its directory.
 * @throws Error where it is no such zip, or a file is not what its checksum says.
 */
export function unzip(zip: Buffer): readonly Entry[] {
  const end = zip.length - END.length;
  expectSignature(zip, end, END.signature);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    expectSignature(zip, at, LINE.signature);
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push(entryAt(zip, at, nameLength));
    at += LINE.length + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip: Buffer, at: number, nameLength: number): Entry {
  const name = zip.toString('utf8', at + LINE.length, at + LINE.length + nameLength);
  const method = zip.readUInt16LE(at + 10);
  const local = zip.readUInt32LE(at + 42);
  expectSignature(zip, local, LOCAL.signature);
  const begin = local + LOCAL.length + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
  if (method !== STORED && method !== DEFLATED) throw new Error(`${name} is packed in a way ${method}`);
  const bytes = method === STORED ? packed : inflateRawSync(packed);
  if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`);
  return { name, bytes, mode: zip.readUInt16LE(at + 40), time: zip.readUInt32LE(at + 12) };
}

function expectSignature(zip: Buffer, at: number, signature: number): void {
  if (at < 0 || at + 4 > zip.length || zip.readUInt32LE(at) !== signature)
    throw new Error('this is no zip, or none that we read');
}
