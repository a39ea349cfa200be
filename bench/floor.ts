/** The floor everything is measured against: read the files in chunks of 1 MiB, split lines, JSON.parse each. Its own process. */
import { createReadStream } from 'node:fs';

const NEWLINE = 0x0a;
let records = 0;

/** Parses every whole line, and gives back what is left. */
function parseLines(bytes: Buffer): Buffer {
  let from = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, from)) {
    if (JSON.parse(bytes.toString('utf8', from, at)) !== null) records += 1;
    from = at + 1;
  }
  return bytes.subarray(from);
}

for (const file of process.argv.slice(2)) {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    carry = parseLines(carry.length === 0 ? chunk : Buffer.concat([carry, chunk]));
  }
}

console.log(JSON.stringify({ type: 'summary', read: { floor: records }, rejected: [] }));
