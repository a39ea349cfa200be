import { existsSync } from 'node:fs';
import { checkMembers } from './members.ts';
import { checkModules } from './modules.ts';
import { checkNames } from './names.ts';
import { checkResources } from './resources.ts';
import { checkRoles } from './roles.ts';
import type { Shapes } from './shapes.ts';
import { checkSyntax } from './syntax.ts';
import { bicepParser, type BicepFile, type Fault, type Node } from './tree.ts';

/** The texts of files by their path. */
export type Texts = ReadonlyMap<string, string>;

export type Check = (texts: Texts, shapes?: Shapes, only?: readonly string[]) => readonly Fault[];

/**
 * A check of Bicep files: syntax, names, what they say of each other, and by `shapes` their resources. `only`: of all files these are
 * looked at. Faults are in the order of files and lines.
 */
export async function bicepCheck(isThere: (path: string) => boolean = existsSync): Promise<Check> {
  const parse = await bicepParser();
  const parsed = new Map<string, BicepFile>();

  function fileOf(name: string, text: string): BicepFile {
    const known = parsed.get(name);
    if (known?.text === text) return known;
    const file = parse(name, text);
    parsed.set(name, file);
    return file;
  }

  return (texts, shapes, only = [...texts.keys()]) => {
    const files = new Map([...texts].map(([name, text]) => [name, fileOf(name, text)]));
    return only.flatMap((name) => {
      const file = files.get(name);
      return file === undefined ? [] : faultsIn(file, files, isThere, shapes);
    });
  };
}

function faultsIn(
  file: BicepFile,
  files: ReadonlyMap<string, BicepFile>,
  isThere: (path: string) => boolean,
  shapes: Shapes | undefined,
): readonly Fault[] {
  const faults: Fault[] = [];
  const say = (node: Node, what: string): void => {
    faults.push({ file: file.name, line: node.startPosition.row + 1, what });
  };
  checkSyntax(file.root, say);
  checkNames(file.root, say);
  checkMembers(file.root, say);
  checkModules(file, (path) => files.get(path), isThere, say);
  checkRoles(file.root, say);
  if (shapes !== undefined) checkResources(file.root, shapes, say);
  // One variable may stand in several resources, and is wrong once.
  const seen = new Map(faults.map((fault) => [`${fault.line} ${fault.what}`, fault]));
  return [...seen.values()].toSorted((one, other) => one.line - other.line);
}
