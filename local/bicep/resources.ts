import { isBlank, OWN_SHAPES, type ObjectShape, type Shapes } from './shapes.ts';
import { literal, objectIn, parts, partOf, propertiesOf, valueOf, type Node, type Say } from './tree.ts';
import { checkObject } from './values.ts';

/** Holds every resource against the shape of its type. One that exists already only has to be found. */
export function checkResources(root: Node, shapes: Shapes, say: Say): void {
  for (const resource of root.descendantsOfType('resource_declaration')) {
    const type = typeOfResource(resource);
    const shape = shapes[type];
    const body = objectIn(valueOf(resource));
    if (shape === undefined) say(resource, `there is no type ${type}`);
    else if (body === undefined) say(resource, 'has no body');
    else if (isExisting(resource)) checkFound(body, say);
    else checkObject(body, shapeOf(shape, type, body), say);
  }
}

/** The whole type of a resource: one that stands inside of another only says the end of it. */
export function typeOfResource(resource: Node): string {
  const said = literal(partOf(resource, 'string')) ?? '';
  if (said.includes('@')) return said;
  const outer = outerOf(resource);
  const [type = '', version = ''] = (outer === undefined ? '' : typeOfResource(outer)).split('@');
  return `${type}/${said}@${version}`;
}

/** The shape of a resource. Azure's own is blank where only the name tells what it is; without one of ours it must at least have a name. */
export function shapeOf(shape: ObjectShape, type: string, body: Node): ObjectShape {
  if (!isBlank(shape)) return shape;
  const name = literal(propertiesOf(body).find((property) => property.name === 'name')?.value);
  return OWN_SHAPES[`${type.split('@')[0] ?? ''} ${name ?? ''}`] ?? NAMED;
}

const NAMED: ObjectShape = { p: { name: [1, 's'] }, o: 1 };

export function isExisting(resource: Node): boolean {
  return resource.children.some(({ text }) => text === 'existing');
}

function checkFound(body: Node, say: Say): void {
  const names = propertiesOf(body).map(({ name }) => name);
  if (!names.includes('name')) say(body, 'name is missing');
  for (const { key, name } of propertiesOf(body))
    if (!['name', 'scope', 'parent'].includes(name)) say(key, `there is no property ${name} of what exists`);
}

function outerOf({ parent }: Node): Node | undefined {
  for (let around = parent; around !== null; around = around.parent)
    if (around.type === 'resource_declaration' && parts(around).length > 0) return around;
  return undefined;
}
