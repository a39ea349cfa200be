import { parseArgs } from 'node:util';

/** What `npm run package` was asked. */
export interface PackageArguments {
  /** Where the zip goes; undefined: dist-package/vigil-VERSION.zip. */
  readonly out: string | undefined;
  readonly check: boolean;
  readonly help: boolean;
}

/** The words of a call are off; its message is one line that says what to do. */
export class PackageUsage extends Error {
  override readonly name = 'PackageUsage';
}

export const PACKAGE_HELP = `Packs what is deployed into one zip, and prints its size and SHA-256.

  npm run package -- [options]

  --out FILE  where the zip goes (default dist-package/vigil-VERSION.zip); beside it FILE.sha256, and the source map of main.cjs
  --check     unpack it elsewhere, run it against a pretend tenant, and fail where it does not work
  --help      this text

docs/package.md says what is in it. Exit code 0: it is there, and with --check it works. 1: it does not work. 2: the call was wrong.
`;

/** Reads the command line. Throws `PackageUsage`. */
export function packageArguments(args: readonly string[]): PackageArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const { out, check, help } = values;
    if (out !== undefined && !out.endsWith('.zip'))
      throw new PackageUsage('--out names a file that ends in .zip');
    return { out, check, help };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new PackageUsage(`${error.message.split('\n')[0]}: npm run package -- --help`, { cause: error });
  }
}
