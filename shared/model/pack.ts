import type { AuditEvent, MailSent, RiskLevel, SignIn, SourceName } from './events.ts';
import { rememberAnswers } from './remember-answers.ts';
import type { Subject } from './subject.ts';

/** An event as compact JSON: the two kinds that come by the million without their field names, the others as they are. */
export function pack(event: AuditEvent): string {
  if (event.kind === 'sign-in') return JSON.stringify(packSignIn(event));
  if (event.kind === 'mail-sent') return JSON.stringify(packMail(event));
  return JSON.stringify({ ...event, at: event.at.getTime() });
}

/** The event of a packed text, equal to what was packed. */
export function unpack(text: string): AuditEvent {
  const packed: unknown = JSON.parse(text);
  if (!Array.isArray(packed)) {
    const event = packed as AuditEvent & { at: unknown };
    return { ...ABSENT[event.kind], ...event, at: new Date(Number(event.at)) } as AuditEvent;
  }
  return packed[0] === 0 ? unpackSignIn(packed as PackedSignIn) : unpackMail(packed as PackedMail);
}

/** JSON leaves out what is undefined; an event has every field of its kind. */
const HAPPENED = { ip: undefined, place: undefined };
const ABSENT: Readonly<Record<AuditEvent['kind'], object>> = {
  'sign-in': HAPPENED,
  'mail-sent': HAPPENED,
  invited: HAPPENED,
  'mail-rule': { ...HAPPENED, name: undefined, movesTo: undefined, everyMail: undefined },
  'role-granted': { ...HAPPENED, templateId: undefined },
  consented: { ...HAPPENED, appId: undefined, refused: undefined },
  'method-added': HAPPENED,
  'account-created': HAPPENED,
};

type Text = string | null;
type PackedSubject = [Subject['kind'], string, Text];
type PackedSignIn = [
  0,
  string,
  number,
  SourceName,
  ...PackedSubject,
  Text,
  number,
  boolean | null,
  boolean | null,
  Text,
  Text,
  Text,
  Text,
  Text,
  SignIn['requirement'] | null,
  Text,
  RiskLevel | null,
  Text,
  protocol?: Text,
];
type PackedMail = [
  1,
  string,
  number,
  SourceName,
  ...PackedSubject,
  Text,
  Text,
  readonly string[],
  number,
  Text,
];

/** Most subjects are called by their id: null stands for it. */
function nameBesideId({ id, name }: Subject): Text {
  return name === id ? null : name;
}

/** One text for many alike: what comes again and again in events is remembered for days, and each reading makes a text of its own. */
const sameText = rememberAnswers((text) => text);

function unpackSubject(kind: Subject['kind'], id: string, name: Text): Subject {
  return { kind, id, name: name ?? id };
}

function packSignIn(event: SignIn): PackedSignIn {
  return [
    0,
    event.id,
    event.at.getTime(),
    event.source,
    event.actor.kind,
    event.actor.id,
    nameBesideId(event.actor),
    event.ip ?? null,
    event.errorCode,
    event.interactive ?? null,
    event.guest ?? null,
    event.app ?? null,
    event.client ?? null,
    event.deviceId ?? null,
    event.family ?? null,
    event.userAgent ?? null,
    event.requirement ?? null,
    event.mfaDetail ?? null,
    event.risk ?? null,
    event.reported ?? null,
    event.protocol ?? null, // last, since logs were kept without it
  ];
}

function unpackSignIn(packed: PackedSignIn): SignIn {
  const [, id, at, source, kind, subject, name, ip, errorCode, interactive, guest, ...rest] = packed;
  const [app, client, deviceId, family, userAgent, requirement, mfaDetail, risk, reported, protocol] = rest;
  return {
    kind: 'sign-in',
    id,
    at: new Date(at),
    source: sameText(source) as SourceName,
    actor: unpackSubject(kind, subject, name),
    ip: ip === null ? undefined : sameText(ip),
    place: undefined,
    errorCode,
    interactive: interactive ?? undefined,
    guest: guest ?? undefined,
    app: app ?? undefined,
    client: client ?? undefined,
    protocol: protocol ?? undefined,
    deviceId: deviceId === null ? undefined : sameText(deviceId),
    family: family === null ? undefined : sameText(family),
    userAgent: userAgent ?? undefined,
    requirement: requirement ?? undefined,
    mfaDetail: mfaDetail ?? undefined,
    risk: risk ?? undefined,
    reported: reported ?? undefined,
  };
}

function packMail(event: MailSent): PackedMail {
  return [
    1,
    event.id,
    event.at.getTime(),
    event.source,
    event.actor.kind,
    event.actor.id,
    nameBesideId(event.actor),
    event.ip ?? null,
    event.messageId ?? null,
    event.recipients,
    event.recipientCount,
    event.subject ?? null,
  ];
}

function unpackMail(packed: PackedMail): MailSent {
  const [, id, at, source, kind, subject, name, ip, messageId, recipients, recipientCount, title] = packed;
  return {
    kind: 'mail-sent',
    id,
    at: new Date(at),
    source: sameText(source) as SourceName,
    actor: unpackSubject(kind, subject, name),
    ip: ip === null ? undefined : sameText(ip),
    place: undefined,
    messageId: messageId ?? undefined,
    recipients,
    recipientCount,
    subject: title ?? undefined,
  };
}
