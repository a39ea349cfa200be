import { rememberAnswers } from './remember-answers.ts';
import type { Subject } from './subject.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const PUID = /^[0-9a-f]{16}$/i;
const MAIL = /^[^\s@<>"]+@[^\s@<>"]+$/;
const NOBODY = '00000000-0000-0000-0000-000000000000';
const GUEST_MARK = '#ext#';

/** What kind of name of a person a text is; undefined: it names nobody. */
export const kindOfName = rememberAnswers(kindOf);

function kindOf(text: string): 'guid' | 'puid' | 'mail' | undefined {
  if (MAIL.test(text)) return 'mail';
  if (GUID.test(text)) return text === NOBODY ? undefined : 'guid';
  return PUID.test(text) ? 'puid' : undefined;
}

/**
 * The names by which a record calls one person, lower-cased, each once: `User_<guid>` without its prefix, `<puid>@<domain>` as the PUID,
 * a guest's `ann_fabrikam.com#EXT#@tenant.onmicrosoft.com` together with the address it stands for. What is no name is left out.
 */
export function namesIn(texts: readonly unknown[]): readonly string[] {
  return namesInLines(texts.filter((text) => typeof text === 'string').join('\n'));
}

/** Remembered, since a tenant's records call the same few people by the same names: the same list for the same names. */
const namesInLines = rememberAnswers((lines: string): readonly string[] => {
  const names = new Set<string>();
  for (const text of lines.split('\n')) {
    const name = bare(text.toLowerCase());
    if (kindOfName(name) === undefined) continue;
    names.add(name);
    const home = homeAddress(name);
    if (home !== undefined) names.add(home);
  }
  return [...names];
});

function bare(text: string): string {
  const marked = text.startsWith('user_') ? text.slice('user_'.length) : '';
  if (GUID.test(marked)) return marked;
  if (text.startsWith('smtp:')) return text.slice('smtp:'.length);
  const at = text.indexOf('@');
  return at === 16 && PUID.test(text.slice(0, at)) ? text.slice(0, at) : text;
}

/** The address a guest's user principal name stands for; undefined where the name is no guest's. */
export function homeAddress(name: string): string | undefined {
  const mark = name.toLowerCase().indexOf(GUEST_MARK);
  if (mark <= 0) return undefined;
  const local = name.slice(0, mark).toLowerCase();
  const at = local.lastIndexOf('_');
  return at <= 0 ? undefined : `${local.slice(0, at)}@${local.slice(at + 1)}`;
}

/** Whether a user principal name is a guest's. */
export function isGuestName(name: string): boolean {
  return name.includes('#') && name.toLowerCase().includes(GUEST_MARK);
}

/** The domain of an address, lower-cased; undefined where the text is no address. */
export const domainOf = rememberAnswers((address: string): string | undefined =>
  MAIL.test(address) ? address.slice(address.lastIndexOf('@') + 1).toLowerCase() : undefined,
);

/** A person by the best of their names: an address before a GUID before a PUID. Undefined where there is none. */
export function personOf(names: readonly string[], display?: string): Subject | undefined {
  const best =
    names.find((name) => kindOfName(name) === 'mail') ??
    names.find((name) => kindOfName(name) === 'guid') ??
    names[0];
  if (best === undefined) return undefined;
  return { kind: 'user', id: best, name: display === undefined || display === '' ? best : display };
}
