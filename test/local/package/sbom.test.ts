import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { bundle } from '../../../local/package/bundle.ts';
import { bundledPackages, type Bundled } from '../../../local/package/bundled-packages.ts';
import { sbomOf, type SbomParts } from '../../../local/package/sbom.ts';

const root = join(import.meta.dirname, '../../..');

/** The fields that CycloneDX 1.6 requires, and those that we promise. */
const hash = z.union([
  z.strictObject({ alg: z.literal('SHA-256'), content: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }),
]);
const licence = z.union([
  z.strictObject({ license: z.strictObject({ id: z.string().regex(/^[\w.-]+$/), url: z.url().optional() }) }),
  z.strictObject({ expression: z.string().regex(/ (?:AND|OR|WITH) /) }),
]);
const named = { 'bom-ref': z.string().min(1), name: z.string().min(1) };
const licences = z.array(licence).length(1);
const component = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('file'), ...named, hashes: z.array(hash).length(1) }),
  z.strictObject({
    type: z.literal('data'),
    ...named,
    version: z.iso.date(),
    description: z.string(),
    hashes: z.array(hash).length(1),
    licenses: licences,
    copyright: z.string(),
    externalReferences: z.array(z.strictObject({ type: z.enum(['website', 'distribution']), url: z.url() })),
  }),
  z.strictObject({
    type: z.literal('library'),
    ...named,
    version: z.string().min(1),
    hashes: z.array(hash).length(1),
    licenses: licences,
    purl: z.string().regex(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@[\w.+-]+$/),
  }),
]);
const sbomSchema = z.strictObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.strictObject({
    component: z.strictObject({
      type: z.literal('application'),
      ...named,
      version: z.string(),
      licenses: licences,
      purl: z.string(),
    }),
  }),
  components: z.array(component),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

let bundled: Bundled;
let parts: SbomParts;
const read = (given: SbomParts): z.infer<typeof sbomSchema> => sbomSchema.parse(JSON.parse(sbomOf(given)));

beforeAll(async () => {
  const { code, metafile } = await bundle(root);
  bundled = bundledPackages(metafile, root);
  parts = { version: '1.2.3', bundled, code, placeData: Buffer.from('places'), placeDataOf: '2026-06-05' };
});

describe('the bill of materials', () => {
  it('has the shape of CycloneDX 1.6, and each thing once', () => {
    const { components, dependencies, metadata } = read(parts);
    const refs = [metadata.component, ...components].map((each) => each['bom-ref']);

    expect(new Set(refs).size).toBe(refs.length);
    expect(new Set(dependencies.map(({ ref }) => ref)).size).toBe(dependencies.length);
    expect(dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])).toEqual(
      expect.not.arrayContaining([
        expect.not.stringMatching(new RegExp(`^(?:${refs.map(escaped).join('|')})$`)),
      ]),
    );
  });

  it('names what the functions themselves import, and what stands below it', () => {
    const { dependencies } = read(parts);
    const below = (start: string): ReadonlySet<string> => {
      const found = new Set([start]);
      for (const ref of found)
        dependencies.find((each) => each.ref === ref)?.dependsOn.forEach((each) => found.add(each));
      return found;
    };
    const names = bundled.direct.map((path) => path.replace('node_modules/', ''));

    expect(names).toEqual(
      expect.arrayContaining(['@azure/data-tables', '@azure/functions', '@azure/identity', 'pino', 'zod']),
    );
    expect([...below('pkg:generic/vigil@1.2.3')].toSorted()).toEqual(
      dependencies
        .map(({ ref }) => ref)
        .concat('data/place.bin')
        .toSorted(),
    );
  });

  // Not `npm sbom --omit=dev`: that leaves out what a development package needs as well, zod among them.
  it('is part of what npm sbom tells, by version and hash', () => {
    const { stdout } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    });
    const installed = z
      .object({ components: z.array(z.looseObject({ purl: z.string(), hashes: z.array(hash).optional() })) })
      .parse(JSON.parse(stdout)).components;
    const npm = new Set(installed.map(({ purl, hashes }) => `${purl} ${hashes?.[0]?.content}`));
    const ours = read(parts).components.flatMap((each) =>
      each.type === 'library' ? [`${each.purl} ${each.hashes[0]?.content}`] : [],
    );

    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((each) => !npm.has(each))).toEqual([]);
  });

  it('is part of the production tree, but for what `debug` takes if it happens to be there', () => {
    const { packages } = z
      .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })
      .parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));

    expect(bundled.packages.map(({ path }) => path).filter((path) => packages[path]?.dev === true)).toEqual([
      'node_modules/has-flag',
      'node_modules/supports-color',
    ]);
  });

  it('is of this content: the same says the same, and another has another serial number', () => {
    expect(sbomOf(parts)).toBe(sbomOf({ ...parts }));
    expect(read({ ...parts, placeData: Buffer.from('others') }).serialNumber).not.toBe(
      read(parts).serialNumber,
    );
    expect(sbomOf(parts)).not.toContain(root);
  });

  it('leaves out a package of which every line was dropped, and says which one the lockfile does not know', () => {
    const metafile = (bytesInOutput: number): Parameters<typeof bundledPackages>[0] => ({
      inputs: {},
      outputs: {
        'dist/main.cjs': {
          bytes: 1,
          imports: [],
          exports: [],
          inputs: { 'node_modules/nobody/index.js': { bytesInOutput } },
        },
      },
    });

    expect(bundledPackages(metafile(0), root).packages).toEqual([]);
    expect(() => bundledPackages(metafile(1), root)).toThrow('node_modules/nobody');
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[^\w]/g, String.raw`\$&`);
}
