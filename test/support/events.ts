import type {
  AccountCreated,
  AuditEvent,
  Consented,
  Invited,
  MailRule,
  MailSent,
  MethodAdded,
  RoleGranted,
  SignIn,
} from '../../shared/model/events.ts';
import type { Place } from '../../shared/model/place.ts';
import type { Subject } from '../../shared/model/subject.ts';

/** A Monday, long enough after the first day of any test. */
export const MONDAY = new Date('2026-03-02T09:00:00Z');

const MS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** A time so long before another. */
export function before(at: Date, amount: number, unit: keyof typeof MS = 'minutes'): Date {
  return new Date(at.getTime() - amount * MS[unit]);
}

/** A time so long after another. */
export function after(at: Date, amount: number, unit: keyof typeof MS = 'minutes'): Date {
  return before(at, -amount, unit);
}

/** A user of the pretend tenant contoso.example. */
export function user(name: string, domain = 'contoso.example'): Subject {
  return { kind: 'user', id: `${name}@${domain}`, name };
}

export const DANA = user('dana');

export const HOME: Place = {
  country: 'SE',
  region: 'Stockholm',
  asn: 3301,
  organisation: 'Telia Company AB',
  networkClass: 'unknown',
};
export const FAR: Place = {
  country: 'NG',
  region: 'Lagos',
  asn: 14061,
  organisation: 'DigitalOcean, LLC',
  networkClass: 'hosting',
};

let count = 0;

function happened(
  source: AuditEvent['source'],
): Pick<AuditEvent, 'id' | 'at' | 'source' | 'actor' | 'ip' | 'place'> {
  count += 1;
  const id = `id-${String(count).padStart(6, '0')}`;
  return { id, at: MONDAY, source, actor: DANA, ip: undefined, place: undefined };
}

/** Dana signs in at home, with success, on her laptop. */
export function signIn(given: Partial<SignIn> = {}): SignIn {
  return {
    ...happened('sign-ins'),
    kind: 'sign-in',
    ip: '203.0.113.10',
    place: HOME,
    errorCode: 0,
    interactive: true,
    guest: false,
    app: 'Office 365 Exchange Online',
    client: 'Browser',
    protocol: undefined,
    deviceId: undefined,
    family: 'windows/edge',
    userAgent: undefined,
    requirement: 'single',
    mfaDetail: undefined,
    risk: undefined,
    reported: undefined,
    ...given,
  };
}

/** Somebody at a far address gives a wrong password for Dana. */
export function wrongPassword(given: Partial<SignIn> = {}): SignIn {
  return signIn({ ip: '198.51.100.7', place: FAR, errorCode: 50_126, ...given });
}

/** Dana makes a guest. */
export function invited(given: Partial<Invited> = {}): Invited {
  const guest = given.guest ?? 'ann@fabrikam.example';
  return {
    ...happened('directory-audits'),
    kind: 'invited',
    guest,
    domain: guest.slice(guest.indexOf('@') + 1),
    ...given,
  };
}

/** Dana mails one person, as a message trace has it. */
export function mailSent(given: Partial<MailSent> = {}): MailSent {
  return {
    ...happened('message-traces'),
    kind: 'mail-sent',
    messageId: '<m1@contoso.example>',
    recipients: ['ann@fabrikam.example'],
    recipientCount: 1,
    subject: 'Invoice',
    ...given,
  };
}

/** Dana makes an inbox rule for newsletters. */
export function mailRule(given: Partial<MailRule> = {}): MailRule {
  return {
    ...happened('unified-audit'),
    kind: 'mail-rule',
    scope: 'inbox',
    mailbox: 'dana@contoso.example',
    name: 'Newsletters',
    sendsTo: [],
    deletes: false,
    movesTo: undefined,
    marksRead: false,
    keywords: [],
    everyMail: false,
    ...given,
  };
}

/** Dana makes Lee an admin. */
export function roleGranted(given: Partial<RoleGranted> = {}): RoleGranted {
  return {
    ...happened('directory-audits'),
    kind: 'role-granted',
    role: 'Global Administrator',
    templateId: '62e90394-69f5-4237-9190-012177145e10',
    target: user('lee'),
    how: 'assigned',
    ...given,
  };
}

/** Dana lets an app read her mail and come back. */
export function consented(given: Partial<Consented> = {}): Consented {
  return {
    ...happened('directory-audits'),
    kind: 'consented',
    app: 'Some Tool',
    appId: '7c4a8d09-0000-4000-8000-000000000001',
    scopes: ['offline_access', 'Mail.Read', 'User.Read'],
    forWhom: 'self',
    refused: undefined,
    ...given,
  };
}

/** Dana adds an authenticator app to her account. */
export function methodAdded(given: Partial<MethodAdded> = {}): MethodAdded {
  return {
    ...happened('directory-audits'),
    kind: 'method-added',
    method: 'Authenticator App with Notification and Code',
    target: given.actor ?? DANA,
    ...given,
  };
}

/** Dana makes an account for Lee. */
export function accountCreated(given: Partial<AccountCreated> = {}): AccountCreated {
  return { ...happened('directory-audits'), kind: 'account-created', target: user('lee'), ...given };
}

/** One sign-in a day, at home, on each of the days before a time; the day nearest to it last. */
export function ordinaryDays(days: number, until: Date, given: Partial<SignIn> = {}): readonly SignIn[] {
  return Array.from({ length: days }, (_, day) =>
    signIn({ at: before(until, days - day, 'days'), ...given }),
  );
}
