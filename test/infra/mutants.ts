import { isExisting, shapeOf, typeOfResource } from '../../local/bicep/resources.ts';
import { isObjectShape, type Shape, type Shapes } from '../../local/bicep/shapes.ts';
import {
  declarations,
  nameOf,
  objectIn,
  parts,
  propertiesOf,
  valueOf,
  type BicepFile,
  type Node,
} from '../../local/bicep/tree.ts';

/** A file with one fault planted. `says`: what only somebody who found this fault would say. */
export interface Mutant {
  readonly what: string;
  readonly text: string;
  readonly says: RegExp;
  /** Whether the types tell of this property at all: of tags, for example, every name is right. */
  readonly isKnown: boolean;
}

const OF_EVERY_RESOURCE = new Set(['scope', 'parent', 'dependsOn']);

/** Every property of every resource misspelt in turn, and every required one left out. */
export function resourceMutants(file: BicepFile, shapes: Shapes): readonly Mutant[] {
  return declarations(file.root, 'resource')
    .filter((resource) => !isExisting(resource))
    .flatMap((resource) => {
      const type = typeOfResource(resource);
      const body = objectIn(valueOf(resource));
      const shape = shapes[type];
      if (body === undefined || shape === undefined) throw new Error(`${file.name}: ${type} has no shape`);
      const whole = shapeOf(shape, type, body);
      return body
        .descendantsOfType('object_property')
        .filter((property) => parts(property)[0]?.type !== 'resource_declaration' && isOf(property, resource))
        .flatMap((property) => mutantsOf(file, property, body, whole));
    });
}

/** Every parameter that a module is given misspelt in turn, and every required one left out. */
export function moduleMutants(
  file: BicepFile,
  requiredOf: (module: Node) => readonly string[],
): readonly Mutant[] {
  return declarations(file.root, 'module').flatMap((module) => {
    const body = objectIn(valueOf(module));
    const params = body === undefined ? [] : propertiesOf(body).filter(({ name }) => name === 'params');
    const given = params.flatMap(({ value }) => (value === undefined ? [] : propertiesOf(value)));
    const required = requiredOf(module);
    return given.flatMap(({ node, key, name }) => [
      misspelt(file, key, `${nameOf(module)}.${name}`, name, true),
      ...(required.includes(name)
        ? [leftOut(file, node, `${nameOf(module)}.${name}`, new RegExp(`is not given ${name}$`))]
        : []),
    ]);
  });
}

function mutantsOf(file: BicepFile, property: Node, body: Node, whole: Shape): readonly Mutant[] {
  const path = pathTo(property, body);
  const name = path.at(-1) ?? '';
  const around = shapeAt(whole, path.slice(0, -1));
  const known = around !== undefined && isObjectShape(around) ? around.p[name] : undefined;
  const isRequired = known?.[0] === 1;
  const isKnown = known !== undefined || (path.length === 1 && OF_EVERY_RESOURCE.has(name));
  const [key = property] = parts(property);
  return [
    misspelt(file, key, path.join('.'), name, isKnown),
    ...(isRequired ? [leftOut(file, property, path.join('.'), new RegExp(`^${name} is missing$`))] : []),
  ];
}

function misspelt(file: BicepFile, key: Node, path: string, name: string, isKnown: boolean): Mutant {
  const wrong = `${name}x`;
  return {
    what: `${file.name}: ${path} misspelt`,
    text: `${file.text.slice(0, key.startIndex)}${key.type === 'string' ? `'${wrong}'` : wrong}${file.text.slice(key.endIndex)}`,
    // Where a type takes any name, a required property that is misspelt is one that is missing.
    says: new RegExp(`\\b${wrong}\\b|^${name} is missing$`),
    isKnown,
  };
}

/** Without a property and its comma, so that what is left is Bicep. */
function leftOut({ name, text }: BicepFile, property: Node, path: string, says: RegExp): Mutant {
  const [before, after] = [text.slice(0, property.startIndex), text.slice(property.endIndex)];
  const isFollowed = /^\s*,/.test(after);
  return {
    what: `${name}: ${path} left out`,
    text: isFollowed ? before + after.replace(/^\s*,\s*/, '') : before.replace(/,\s*$/, '') + after,
    says,
    isKnown: true,
  };
}

/** The names from the body of a resource down to a property. */
function pathTo(property: Node, body: Node): readonly string[] {
  const path: string[] = [];
  for (let at: Node | null = property; at !== null && !at.equals(body); at = at.parent)
    if (at.type === 'object_property') path.unshift((parts(at)[0]?.text ?? '').replaceAll("'", ''));
  return path;
}

function shapeAt(shape: Shape, path: readonly string[]): Shape | undefined {
  let at: Shape | undefined = shape;
  for (const name of path) at = at !== undefined && isObjectShape(at) ? memberOf(at.p[name]?.[1]) : undefined;
  return at;
}

function memberOf(shape: Shape | undefined): Shape | undefined {
  return typeof shape === 'object' && 'a' in shape ? memberOf(shape.a) : shape;
}

function isOf(property: Node, resource: Node): boolean {
  for (let at = property.parent; at !== null; at = at.parent)
    if (at.type === 'resource_declaration') return at.equals(resource);
  return false;
}
