import { createHash } from 'node:crypto';

/** `sha256:` and the hash of a value's canonical JSON (keys sorted at every depth): names a record that has no id of its own. */
export function contentId(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonical(value)).digest('hex')}`;
}

/** No record of Microsoft's is nested so deep; what lies deeper does not tell records apart. */
const DEEPEST = 100;

/** JSON with the keys of every object sorted by code unit. */
function canonical(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth === DEEPEST) return '"…"';
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item, depth + 1)}`).join(',')}}`;
}
