import { createHash } from 'node:crypto';
import type { Bundled, BundledPackage } from './bundled-packages.ts';

/** What a bill of materials is made of. */
export interface SbomParts {
  readonly version: string;
  readonly bundled: Bundled;
  /** main.cjs. */
  readonly code: Uint8Array;
  readonly placeData: Uint8Array;
  /** ISO date of the place data. */
  readonly placeDataOf: string;
}

/** CycloneDX 1.6 of what is really in the package, as JSON. The same parts give the same text: no time, and a serial number of its content. */
export function sbomOf({ version, bundled, code, placeData, placeDataOf }: SbomParts): string {
  const self = `pkg:generic/vigil@${version}`; // npm's `vigil` is somebody else's
  const refs = new Map(bundled.packages.map(({ path, name, version: of }) => [path, purlOf(name, of)]));
  const refsOf = (paths: readonly string[]): readonly string[] =>
    [...new Set(paths.flatMap((path) => refs.get(path) ?? []))].toSorted();
  const content = {
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: 'vigil',
        version,
        licenses: [{ license: { id: 'MIT' } }],
        purl: self,
      },
    },
    components: [
      { type: 'file', 'bom-ref': 'main.cjs', name: 'main.cjs', hashes: [sha256(code)] },
      placeComponent(placeData, placeDataOf),
      ...uniqueBy(bundled.packages, ({ name, version: of }) => purlOf(name, of)).map(libraryComponent),
    ],
    dependencies: [
      { ref: self, dependsOn: ['data/place.bin', 'main.cjs'] },
      { ref: 'main.cjs', dependsOn: refsOf(bundled.direct) },
      ...uniqueBy(bundled.packages, ({ path }) => refs.get(path) ?? path).map(({ path, imports }) => ({
        ref: refs.get(path),
        dependsOn: refsOf(imports),
      })),
    ],
  };
  const serialNumber = serialOf(JSON.stringify(content));
  const head = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber, version: 1 };
  return `${JSON.stringify({ ...head, ...content }, undefined, 2)}\n`;
}

function libraryComponent({ name, version, licence, integrity }: BundledPackage): object {
  const purl = purlOf(name, version);
  const [algorithm, hash] = integrity.split('-');
  if (algorithm !== 'sha512' || hash === undefined) throw new Error(`${name} has no SHA-512: ${integrity}`);
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    hashes: [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }],
    licenses: [/ (?:AND|OR|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
    purl,
  };
}

/** Data, not code; data/LICENSE names every work it was made from. */
function placeComponent(placeData: Uint8Array, placeDataOf: string): object {
  return {
    type: 'data',
    'bom-ref': 'data/place.bin',
    name: 'data/place.bin',
    version: placeDataOf,
    description: 'Country, region and network of an address, made from DB-IP and Route Views data',
    hashes: [sha256(placeData)],
    licenses: [{ license: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' } }],
    copyright: 'IP Geolocation by DB-IP; Route Views; Number Resource Organization',
    externalReferences: [
      { type: 'website', url: 'https://db-ip.com' },
      { type: 'website', url: 'https://www.routeviews.org' },
      { type: 'website', url: 'https://www.nro.net' },
      { type: 'distribution', url: 'https://github.com/sapics/ip-location-db' },
    ],
  };
}

/** As npm's packages are named everywhere: `pkg:npm/%40azure/identity@4.13.1`. */
function purlOf(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function sha256(bytes: Uint8Array): object {
  return { alg: 'SHA-256', content: createHash('sha256').update(bytes).digest('hex') };
}

/** A UUID of the content (RFC 9562, version 8). */
function serialOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function uniqueBy<T>(values: readonly T[], keyOf: (value: T) => string): readonly T[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
