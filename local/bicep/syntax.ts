import { parts, type Node, type Say } from './tree.ts';

const MEMBERS = new Set(['object', 'array', 'arguments']);

/** What is no Bicep: what the grammar says, and what it lets pass: items on one line without a comma, and commas at the end of one. */
export function checkSyntax(node: Node, say: Say): void {
  if (node.isError) return say(node, `cannot be read: ${node.text.trim().split('\n')[0] ?? ''}`);
  if (node.isMissing) return say(node, `${node.type} is missing`);
  if (MEMBERS.has(node.type)) checkCommas(node, say);
  for (const child of node.children) checkSyntax(child, say);
}

function checkCommas(node: Node, say: Say): void {
  let before: Node | undefined;
  for (const part of parts(node)) {
    if (before !== undefined) {
      const isSameLine = before.endPosition.row === part.startPosition.row;
      const comma = commaBetween(node, before, part);
      if (isSameLine && comma === undefined) say(part, 'no comma before it, and no line of its own');
      if (!isSameLine && comma !== undefined && node.type !== 'arguments')
        say(comma, 'a comma at the end of a line');
    }
    before = part;
  }
}

function commaBetween(node: Node, before: Node, after: Node): Node | undefined {
  return node.children.find(
    ({ type, startIndex }) => type === ',' && startIndex >= before.endIndex && startIndex < after.startIndex,
  );
}
