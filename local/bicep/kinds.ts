import { nameOf, parts, partOf, valueOf, type Node } from './tree.ts';

export type Kind = 'string' | 'int' | 'bool' | 'object' | 'array';

const LITERALS: Readonly<Record<string, Kind>> = {
  string: 'string',
  number: 'int',
  boolean: 'bool',
  object: 'object',
  array: 'array',
  for_statement: 'array',
};

/** What functions give, where their name alone says it. */
const GIVEN: Readonly<Record<string, Kind>> = {
  guid: 'string',
  uniqueString: 'string',
  toLower: 'string',
  replace: 'string',
  loadTextContent: 'string',
  subscriptionResourceId: 'string',
  concat: 'array',
  map: 'array',
  filter: 'array',
  split: 'array',
  empty: 'bool',
  contains: 'bool',
  length: 'int',
};

/** The kind of a value as far as the file says it; undefined: it does not. */
export function kindOf(node: Node): Kind | undefined {
  if (node.type === 'call_expression') return GIVEN[parts(node)[0]?.text ?? ''];
  if (node.type !== 'identifier') return LITERALS[node.type];
  const declared = declarationOf(node);
  if (declared === undefined) return undefined;
  if (declared.type === 'parameter_declaration') return typeOf(declared);
  const value = valueOf(declared);
  return declared.type === 'variable_declaration' && value !== undefined ? kindOf(value) : undefined;
}

/** The kind that a parameter or an output is declared with. */
export function typeOf(declaration: Node): Kind | undefined {
  const type = partOf(declaration, 'type')?.text;
  return Object.values(LITERALS).find((kind) => kind === type);
}

const NAMING = new Set(['parameter_declaration', 'variable_declaration']);

/** Where a name is declared in its file, unless a loop or a lambda around gives it another meaning. */
export function declarationOf(name: Node): Node | undefined {
  for (let around = name.parent; around !== null; around = around.parent) {
    const isLoop = around.type === 'for_statement' || around.type === 'lambda_expression';
    if (isLoop && (parts(around)[0]?.text ?? '').match(/\w+/g)?.includes(name.text) === true)
      return undefined;
    // Parameters and variables stand at the top of a file, nowhere else.
    if (around.parent === null)
      return parts(around).find((one) => NAMING.has(one.type) && nameOf(one) === name.text);
  }
  return undefined;
}
