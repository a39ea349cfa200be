import { UNNAMED_FOLDER, type MailRule } from '../model/events.ts';
import { anomalous, evidenceOf, undecided, USUAL, type Detector } from '../model/finding.ts';
import { isOwnWire, prefixes } from '../model/habits.ts';
import type { Memory } from '../model/memory.ts';
import { listed } from '../model/words.ts';
import { powershellText } from '../model/shell.ts';

/** Points of a rule; facts of detection M9. From five on it is high. */
const POINTS = {
  hides: 3,
  archives: 2,
  everyMail: 3,
  strangeLine: 3,
  keyword: 2,
  oddName: 2,
  marksRead: 1,
} as const;
const HIGH = 5;

/** Folders nobody looks into, by their whole name, as Outlook calls them in the languages seen in records, and in the other large ones. */
const HIDDEN_FOLDERS = wholeName([
  String.raw`deleted items|deleted messages|deleted|trash|(?:recycle )?bin|junk(?: e-?mail)?|spam|bulk mail`,
  String.raw`rss[ -]?(?:feeds?|subscriptions|abonnements|kilder|flöden|syötteet)?|(?:flux|feeds?|fuentes|canales|kanały) rss`,
  String.raw`conversation history|sync issues|conflicts|local failures|server failures|notes|calendar|journal`,
  String.raw`gelöschte (?:elemente|objekte)|papierkorb|junk-e-mails?|spamverdacht|aufgezeichnete unterhaltungen|unterhaltungsverlauf|synchronisierungsprobleme|notizen|kalender`,
  String.raw`(?:éléments|messages) supprimés|corbeille|courrier indésirable|indésirables?|historique des conversations|problèmes de synchronisation`,
  String.raw`posta eliminata|elementi eliminati|cestino|posta indesiderata|cronologia conversazioni`,
  String.raw`elementos eliminados|papelera(?: de reciclaje)?|correo (?:no deseado|electrónico no deseado)|historial de conversaciones`,
  String.raw`(?:itens|mensagens) excluíd[oa]s|itens eliminados|lixeira|lixo(?: eletrônico)?|lixo eletrónico|correio eletrónico de lixo|histórico de conversas?`,
  String.raw`verwijderde items|prullenbak|ongewenste e-?mail|gespreksgeschiedenis`,
  String.raw`borttagna objekt|papperskorgen|skräppost|konversationshistorik`,
  String.raw`slettede? (?:elementer|element)|slettet post|papirkurv|søppelpost|uønsket (?:e-?mail|mail|post)`,
  String.raw`elementy usunięte|usunięte|kosz|wiadomości-śmieci|śmieci`,
]);

/** Where people put away what they have read: to be found there is less of a sign. */
const ARCHIVES = wholeName([String.raw`archive[sd]?|archiv|archief|archivio|archivo|arkiv|archiwum|arquivo`]);

function wholeName(names: readonly string[]): RegExp {
  return new RegExp(`^(?:${names.join('|')})$`, 'iu');
}

/** Words a thief hides: money, passwords, and what victims answer to a phishing mail. Facts of detection M9 (finance and security words). */
const KEYWORDS =
  /invoice|payment|bank|wire|transfer|iban|payroll|salary|password|security|mfa|verif|hack|phish|spam|scam|fraud|virus|suspicious|docusign|help ?desk|rechnung|zahlung|überweisung|passwort|facture|paiement|virement|mot de passe|fattura|pagamento|bonifico|factura|pago|transferencia|contraseña|factuur|betaling/i;

/** What a mail filter writes on a mail, not what a person writes in one: `X-Spam-Flag: YES`, `[SPAM]`, `***Spam***`. */
const FILTER_MARK = /^\s*(?:x-[\w-]+\s*(?::.*)?|[[{(*]+\s*(?:junk|spam|bulk)\b[^\p{L}]*)$/iu;

/** An inbox rule that keeps mail from its owner: see `about`. */
export const inboxRuleHides: Detector = {
  id: 'inbox-rule-hides',
  about: {
    what: 'A new or changed inbox rule that deletes mail or moves it to a folder nobody reads, scored by how a thief would write it.',
    why: 'It hides the answers to the thief’s mails ("did you send this?") and the warnings of Microsoft from the owner.',
    benign:
      'Somebody tidies up: a rule with a plain name for one sender or one newsletter, invoices that go to the archive, a filter for spam.',
    check: [
      'Open Outlook > Settings > Mail > Rules of the mailbox: does the owner know the rule?',
      'Look for a sign-in from an unfamiliar place before it.',
    ],
    attack: ['T1564.008'],
  },
  asked: 'each',
  habits: [prefixes],
  peaks: [],
  windows: [],
  detect: {
    'mail-rule'(event, memory) {
      if (event.scope !== 'inbox') return USUAL;
      if (!event.deletes && event.movesTo === UNNAMED_FOLDER) {
        return undecided('the record does not name the folder that mail is moved to');
      }
      if (!hides(event)) return USUAL;
      const reasons = reasonsOf(event, memory);
      const score = reasons.reduce((sum, [points]) => sum + points, 0);
      const high = score >= HIGH;
      return anomalous({
        about: event.actor,
        key: `rule:${event.mailbox.toLowerCase()}|${event.name ?? ''}`,
        stage: 'hiding',
        severity: high ? 'high' : 'low',
        opens: high,
        size: score,
        title: `Made an inbox rule that ${doing(event)}`,
        facts: {
          rule: event.name ?? 'not recorded',
          mailbox: event.mailbox,
          score,
          why: reasons.map(([points, words]) => `${words} (+${points})`),
          ...(event.keywords.length > 0 ? { words: event.keywords } : {}),
        },
        evidence: [evidenceOf(event)],
        others: [],
        undo: [
          {
            what: `Delete the inbox rule "${event.name ?? ''}" of ${event.mailbox}`,
            where: 'outlook.office.com > Settings > Mail > Rules, signed in as the owner',
            command: `Get-InboxRule -Mailbox ${powershellText(event.mailbox)} -IncludeHidden | Format-List Name, Description`,
          },
        ],
      });
    },
  },
};

function hides({ deletes, movesTo }: MailRule): boolean {
  const folder = nameOf(movesTo);
  return deletes || HIDDEN_FOLDERS.test(folder) || ARCHIVES.test(folder);
}

/** A folder's own name, without the path before it. */
function nameOf(folder = ''): string {
  return folder.slice(folder.search(/[^\\/:]*$/)).trim();
}

function doing({ deletes, movesTo, everyMail }: MailRule): string {
  const what = everyMail === true ? 'every mail' : 'mail';
  return deletes ? `deletes ${what}` : `moves ${what} to the folder ${movesTo ?? ''}`;
}

function reasonsOf(event: MailRule, memory: Memory): readonly (readonly [number, string])[] {
  const words = event.keywords.filter((word) => KEYWORDS.test(word) && !FILTER_MARK.test(word));
  const archives = !event.deletes && ARCHIVES.test(nameOf(event.movesTo));
  const strange =
    event.place?.networkClass !== 'microsoft' && // a front end of Microsoft's stands before the person's address
    isOwnWire(memory, event.actor, event.ip) === false;
  const reasons: (readonly [number, string] | undefined)[] = [
    [archives ? POINTS.archives : POINTS.hides, `it ${doing(event)}`],
    event.everyMail === true ? [POINTS.everyMail, 'it has no condition'] : undefined,
    strange ? [POINTS.strangeLine, 'it was made from a line that is not the owner’s'] : undefined,
    words.length > 0 ? [POINTS.keyword, `it looks for ${listed(words)}`] : undefined,
    isOdd(event.name) ? [POINTS.oddName, `its name is only "${event.name}"`] : undefined,
    event.marksRead ? [POINTS.marksRead, 'it marks mail as read'] : undefined,
  ];
  return reasons.filter((reason) => reason !== undefined);
}

/** A name without a letter or digit of any script (`.`, `..`, `,`); a name that the log does not show is no odd name. */
function isOdd(name: string | undefined): boolean {
  return name !== undefined && name !== '' && !/[\p{L}\p{N}]/u.test(name);
}
