import { resolve } from 'node:path';
import { PACKAGE_HELP, packageArguments, PackageUsage } from './package/arguments.ts';
import { checkPackage, type Checked } from './package/check.ts';
import { writePackage, type Package } from './package/index.ts';

/** `npm run package`: exit code 1 where the package does not do what it should, 2 where the call was wrong. */
async function main(args: readonly string[]): Promise<void> {
  try {
    const { out, check, help } = packageArguments(args);
    if (help) return void process.stdout.write(PACKAGE_HELP);
    const made = await writePackage(resolve('.'), out === undefined ? undefined : resolve(out));
    tell(made);
    if (check) judge(await checkPackage(made.bytes));
  } catch (error) {
    if (!(error instanceof PackageUsage)) throw error;
    console.error(`package: ${error.message}`);
    process.exitCode = 2;
  }
}

function tell({ file, bytes, sha256, names }: Package): void {
  console.log(file);
  console.log(`${(bytes.length / 1e6).toFixed(2)} MB (${bytes.length} bytes), ${names.length} files`);
  console.log(`SHA-256 ${sha256}`);
}

/** What a package that works has shown. */
function judge({ functions, health, asked, switchedOff, complaints }: Checked): void {
  const [status, version, placeDataOf] = health;
  console.log(`check: ${functions.length} functions: ${functions.join(', ')}`);
  console.log(`check: health ${status}, version ${version}, place data of ${placeDataOf}`);
  console.log(`check: ${asked} requests to the pretend tenant in a tick`);
  console.log(`check: with ENABLE_HTTP=false: ${switchedOff.join(', ')}`);
  for (const complaint of complaints) console.log(`check: log: ${complaint}`);
  const isRight = status === 200 && asked > 0 && switchedOff.join() === 'watch timerTrigger';
  console.log(isRight ? 'check: it works' : 'check: it does not work');
  if (!isRight) process.exitCode = 1;
}

await main(process.argv.slice(2));
