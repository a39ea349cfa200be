import type { Consented } from '../model/events.ts';
import {
  anomalous,
  evidenceOf,
  USUAL,
  type Detector,
  type Observation,
  type Severity,
} from '../model/finding.ts';
import { userOf } from '../model/habits.ts';
import type { Habit } from '../model/memory.ts';
import { listed } from '../model/words.ts';

/** Rights that read or change what people have, or the directory itself. Names of Microsoft Graph and Exchange permissions. */
const SENSITIVE =
  /^(mail|mailboxsettings|files|sites|contacts|notes|calendars|chat|user\.readwrite|directory\.|rolemanagement|application\.readwrite|approleassignment|group\.readwrite|policy\.readwrite|domain\.readwrite|userauthenticationmethod|full_access|ews\.|imap\.|pop\.|smtp\.)/i;
const HARMLESS = /^(mail\.readbasic|calendars\.readbasic)/i;
/** The right to come back without the user. */
const STAYS = 'offline_access';

/** Colleagues with the same app and rights from whom on it is a tool of the house. One is not enough: a phishing mail reaches several. */
const USED_BY = 3;

const consentedApps: Habit = {
  id: 'consented-app',
  by: userOf,
  keepDays: 180,
  halfLifeDays: 90,
  most: 200,
  kinds: ['consented'],
  of: (event) => (event.kind === 'consented' && event.refused === undefined ? rightsOf(event) : []),
};

/** An app was let in: see `about`. */
export const oauthConsent: Detector = {
  id: 'oauth-consent',
  about: {
    what: 'A user or admin let an app that is no tool of the house read mail, files or the directory; or Microsoft refused it.',
    why: 'An app keeps its rights when the password is changed and MFA is registered anew, and needs no sign-in.',
    benign:
      'A new calendar, CRM or signature tool. Once three colleagues have it and two days have passed, it is usual.',
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
      const { colleagues } = memory.of(event.actor);
      const isKnown = rightsOf(event).every((right) => colleagues(consentedApps, right) >= USED_BY);
      if (isKnown && event.forWhom === 'self' && event.refused === undefined) return USUAL;
      return anomalous(observed(event));
    },
  },
};

/** The app, and each right of it that reaches data: an app may ask for little at first and for more when it is known. */
function rightsOf(event: Consented): readonly string[] {
  const name = nameOf(event);
  return [name, ...event.scopes.filter(isSensitive).map((scope) => `${name}|${scope}`)];
}

function isSensitive(scope: string): boolean {
  return SENSITIVE.test(scope) && !HARMLESS.test(scope);
}

function nameOf({ app, appId }: Consented): string {
  return appId ?? app;
}

function severityOf(event: Consented): Severity {
  if (event.refused !== undefined) return 'low';
  const sensitive = event.scopes.some(isSensitive);
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
  const rights = event.scopes.length === 0 ? 'the log does not say with which rights' : listed(event.scopes);
  return {
    about: event.actor,
    key: `${refused ? 'refused' : 'consent'}:${nameOf(event)}`,
    stage: 'staying',
    severity,
    opens: refused || severity !== 'low', // a refusal is told in the digest: somebody was led to ask
    size: event.scopes.length,
    title: refused
      ? `Tried to let the app "${event.app}" in; Microsoft refused it`
      : `Let the app "${event.app}" act ${FOR_WHOM[event.forWhom]}: ${rights}`,
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
