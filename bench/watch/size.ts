import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePackage } from '../../local/package/index.ts';

/** Packs what is deployed into a temporary folder, and says how large the zip is and how many files it holds. */
export async function zippedSize(root: string): Promise<{ readonly bytes: number; readonly files: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-size-'));
  try {
    const { bytes, names } = await writePackage(root, join(folder, 'vigil.zip'));
    return { bytes: bytes.length, files: names.length };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
