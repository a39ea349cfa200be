import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { storyOf } from '../shared/incidents/story.ts';
import { incidentText } from '../shared/pages/incident-text.ts';
import { openPlaces } from '../shared/place/index.ts';
import { replay } from './replay/index.ts';
import { story } from './story/index.ts';

const STAGES = ['credential-known', 'inside', 'staying', 'hiding', 'spreading'];

const STYLE = { timeZone: 'UTC', width: 110, strong: (text: string) => text };

/** `npm run smoke`: the story, written as four exports and replayed, and told as text. Exit code 1 unless exactly the expected incident is told. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-story-'));
  try {
    const places = openPlaces();
    const files = writeExports(folder);
    const { incidents } = await replay(files, {
      ownDomains: [],
      from: undefined,
      to: undefined,
      placeOf: (ip) => places.of(ip),
    });
    const told = incidents.filter(({ severity }) => severity !== 'low');
    for (const incident of told) console.log(`${incidentText(storyOf(incident), STYLE)}\n`);
    const stages = new Set(told.flatMap((incident) => incident.stages));
    console.log(`story: ${told.length} incidents, ${stages.size} stages`);
    const expected = told.length === 1 && STAGES.every((stage, index) => told[0]?.stages[index] === stage);
    process.exitCode = expected && told[0]?.severity === 'critical' ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeExports(folder: string): readonly string[] {
  const { signIns, audits, traces, unified } = story();
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  return [
    write('sign-ins.json.gz', gzipSync(JSON.stringify(signIns))),
    write('audits.json', JSON.stringify({ value: audits }, undefined, 2)),
    write('traces.ndjson', traces.map((trace) => JSON.stringify(trace)).join('\n')),
    write('unified.json', JSON.stringify(unified)),
  ];
}

await main();
