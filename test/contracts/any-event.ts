import fc from 'fast-check';
import type { AuditEvent, EventKind, SourceName } from '../../shared/model/events.ts';
import type { Subject } from '../../shared/model/subject.ts';

/** Text as hostile records have it: any script, halves of surrogate pairs, what JSON and prototypes trip over. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\u0000', '\ud800', 'a\udc00b', '"\\', '__proto__', '\u2028', 'Ü'.repeat(300)),
);
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(some, { nil: undefined });
/** Objects as code makes them, with a prototype. */
function plain<T>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> {
  return fc.record(fields, { noNullPrototype: true });
}

const texts = fc.array(anyText, { maxLength: 4 });
const flag = fc.boolean();

const anySubject: fc.Arbitrary<Subject> = plain({
  kind: fc.constantFrom<Subject['kind']>('user', 'app', 'address', 'tenant'),
  id: anyText,
  name: maybe(anyText),
}).map(({ kind, id, name }) => ({ kind, id, name: name ?? id }));

const happened = {
  // Few ids and few seconds, so that many events are told apart by the last parts of the order only.
  id: fc.oneof(fc.constantFrom('a', 'A', 'b', 'c'), anyText),
  at: fc.oneof(
    fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T23:59:59Z'),
      noInvalidDate: true,
    }),
    fc.integer({ min: 0, max: 2_500 }).map((ms) => new Date(Date.UTC(2026, 2, 2) + ms)),
  ),
  source: fc.constantFrom<SourceName>('sign-ins', 'directory-audits', 'unified-audit', 'message-traces'),
  actor: anySubject,
  ip: maybe(anyText),
  place: fc.constant(undefined),
};

type OfKind<K extends EventKind> = Extract<AuditEvent, { kind: K }>;

const BY_KIND: { readonly [K in EventKind]: fc.Arbitrary<OfKind<K>> } = {
  'sign-in': plain({
    ...happened,
    kind: fc.constant('sign-in' as const),
    errorCode: fc.oneof(fc.constantFrom(0, -1, 50_126), fc.integer()),
    interactive: maybe(flag),
    guest: maybe(flag),
    app: maybe(anyText),
    client: maybe(anyText),
    protocol: maybe(anyText),
    deviceId: maybe(anyText),
    family: maybe(anyText),
    userAgent: maybe(anyText),
    requirement: fc.constantFrom('single', 'multi', undefined),
    mfaDetail: maybe(anyText),
    risk: fc.constantFrom('none', 'low', 'unnamed', 'medium', 'high', undefined),
    reported: maybe(anyText),
  }),
  invited: plain({ ...happened, kind: fc.constant('invited' as const), guest: anyText, domain: anyText }),
  'mail-sent': plain({
    ...happened,
    kind: fc.constant('mail-sent' as const),
    messageId: maybe(anyText),
    recipients: texts,
    recipientCount: fc.nat(),
    subject: maybe(anyText),
  }),
  'mail-rule': plain({
    ...happened,
    kind: fc.constant('mail-rule' as const),
    scope: fc.constantFrom('inbox', 'mailbox', 'transport'),
    mailbox: anyText,
    name: maybe(anyText),
    sendsTo: texts,
    deletes: flag,
    movesTo: maybe(anyText),
    marksRead: flag,
    keywords: texts,
    everyMail: maybe(flag),
  }),
  'role-granted': plain({
    ...happened,
    kind: fc.constant('role-granted' as const),
    role: anyText,
    templateId: maybe(anyText),
    target: anySubject,
    how: fc.constantFrom('assigned', 'eligible', 'activated'),
  }),
  consented: plain({
    ...happened,
    kind: fc.constant('consented' as const),
    app: anyText,
    appId: maybe(anyText),
    scopes: texts,
    forWhom: fc.constantFrom('self', 'everybody', 'app'),
    refused: maybe(anyText),
  }),
  'method-added': plain({
    ...happened,
    kind: fc.constant('method-added' as const),
    method: anyText,
    target: anySubject,
  }),
  'account-created': plain({
    ...happened,
    kind: fc.constant('account-created' as const),
    target: anySubject,
  }),
};

export const EVENT_KINDS = Object.keys(BY_KIND) as readonly EventKind[];

/** Any event of one kind, as a source makes it: without a place. */
export function anyEventOf(kind: EventKind): fc.Arbitrary<AuditEvent> {
  return BY_KIND[kind];
}

/** Any event of any kind. */
export const anyEvent: fc.Arbitrary<AuditEvent> = fc.oneof(...EVENT_KINDS.map(anyEventOf));
