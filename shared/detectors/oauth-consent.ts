import type { Consented } from '../model/events.ts';
import {
  anomalous,
  evidenceOf,
  USUAL,
  type Detector,
  type Observation,
  type Severity,
} from '../model/finding.ts';
import type { Habit } from '../model/memory.ts';
import { TENANT } from '../model/subject.ts';
import { listed } from '../model/words.ts';

/** Rights that read or change what people have, or the directory itself. Names of Microsoft Graph and Exchange permissions. */
const SENSITIVE =
  /^(mail|mailboxsettings|files|sites|contacts|notes|calendars|chat|user\.readwrite|directory\.|rolemanagement|application\.readwrite|approleassignment|full_access|ews\.|imap\.|pop\.|smtp\.)/i;
const HARMLESS = /^(mail\.readbasic|calendars\.readbasic|directory\.accessasuser)/i;
/** The right to come back without the user. */
const STAYS = 'offline_access';

/**
 * Microsoft's own tools that ask for wide rights by design.
 * Source: learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in; Graph Explorer's own page.
 */
const MICROSOFT_APPS = new Set([
  'de8bc8b5-d9f9-48b1-a8ad-b748da725064', // Graph Explorer
  '14d82eec-204b-4c2f-b7e8-296a70dab67e', // Microsoft Graph Command Line Tools
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46', // Azure CLI
  '1950a258-227b-4e31-a9cf-717495945fc2', // Azure PowerShell
]);

const consentedApps: Habit = {
  id: 'consented-app',
  by: () => TENANT,
  keepDays: 180,
  halfLifeDays: 90,
  most: 500,
  of: (event) => (event.kind === 'consented' && event.refused === undefined ? [nameOf(event)] : []),
};

/** An app was let in: see `about`. */
export const oauthConsent: Detector = {
  id: 'oauth-consent',
  about: {
    what: 'A user or admin let an app that nobody here used before read mail, files or the directory; or Microsoft refused it.',
    why: 'An app keeps its rights when the password is changed and MFA is registered anew, and needs no sign-in.',
    benign: 'A new calendar, CRM or signature tool. Once let in and not objected to, it is usual.',
    check: [
      'Does anybody know the app and its publisher?',
      'Was it let in from an unfamiliar place, or after a mail with a link?',
    ],
    attack: ['T1528', 'T1098.003'],
  },
  asked: 'each',
  habits: [consentedApps],
  peaks: [],
  windows: [],
  detect: {
    consented(event, memory) {
      const known = memory.of(TENANT).habit(consentedApps).has(nameOf(event));
      if (known && event.forWhom === 'self' && event.refused === undefined) return USUAL;
      return anomalous(observed(event));
    },
  },
};

function nameOf({ app, appId }: Consented): string {
  return appId ?? app;
}

function severityOf(event: Consented): Severity {
  if (event.refused !== undefined || MICROSOFT_APPS.has(event.appId ?? '')) return 'low';
  const sensitive = event.scopes.some((scope) => SENSITIVE.test(scope) && !HARMLESS.test(scope));
  const wide = event.forWhom !== 'self';
  if (sensitive && (wide || event.scopes.includes(STAYS))) return 'high';
  return sensitive || wide ? 'medium' : 'low';
}

const FOR_WHOM = {
  self: 'in their own name',
  everybody: 'in everybody’s name',
  app: 'by itself, for everybody',
} as const;

function observed(event: Consented): Observation {
  const severity = severityOf(event);
  const refused = event.refused !== undefined;
  return {
    about: event.actor,
    key: `${refused ? 'refused' : 'consent'}:${nameOf(event)}`,
    stage: 'staying',
    severity,
    opens: severity !== 'low',
    size: event.scopes.length,
    title: refused
      ? `Tried to let the app "${event.app}" in; Microsoft refused it`
      : `Let the app "${event.app}" act ${FOR_WHOM[event.forWhom]}: ${listed(event.scopes)}`,
    facts: {
      app: event.app,
      appId: event.appId ?? 'not recorded',
      scopes: event.scopes,
      actsFor: FOR_WHOM[event.forWhom],
      ...(refused ? { refused: event.refused } : {}),
    },
    evidence: [evidenceOf(event)],
    others: [],
    undo: refused
      ? []
      : [
          {
            what: `Remove the app "${event.app}", unless you know it`,
            why: 'it keeps its rights when the password is changed',
            where: `entra.microsoft.com > Enterprise applications > ${event.app} > Properties > Delete`,
          },
        ],
  };
}
