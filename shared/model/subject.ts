/** Whom a record, a finding or an incident is about. */
export interface Subject {
  readonly kind: 'user' | 'app' | 'address' | 'tenant';
  /** Canonical: a user's lower-cased UPN or SMTP address where known, else the object id; an address as text. */
  readonly id: string;
  /** As the directory has it; a person's best known name. */
  readonly name: string;
}

/** The tenant as a whole: the subject of what nobody in particular did. */
export const TENANT: Subject = { kind: 'tenant', id: 'tenant', name: 'the tenant' };

/** A network address as a subject. */
export function addressSubject(ip: string): Subject {
  return { kind: 'address', id: ip, name: ip };
}

/** One text for a subject, to be used as a key: two subjects are the same exactly if their keys are. */
export function keyOf(subject: Subject): string {
  return `${subject.kind}|${subject.id}`;
}
