import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bicepCheck, type Check } from '../../local/bicep/check.ts';
import { bicepFilesIn } from '../../local/bicep/files.ts';
import { readShapes, type Shapes } from '../../local/bicep/shapes.ts';
import { FAULTS, PLACES } from './planted.ts';

const root = join(import.meta.dirname, '../..');
const texts = bicepFilesIn(join(root, 'infra'));
const typesFile = process.env['VIGIL_AZURE_TYPES'] ?? '';
const shapes = typesFile === '' ? undefined : readShapes(typesFile);

let check: Check;
beforeAll(async () => {
  check = await bicepCheck();
});

/** What the check says of one file. */
function saidOf(text: string, by?: Shapes, others: readonly [string, string][] = []): string[] {
  return check(new Map([['a.bicep', text], ...others]), by, ['a.bicep']).map(
    ({ line, what }) => `${line}: ${what}`,
  );
}

const planted = Object.keys(PLACES).flatMap((place) => FAULTS.map((fault) => ({ place, ...fault })));

describe('infra', () => {
  it('has no fault', () => {
    expect(texts.size).toBeGreaterThan(10);
    expect(check(texts, shapes)).toEqual([]);
  });
});

describe('a planted fault', () => {
  it.each(planted.filter(({ needsTypes }) => !needsTypes))(
    '$fault, in $place, is found',
    ({ place, body, says }) => {
      expect(saidOf(PLACES[place]?.('reserved: true') ?? '')).toEqual([]);
      expect(saidOf(PLACES[place]?.(body) ?? '').join()).toMatch(says === '' ? /./ : says);
    },
  );
});

const withTypes = shapes === undefined ? describe.skip : describe;

withTypes('a planted fault of the types', () => {
  it.each(planted.filter(({ needsTypes }) => needsTypes))(
    '$fault, in $place, is found by the types',
    ({ place, body, says }) => {
      expect(saidOf(PLACES[place]?.('reserved: true') ?? '', shapes)).toEqual([]);
      expect(saidOf(PLACES[place]?.(body) ?? '', shapes).join()).toContain(says);
    },
  );

  it.each([
    [
      'an unknown type',
      "resource r 'Microsoft.Web/serverfarm@2024-11-01' = {\n name: 'a'\n}",
      'there is no type',
    ],
    [
      'an unknown version',
      "resource r 'Microsoft.Web/serverfarms@2024-11-02' = {\n name: 'a'\n}",
      'there is no type',
    ],
    [
      'a missing property',
      "resource r 'Microsoft.Web/serverfarms@2024-11-01' = {\n name: 'a'\n}",
      'location is missing',
    ],
    [
      'a value outside of a closed list',
      "resource r 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {\n name: 'a'\n properties: { publicAccess: 'No' }\n}",
      'is none of Container, Blob, None',
    ],
    [
      'a wrong kind in a variable',
      "var isOn = 'yes'\nresource r 'Microsoft.Web/serverfarms@2024-11-01' = {\n name: 'a'\n location: 'b'\n properties: { reserved: isOn }\n}",
      'should be bool',
    ],
    [
      'what is said of something that exists',
      "resource r 'Microsoft.Web/serverfarms@2024-11-01' existing = {\n name: 'a'\n kind: 'b'\n}",
      'no property kind of what exists',
    ],
  ])('%s is found', (_fault, text, says) => {
    expect(saidOf(text, shapes).join()).toContain(says);
  });
});

describe('a member', () => {
  it.each([
    ['var a = { b: 1 }\nvar c = a.b', ''],
    ['var a = { b: 1 }\nvar c = a.d', '2: a has no d'],
    ['var a = [{ b: 1 }]\nvar c = [for one in a: one.b]', ''],
    ['var a = [{ b: 1 }]\nvar c = [for (one, at) in a: one.d]', '2: one has no d'],
    ['param a object\nvar c = a.d', ''],
  ])('in %j: %s', (text, says) => {
    expect(saidOf(text).join()).toBe(says);
  });
});

describe('a module', () => {
  const target = 'param must string\nparam may bool = true\noutput url string = must';
  const asked = (params: string, after = ''): string[] =>
    saidOf(`module m 'm.bicep' = {\n  name: 'm'\n  params: { ${params} }\n}\n${after}`, undefined, [
      ['m.bicep', target],
    ]);

  it.each([
    ["must: 'a'", '', ''],
    ['may: true', '', 'is not given must'],
    ["must: 'a', other: 'b'", '', 'no parameter other'],
    ["must: 'a', may: 'b'", '', 'is string, and should be bool'],
    ["must: 'a'", 'output u string = m.outputs.uri', 'no output uri'],
    ["must: 'a'", 'output u string = m!.outputs.uri', 'no output uri'],
    ["must: 'a'", "var q = loadTextContent('nowhere.kql')", 'there is no file nowhere.kql'],
  ])('that is given %s, then %s: %s', (params, after, says) => {
    const said = asked(params, after).join();

    expect(said === '').toBe(says === '');
    expect(said).toContain(says);
  });

  it('must be there', () => {
    expect(saidOf("module m 'nowhere.bicep' = {\n  name: 'm'\n}")).toEqual([
      '1: there is no file nowhere.bicep',
    ]);
  });
});
