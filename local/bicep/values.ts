import { kindOf, declarationOf, type Kind } from './kinds.ts';
import { isObjectShape, type ObjectShape, type Shape } from './shapes.ts';
import { literal, parts, propertiesOf, valueOf, type Node, type Say } from './tree.ts';

/** What Bicep itself knows of every resource. */
const ALWAYS = new Set(['scope', 'parent', 'dependsOn']);
/** Said by the declaration, and not in the body. */
const DECLARED = new Set(['type', 'apiVersion']);

/** Holds a value against its shape, through conditions, loops and variables. */
function checkValue(node: Node, shape: Shape, say: Say): void {
  if (node.type === 'null' || shape === '*') return;
  const inner = seenThrough(node, shape);
  if (inner !== undefined) {
    for (const [part, its] of inner) checkValue(part, its, say);
    return;
  }
  if (node.type === 'object' && isObjectShape(shape)) return checkObject(node, shape, say);
  const wrong = wrongIn(node, shape);
  if (wrong !== undefined) say(node, wrong);
}

/** The values that a value is made of, each with the shape it must have; undefined: it is one itself. */
function seenThrough(node: Node, shape: Shape): readonly (readonly [Node, Shape])[] | undefined {
  const members = membersOf(node, shape);
  if (members !== undefined) return members;
  return alternatives(node)?.map((part) => [part, shape]);
}

/** The members of a list, or what a loop makes each of. */
function membersOf(node: Node, shape: Shape): readonly (readonly [Node, Shape])[] | undefined {
  if (typeof shape !== 'object' || !('a' in shape)) return undefined;
  const inside = parts(node);
  if (node.type === 'array') return inside.map((part) => [part, shape.a]);
  return node.type === 'for_statement' ? inside.slice(-1).map((part) => [part, shape.a]) : undefined;
}

/** Values of which one is taken, or all together; undefined: it is one itself. */
function alternatives(node: Node): readonly Node[] | undefined {
  const [first, ...rest] = parts(node);
  switch (node.type) {
    case 'parenthesized_expression':
      return first === undefined ? [] : [first];
    case 'ternary_expression':
      return rest;
    case 'if_statement':
      return rest.slice(-1);
    case 'call_expression':
      return ['concat', 'union'].includes(first?.text ?? '') ? rest.flatMap(parts) : undefined;
    case 'identifier':
      return variableOf(node);
    default:
      return undefined;
  }
}

function variableOf(name: Node): readonly Node[] | undefined {
  const declared = declarationOf(name);
  const value = declared?.type === 'variable_declaration' ? valueOf(declared) : undefined;
  return value === undefined ? undefined : [value];
}

/** Properties that are not there, and those that are missing. */
export function checkObject(node: Node, { p, o }: ObjectShape, say: Say): void {
  const properties = propertiesOf(node);
  for (const { key, name, value } of properties) {
    const [, shape] = p[name] ?? [];
    const isFree = o === 1 || ALWAYS.has(name) || isAllowed(key);
    if (shape === undefined && !isFree) say(key, `there is no property ${name}`);
    if (shape !== undefined && value !== undefined) checkValue(value, shape, say);
  }
  const seen = new Set([...DECLARED, ...properties.map(({ name }) => name)]);
  for (const [name, [required]] of Object.entries(p))
    if (required === 1 && !seen.has(name)) say(node, `${name} is missing`);
}

/** Whether the line before says to Bicep's own compiler that its types are wrong here. */
function isAllowed(key: Node): boolean {
  const before = key.parent?.previousNamedSibling;
  return before?.type === 'diagnostic_comment' && before.text.includes('BCP037');
}

function wrongIn(node: Node, shape: Shape): string | undefined {
  const text = literal(node);
  if (typeof shape === 'object' && 'l' in shape && shape.o !== 1 && text !== undefined)
    if (!shape.l.includes(text)) return `'${text}' is none of ${shape.l.join(', ')}`;
  const is = kindOf(node);
  const wanted = wantedBy(shape);
  return is === undefined || wanted === undefined || is === wanted
    ? undefined
    : `is ${is}, and should be ${wanted}`;
}

function wantedBy(shape: Shape): Kind | undefined {
  if (shape === '*') return undefined;
  if (typeof shape === 'string') return ({ s: 'string', i: 'int', b: 'bool' } as const)[shape];
  if ('l' in shape) return shape.l.length > 0 ? 'string' : undefined;
  return 'a' in shape ? 'array' : 'object';
}
