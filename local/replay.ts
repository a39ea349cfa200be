import { writeFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { storyOf } from '../shared/incidents/story.ts';
import { answerText } from '../shared/pages/incident-text.ts';
import type { TextStyle } from '../shared/pages/lines.ts';
import { incidentLine, summaryLine } from '../shared/pages/ndjson.ts';
import { openPlaces } from '../shared/place/index.ts';
import { Unreadable } from './export/index.ts';
import { HELP, readArguments, Usage, type ReplayArguments } from './replay/arguments.ts';
import { replay, type Replayed } from './replay/index.ts';
import { progress } from './replay/progress.ts';

const WIDEST = 110;
/** Records die young: with room for more of them at once a tenth of the CPU is saved. */
setFlagsFromString('--semi-space-growth-factor=16');

/** `npm run replay`: reads the call, replays, writes the answer; exit code 2 with one line where the call is wrong or nothing can be read. */
async function main(): Promise<void> {
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked.help) console.log(HELP);
    else await answer(asked);
  } catch (error) {
    if (!(error instanceof Usage || error instanceof Unreadable)) throw error;
    console.error(`replay: ${error.message}`);
    process.exitCode = 2;
  }
}

async function answer(asked: ReplayArguments): Promise<void> {
  const style = styleFor(asked);
  const bar = progress(asked.files, process.stderr);
  const places = openPlaces();
  const replayed = await replay(asked.files, {
    ...asked,
    placeOf: (ip) => places.of(ip),
    placesBuiltOn: () => places.builtOn,
    onBytes: bar.read,
  });
  bar.end();
  write(asked, asText(asked) ? textOf(replayed, style) : ndjsonOf(replayed));
  const { read, rejected } = replayed.summary;
  if (Object.keys(read).length > 0) return;
  const [first] = rejected;
  if (first === undefined)
    throw new Usage(`no record stands in ${asked.files.join(', ')}: was the search empty?`);
  throw new Usage(`nothing could be read: ${first.file}:${first.line}: ${first.why}`);
}

function asText({ format, out }: ReplayArguments): boolean {
  if (format !== undefined) return format === 'text';
  return out === undefined ? process.stdout.isTTY : !/json/i.test(out);
}

function styleFor({ out }: ReplayArguments): TextStyle {
  const timeZone = process.env['TIME_ZONE'] ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
  } catch (error) {
    throw new Usage(`TIME_ZONE ${timeZone} is no time zone: write it as Europe/Berlin`, { cause: error });
  }
  const plain = out !== undefined || !process.stdout.isTTY;
  return {
    timeZone,
    width: Math.min(WIDEST, process.stdout.columns ?? WIDEST),
    strong: (text) => (plain ? text : styleText('bold', text, { stream: process.stdout })),
  };
}

function textOf({ incidents, loose, summary }: Replayed, style: TextStyle): string {
  return answerText(incidents.map(storyOf), summary, style, { loose });
}

function ndjsonOf({ incidents, summary }: Replayed): string {
  return [...incidents.map(incidentLine), summaryLine(summary)].join('\n');
}

function write({ out }: ReplayArguments, text: string): void {
  if (out === undefined) return void process.stdout.write(`${text}\n`);
  try {
    writeFileSync(out, `${text}\n`);
  } catch (error) {
    throw new Usage(`cannot write ${out}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

// `replay … | head` closes our output early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
await main();
