import { declarations, nameOf, parts, type Node, type Say } from './tree.ts';

const DECLARING = ['parameter', 'variable', 'resource', 'module', 'type'] as const;
const NAMESPACES = new Set(['az', 'sys']);

/** The functions of Bicep that a template of this size may use; one that is missing here is added when it is used. */
const FUNCTIONS = new Set(
  (
    'any array base64 bool cidrHost cidrSubnet concat contains coalesce dateTimeAdd deployer deployment distinct empty endsWith ' +
    'environment extensionResourceId fail filter first flatten format groupBy guid indexOf int intersection items join json last ' +
    'length list loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent managementGroup map mapValues max min newGuid ' +
    'objectKeys padLeft pickZones range readEnvironmentVariable reduce reference replace resourceGroup resourceId skip sort split ' +
    'startsWith string subscription subscriptionResourceId substring take tenant tenantResourceId toLogicalZone toLower toObject ' +
    'toUpper trim union uniqueString uri uriComponent uriComponentToString utcNow'
  ).split(' '),
);

/** Names that nothing declares, inside of texts too, and functions that Bicep does not have. */
export function checkNames(root: Node, say: Say): void {
  const declared = new Set(DECLARING.flatMap((kind) => declarations(root, kind).map(nameOf)));
  const own = new Set(root.descendantsOfType('user_defined_function').map(nameOf));
  for (const node of root.descendantsOfType('identifier')) {
    if (isUse(node) && !declared.has(node.text) && !isNearby(node) && !NAMESPACES.has(node.text))
      say(node, `nothing is called ${node.text}`);
    if (isCalled(node) && !FUNCTIONS.has(node.text) && !own.has(node.text) && !isDecorating(node))
      say(node, `no function is called ${node.text}`);
  }
}

/** Names of which their kind says that they are no use of a variable. */
const NO_USE = new Set([
  ...DECLARING.map((kind) => `${kind}_declaration`),
  'output_declaration',
  'user_defined_function',
  'parameter',
  'type',
  'decorator',
]);

function isUse(node: Node): boolean {
  const { parent } = node;
  if (parent === null || isCalled(node)) return false;
  const isFirst = parts(parent)[0]?.equals(node) ?? false;
  if (NO_USE.has(parent.type)) return !isFirst && parent.type.endsWith('_declaration');
  if (parent.type === 'resource_expression') return isFirst;
  return !(isFirst && ['object_property', 'lambda_expression', 'for_statement'].includes(parent.type));
}

function isCalled({ parent, startIndex }: Node): boolean {
  return parent?.type === 'call_expression' && parent.startIndex === startIndex;
}

/** A decorator is called as functions are, and has words of its own. */
function isDecorating({ parent }: Node): boolean {
  return parent?.parent?.type === 'decorator';
}

/** Whether a loop, a lambda or a function around the name declares it. */
function isNearby(node: Node): boolean {
  for (let around = node.parent; around !== null; around = around.parent) {
    const here = declaredHere(around);
    if (here.some(({ text }) => text === node.text)) return true;
  }
  return false;
}

function declaredHere(node: Node): readonly Node[] {
  const [first] = parts(node);
  if (first === undefined) return [];
  if (node.type === 'for_statement') return first.type === 'for_loop_parameters' ? parts(first) : [first];
  if (node.type === 'lambda_expression')
    return parts(node)
      .slice(0, -1)
      .flatMap((part) => [part, ...parts(part)]);
  return node.type === 'user_defined_function'
    ? node.descendantsOfType('parameter').flatMap((part) => parts(part).slice(0, 1))
    : [];
}
