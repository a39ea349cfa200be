import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { BundledPackage } from './bundled-packages.ts';

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|copyright)/i;
const RULE = '-'.repeat(80);
const manifestSchema = z.object({
  author: z.union([z.string(), z.object({ name: z.string() })]).optional(),
  repository: z.union([z.string(), z.object({ url: z.string() })]).optional(),
});

/** The licences of all that is bundled, as text: for each package its name, its version, and every licence and notice file it brings. */
export function thirdPartyNotices(packages: readonly BundledPackage[], root: string): string {
  const parts = packages.map((each) =>
    [RULE, `${each.name} ${each.version}: ${each.licence}`, '', licenceText(each, root), ''].join('\n'),
  );
  const head =
    'main.cjs holds code of these packages. Their licences follow. The place data have a licence of their own: data/LICENSE.';
  return `${head}\n\n${parts.join('\n')}`;
}

/** Sorted, with one kind of line end; where a package brings no such file, what its package.json says instead. */
function licenceText({ path, licence }: BundledPackage, root: string): string {
  const folder = join(root, path);
  const texts = readdirSync(folder)
    .filter((name) => LICENCE_FILE.test(name))
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length > 0) return texts.join('\n\n');
  const { author, repository } = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const by = typeof author === 'string' ? author : author?.name;
  const at = typeof repository === 'string' ? repository : repository?.url;
  return `It brings no licence file. Its package.json says: licence ${licence}, author ${by ?? 'not named'}, ${at ?? 'no repository'}.`;
}
