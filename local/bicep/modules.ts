import { dirname, join, normalize } from 'node:path';
import { kindOf, typeOf } from './kinds.ts';
import {
  declarations,
  literal,
  nameOf,
  objectIn,
  parts,
  partOf,
  propertiesOf,
  valueOf,
  type BicepFile,
  type Node,
  type Say,
} from './tree.ts';

const LOADING = new Set(['loadTextContent', 'loadJsonContent', 'loadYamlContent', 'loadFileAsBase64']);

/** What a file says of others: that they are there, the parameters it gives them, the outputs it takes. */
export function checkModules(
  { name, root }: BicepFile,
  fileAt: (path: string) => BicepFile | undefined,
  isThere: (path: string) => boolean,
  say: Say,
): void {
  const near = (path: string): string => normalize(join(dirname(name), path));
  const modules = new Map<string, BicepFile>();
  for (const module of declarations(root, 'module')) {
    const path = literal(partOf(module, 'string')) ?? '';
    const target = fileAt(near(path));
    if (target === undefined) say(module, `there is no file ${path}`);
    else {
      modules.set(nameOf(module), target);
      checkParameters(module, target, say);
    }
  }
  checkOutputs(root, modules, say);
  for (const call of root.descendantsOfType('call_expression')) {
    const [callee, given] = parts(call);
    const path = literal(given === undefined ? undefined : parts(given)[0]);
    if (LOADING.has(callee?.text ?? '') && path !== undefined && !isThere(near(path)))
      say(call, `there is no file ${path}`);
  }
}

const OF_MODULES = new Set(['name', 'params', 'scope', 'dependsOn']);

function checkParameters(module: Node, target: BicepFile, say: Say): void {
  const body = objectIn(valueOf(module));
  const given = body === undefined ? [] : propertiesOf(body);
  for (const { key, name } of given)
    if (!OF_MODULES.has(name)) say(key, `there is no property ${name} of a module`);
  const object = objectIn(given.find(({ name }) => name === 'params')?.value);
  const properties = object === undefined ? [] : propertiesOf(object);
  const wanted = new Map(declarations(target.root, 'parameter').map((one) => [nameOf(one), one]));
  for (const { key, name, value } of properties) {
    const parameter = wanted.get(name);
    if (parameter === undefined) say(key, `${target.name} has no parameter ${name}`);
    else if (value !== undefined) checkKind(value, parameter, say);
  }
  for (const [name, parameter] of wanted)
    if (valueOf(parameter) === undefined && !properties.some((property) => property.name === name))
      say(module, `${target.name} is not given ${name}`);
}

function checkKind(value: Node, parameter: Node, say: Say): void {
  const [is, wanted] = [kindOf(value), typeOf(parameter)];
  if (is !== undefined && wanted !== undefined && is !== wanted)
    say(value, `is ${is}, and should be ${wanted}`);
}

function checkOutputs(root: Node, modules: ReadonlyMap<string, BicepFile>, say: Say): void {
  for (const taken of root.descendantsOfType('member_expression')) {
    const [before, property] = parts(taken);
    const [module, outputs] = before?.type === 'member_expression' ? parts(before) : [];
    const target = modules.get(module?.text ?? '');
    if (target === undefined || outputs?.text !== 'outputs' || property === undefined) continue;
    if (!declarations(target.root, 'output').some((one) => nameOf(one) === property.text))
      say(property, `${target.name} has no output ${property.text}`);
  }
}
