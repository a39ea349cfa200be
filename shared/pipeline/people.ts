import { kindOfName } from '../model/identity.ts';
import { byText } from '../model/order.ts';
import { keyOf, type Subject } from '../model/subject.ts';

/** Who is who: the names of one person, gathered from every record, make one subject. */
export interface People {
  /** Says that these names are one person's. Names are lower-cased. */
  readonly same: (names: readonly string[]) => void;
  /** Notes how a subject is called: of two names a person's own wins over an address. */
  readonly note: (subject: Subject) => void;
  /** The one subject for whatever a record calls somebody; the same object for the same person, until more is learned. */
  readonly resolve: (subject: Subject) => Subject;
  /** Everything known, as plain data. */
  readonly kept: () => KeptPeople;
  /** How often anything was learned: as long as it is the same, so is what is kept. */
  readonly learned: () => number;
}

/** Who is who, to be written down: names of one person each, the canonical one first, and how they are called. */
export interface KeptPeople {
  readonly groups: readonly (readonly string[])[];
  readonly called: readonly (readonly [kind: Subject['kind'], id: string, name: string])[];
}

/**
 * A union of names. The id of a person is the first, by alphabet, of the best kind of name they have (address, GUID, PUID), and so does
 * not depend on the order in which records were read.
 */
export function createPeople(): People {
  const parents = new Map<string, string>();
  const names = new Map<string, string>();
  /** Readers give the same list for the same names. */
  const joined = new WeakSet<readonly string[]>();
  const resolved = new Map<Subject['kind'], Map<string, Subject>>();
  let learned = 0;

  function forgetAnswers(): void {
    learned += 1;
    resolved.clear();
  }

  function rootOf(name: string): string {
    let root = name;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    for (let at = name; at !== root;) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  }

  function join(a: string, b: string): void {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one === other) return;
    const [first, second] = byRank(one, other) < 0 ? [one, other] : [other, one];
    parents.set(second, first);
    forgetAnswers();
    const name = names.get(second);
    if (name !== undefined) keep(first, name);
  }

  function keep(root: string, name: string): void {
    const known = names.get(root);
    if (known === name) return;
    if (known !== undefined && byNicety(name, known) >= 0) return;
    names.set(root, name);
    forgetAnswers();
  }

  function groups(): readonly (readonly string[])[] {
    const byRoot = new Map<string, string[]>();
    for (const name of parents.keys()) {
      const root = rootOf(name);
      byRoot.set(root, [...(byRoot.get(root) ?? [root]), name]);
    }
    return [...byRoot.values()];
  }

  return {
    same(group) {
      if (joined.has(group)) return;
      joined.add(group);
      const [first, ...rest] = group;
      if (first === undefined) return;
      for (const other of rest) join(first, other);
    },
    note(subject) {
      keep(subject.kind === 'user' ? rootOf(subject.id) : keyOf(subject), subject.name);
    },
    resolve(subject) {
      const known = resolved.get(subject.kind)?.get(subject.id);
      if (known !== undefined) return known;
      const ofKind = resolved.get(subject.kind) ?? new Map<string, Subject>();
      resolved.set(subject.kind, ofKind);
      const id = subject.kind === 'user' ? rootOf(subject.id) : subject.id;
      const name = names.get(subject.kind === 'user' ? id : keyOf(subject)) ?? subject.name;
      const one = ofKind.get(id) ?? { kind: subject.kind, id, name };
      ofKind.set(id, one).set(subject.id, one);
      return one;
    },
    kept: () => ({
      groups: groups(),
      called: [...names].map(([key, name]) => {
        const [, kind = 'user', id = key] = /^(app|address|tenant)\|(.*)$/s.exec(key) ?? [];
        return [kind as Subject['kind'], id, name] as const;
      }),
    }),
    learned: () => learned,
  };
}

const KINDS = ['mail', 'guid', 'puid', undefined];

function byRank(a: string, b: string): number {
  return KINDS.indexOf(kindOfName(a)) - KINDS.indexOf(kindOfName(b)) || byText(a, b);
}

/** A name of words before an address before an id before no name; capitals before none. */
function byNicety(a: string, b: string): number {
  return nicety(a) - nicety(b) || byText(a, b);
}

function nicety(name: string): number {
  const kind = kindOfName(name);
  if (name.trim() === '') return 3;
  if (kind === undefined) return 0;
  return kind === 'mail' ? 1 : 2;
}
