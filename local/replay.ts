import { writeFileSync } from 'node:fs';
import { incidentLine, summaryLine } from '../shared/pages/ndjson.ts';
import { openPlaces } from '../shared/place/index.ts';
import { replay } from './replay/index.ts';

const places = openPlaces();
const { incidents, summary } = await replay(process.argv.slice(2), {
  ownDomains: [],
  from: undefined,
  to: undefined,
  placeOf: places.of,
});
for (const i of incidents) console.log(incidentLine(i));
console.log(summaryLine(summary));
void writeFileSync;
