import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser, type Node } from 'web-tree-sitter';

export type { Node } from 'web-tree-sitter';

/** A Bicep file that was parsed, however broken it is. */
export interface BicepFile {
  readonly name: string;
  readonly text: string;
  readonly root: Node;
}

/** Something that is wrong. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** Notes what is wrong at a place in a file. */
export type Say = (node: Node, what: string) => void;

/** A parser for Bicep; the grammar comes with its package, and nothing is fetched. */
export async function bicepParser(): Promise<(name: string, text: string) => BicepFile> {
  await Parser.init();
  const parser = new Parser();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  return (name, text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error(`${name} could not be parsed`);
    return { name, text, root: tree.rootNode };
  };
}

/** The named children of a node, without comments. */
export function parts(node: Node): readonly Node[] {
  return node.namedChildren.filter(({ type }) => !type.endsWith('comment'));
}

/** The first named child of a type. */
export function partOf(node: Node, type: string): Node | undefined {
  return parts(node).find((part) => part.type === type);
}

/** What a text stands for, where nothing is put into it. */
export function literal(node: Node | undefined): string | undefined {
  if (node?.type !== 'string') return undefined;
  const content = parts(node);
  if (content.some(({ type }) => type !== 'string_content' && type !== 'escape_sequence')) return undefined;
  return node.text.startsWith("'''") ? node.text.slice(3, -3) : node.text.slice(1, -1);
}

/** The name that a declaration gives. */
export function nameOf(declaration: Node): string {
  return partOf(declaration, 'identifier')?.text ?? '';
}

/** Declarations of one kind, however deep. */
export function declarations(root: Node, kind: string): readonly Node[] {
  return root.descendantsOfType(`${kind}_declaration`);
}

/** What is declared: the value of a variable or an output, the default of a parameter, the body of a resource or a module. */
export function valueOf(declaration: Node): Node | undefined {
  const [, ...rest] = parts(declaration).filter(({ type }) => type !== 'type');
  return rest.at(-1);
}

/** The object inside of a condition or a loop; and `node` itself where it is one. */
export function objectIn(node: Node | undefined): Node | undefined {
  if (node === undefined || node.type === 'object') return node;
  if (node.type !== 'if_statement' && node.type !== 'for_statement') return undefined;
  return objectIn(parts(node).at(-1));
}

/** The properties of an object, each with its name. What is declared in it is none. */
export function propertiesOf(object: Node): readonly Property[] {
  return parts(object)
    .filter(({ type }) => type === 'object_property')
    .flatMap((node) => {
      const [key, value] = parts(node);
      if (key === undefined || key.type === 'resource_declaration') return [];
      return [{ node, key, name: literal(key) ?? key.text, value }];
    });
}

export interface Property {
  readonly node: Node;
  readonly key: Node;
  readonly name: string;
  readonly value: Node | undefined;
}
