import { styleText } from 'node:util';
import { ConfigFault, readClientConfig, type ClientConfig } from '../shared/config.ts';
import { storyOf } from '../shared/incidents/story.ts';
import type { ReadAnswer } from '../shared/pages/from-ndjson.ts';
import { answerText } from '../shared/pages/incident-text.ts';
import { lines, type TextStyle } from '../shared/pages/lines.ts';
import { incidentLine, summaryLine } from '../shared/pages/ndjson.ts';
import { readScanArguments, SCAN_HELP, ScanFault, type ScanArguments } from './scan/arguments.ts';
import { askAll } from './scan/ask.ts';
import { scanProgress } from './scan/progress.ts';

const WIDEST = 110;

/** `npm run scan`: asks a running Vigil, writes the answer; exit code 2 with one line where there is none. */
async function main(): Promise<void> {
  try {
    const asked = readScanArguments(process.argv.slice(2), new Date());
    if (asked === 'help') console.log(SCAN_HELP);
    else await answer(asked);
  } catch (error) {
    if (!(error instanceof ScanFault || error instanceof ConfigFault)) throw error;
    console.error(`scan: ${error.message}`);
    process.exitCode = 2;
  }
}

async function answer(asked: ScanArguments): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- a command reads its own environment
  const config = readClientConfig(process.env);
  const progress = scanProgress(process.stderr);
  const given = await askAll(asked, config, progress).finally(progress.end);
  const isText = asked.format === undefined ? process.stdout.isTTY : asked.format === 'text';
  process.stdout.write(`${isText ? textOf(given, config) : ndjsonOf(given)}\n`);
}

function textOf({ incidents, summary, unread }: ReadAnswer, { timeZone }: ClientConfig): string {
  const style: TextStyle = {
    timeZone,
    width: Math.min(WIDEST, process.stdout.columns ?? WIDEST),
    strong: (text) => (process.stdout.isTTY ? styleText('bold', text, { stream: process.stdout }) : text),
  };
  const gaps = unread.map(({ log, why }) => `${log}: ${why}`);
  const title = 'What could not be read, and may hold more';
  return [
    answerText(incidents.map(storyOf), summary, style, { by: 'scan' }),
    ...lines(title, gaps, style),
  ].join('\n');
}

function ndjsonOf({ incidents, summary, unread, complete }: ReadAnswer): string {
  const told = { ...summary, ...(unread.length > 0 && { unread }), complete };
  return [...incidents.map(incidentLine), summaryLine(told)].join('\n');
}

// `scan … | head` closes our output early, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
await main();
