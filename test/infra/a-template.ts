import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bicepFilesIn } from '../../local/bicep/files.ts';
import {
  bicepParser,
  declarations,
  literal,
  nameOf,
  parts,
  partOf,
  propertiesOf,
  valueOf,
  type BicepFile,
  type Node,
} from '../../local/bicep/tree.ts';

export const root = join(import.meta.dirname, '../..');

/** The files of infra/, parsed, by their path. */
export async function template(): Promise<ReadonlyMap<string, BicepFile>> {
  const parse = await bicepParser();
  return new Map(
    [...bicepFilesIn(join(root, 'infra'))].map(([path, text]) => {
      const name = relative(root, path);
      return [name, parse(name, text)];
    }),
  );
}

export function fileOf(files: ReadonlyMap<string, BicepFile>, name: string): BicepFile {
  const file = files.get(name);
  if (file === undefined) throw new Error(`${name} is not there`);
  return file;
}

/** A file of the project as JSON. */
export function jsonOf(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/** The app settings of a list that is a variable, each with the text of its value. */
export function settingsIn(
  { root: tree, name: file }: BicepFile,
  variable: string,
): ReadonlyMap<string, string> {
  const declared = declarations(tree, 'variable').find((one) => nameOf(one) === variable);
  const list = declared === undefined ? undefined : valueOf(declared);
  if (list === undefined) throw new Error(`${file} has no list ${variable}`);
  return new Map(
    parts(list).map((setting) => {
      const given = new Map(propertiesOf(setting).map(({ name, value }) => [name, value]));
      return [literal(given.get('name')) ?? '', given.get('value')?.text ?? ''];
    }),
  );
}

/** A parameter as it is declared: its type, its default, its decorators as they are written. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly usual: string | undefined;
  readonly decorators: string;
  readonly isSecure: boolean;
}

export function parametersOf({ root: tree }: BicepFile): readonly Parameter[] {
  return declarations(tree, 'parameter').map((parameter) => {
    const decorators = decoratorsOf(parameter);
    return {
      name: nameOf(parameter),
      type: partOf(parameter, 'type')?.text ?? '',
      usual: valueOf(parameter)?.text,
      decorators,
      isSecure: decorators.includes('@secure()'),
    };
  });
}

/** What stands right before a declaration to decorate it. */
export function decoratorsOf(declaration: Node): string {
  const before = declaration.previousNamedSibling;
  return before?.type === 'decorators' ? before.text : '';
}
