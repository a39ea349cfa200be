/**
 * What the parser that Teams runs on phones makes of one line, in as few rules as find everything that it finds, and more. On iOS it
 * reads text runs, too. Source: facts/teams-and-azure.md A.8.
 */

/** Links: `[`, any text, `](`, and a target in balanced brackets that does not begin with a blank. Of any scheme. */
export function linksOnPhone(line: string): readonly string[] {
  return [...line.matchAll(/\]\(/g)].flatMap(({ index }) => {
    const target = balancedFrom(line, index + 2);
    const isLink = line.slice(0, index).includes('[') && target !== undefined && /^\S/.test(target);
    return isLink ? [target] : [];
  });
}

/** What stands between a bracket that is open already and the one that closes it; undefined where none does, or nothing is between. */
function balancedFrom(line: string, from: number): string | undefined {
  let open = 1;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '(') open += 1;
    if (line[at] === ')') open -= 1;
    if (open === 0) return at === from ? undefined : line.slice(from, at);
  }
  return undefined;
}

/** Lists: a mark and a blank where a block begins, which is at the start and behind any bracket of a link. Numbered ones at the start. */
export function isListOnPhone(line: string): boolean {
  return /(?:^|[[\])])[-+*] /.test(line) || /^\d+\. /.test(line);
}

/** Bold and italic: any star, and an underscore that is not within a word. */
export function isEmphasisOnPhone(line: string): boolean {
  return line.includes('*') || /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(line);
}
