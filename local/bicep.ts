import { bicepCheck } from './bicep/check.ts';
import { bicepFilesIn } from './bicep/files.ts';
import { readShapes } from './bicep/shapes.ts';

/** `npm run check:bicep`: says of every fault in infra/ where and what it is; exit code 1 where there is one. */
async function main(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- a file that is beside the project, and not in it
  const typesFile = process.env['VIGIL_AZURE_TYPES'] ?? '';
  const texts = bicepFilesIn('infra');
  const check = await bicepCheck();
  const faults = check(texts, typesFile === '' ? undefined : readShapes(typesFile));
  for (const { file, line, what } of faults) console.log(`${file}:${line}: ${what}`);
  if (typesFile === '')
    console.log('VIGIL_AZURE_TYPES names no file: properties of resources were not looked at, all else was.');
  console.log(`${texts.size} files, ${faults.length} faults`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await main();
