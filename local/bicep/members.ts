import { declarationOf } from './kinds.ts';
import { parts, propertiesOf, valueOf, type Node, type Say } from './tree.ts';

/** Members that are taken of a variable, or of each of a list in a loop, and that none of the objects written there has. */
export function checkMembers(root: Node, say: Say): void {
  for (const taken of root.descendantsOfType('member_expression')) {
    const [before, property] = parts(taken);
    const objects = before?.type === 'identifier' ? objectsOf(before) : [];
    if (property === undefined || objects.length === 0) continue;
    if (!objects.every((object) => propertiesOf(object).some(({ name }) => name === property.text)))
      say(property, `${before?.text ?? ''} has no ${property.text}`);
  }
}

/** The objects that a name may stand for, where the file itself writes all of them; otherwise none. */
function objectsOf(name: Node): readonly Node[] {
  const list = listAround(name);
  const value = list ?? valueNamed(name);
  if (value === undefined) return [];
  const members = list === undefined ? [value] : value.type === 'array' ? parts(value) : [];
  return members.every(({ type }) => type === 'object') ? members : [];
}

/** The list that a loop around gives the name the members of. */
function listAround(name: Node): Node | undefined {
  for (let around = name.parent; around !== null; around = around.parent) {
    if (around.type !== 'for_statement') continue;
    const [declared, list] = parts(around);
    const [member = declared] = declared?.type === 'for_loop_parameters' ? parts(declared) : [];
    if (member?.text === name.text) return list?.type === 'identifier' ? valueNamed(list) : list;
  }
  return undefined;
}

function valueNamed(name: Node): Node | undefined {
  const declared = declarationOf(name);
  return declared?.type === 'variable_declaration' ? valueOf(declared) : undefined;
}
