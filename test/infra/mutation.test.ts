import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { bicepCheck } from '../../local/bicep/check.ts';
import { bicepFilesIn } from '../../local/bicep/files.ts';
import { readShapes } from '../../local/bicep/shapes.ts';
import { bicepParser, declarations, literal, nameOf, partOf, valueOf } from '../../local/bicep/tree.ts';
import { moduleMutants, resourceMutants, type Mutant } from './mutants.ts';

const root = join(import.meta.dirname, '../..');
const texts = new Map(
  [...bicepFilesIn(join(root, 'infra'))].map(([path, text]) => [relative(root, path), text]),
);
const typesFile = process.env['VIGIL_AZURE_TYPES'] ?? '';

/** How many of the mutants that are faults the check finds, and which it does not. */
async function tried(name: string, mutants: readonly Mutant[]): Promise<readonly string[]> {
  const check = await bicepCheck(() => true);
  const shapes = typesFile === '' ? undefined : readShapes(typesFile);
  const faults = mutants.filter(({ isKnown }) => isKnown);
  const survivors = faults.filter(({ what, text, says }) => {
    const file = what.slice(0, what.indexOf(':'));
    return !check(new Map([...texts, [file, text]]), shapes, [file]).some((fault) => says.test(fault.what));
  });
  const lines = survivors.map(({ what }) => what);
  const unknown = mutants.filter(({ isKnown }) => !isKnown).map(({ what }) => what);
  process.stdout.write(
    `${name}: ${faults.length - survivors.length} of ${faults.length} caught\n` +
      lines.map((line) => `  survived: ${line}\n`).join('') +
      unknown.map((line) => `  any name goes: ${line}\n`).join(''),
  );
  return lines;
}

const withTypes = typesFile === '' ? describe.skip : describe;

withTypes('mutants of resources', () => {
  it('are caught, all but one in twenty at most', async () => {
    const parse = await bicepParser();
    const shapes = readShapes(typesFile);
    const mutants = [...texts].flatMap(([name, text]) => resourceMutants(parse(name, text), shapes));
    const faults = mutants.filter(({ isKnown }) => isKnown).length;

    const survivors = await tried('resources', mutants);

    expect(faults).toBeGreaterThan(300);
    expect(survivors.length / faults).toBeLessThanOrEqual(0.05);
  });
});

describe('mutants of the parameters of modules', () => {
  it('are all caught', async () => {
    const parse = await bicepParser();
    const files = new Map([...texts].map(([name, text]) => [name, parse(name, text)]));
    const mutants = [...files.values()].flatMap((file) =>
      moduleMutants(file, (module) => {
        const path = join('infra', literal(partOf(module, 'string')) ?? '');
        const target = files.get(path);
        if (target === undefined) throw new Error(`${path} is not there`);
        return declarations(target.root, 'parameter')
          .filter((parameter) => valueOf(parameter) === undefined)
          .map(nameOf);
      }),
    );

    expect(mutants.length).toBeGreaterThan(100);
    expect(await tried('modules', mutants)).toEqual([]);
  });
});
