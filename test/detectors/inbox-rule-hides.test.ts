import { inboxRuleHides } from '../../shared/detectors/inbox-rule-hides.ts';
import { UNNAMED_FOLDER } from '../../shared/model/events.ts';
import { detectorCases } from '../support/detector-cases.ts';
import { before, DANA, FAR, HOME, mailRule, mailSent, MONDAY, ordinaryDays } from '../support/events.ts';

const watched = ordinaryDays(40, MONDAY);
const home = { ip: '203.0.113.10', place: HOME };
const far = { ip: '198.51.100.7', place: FAR };

/** The answers to a phishing mail go where nobody looks. */
const hiding = mailRule({ movesTo: 'RSS Feeds', keywords: ['hacked', 'lunch'], name: 'Answers' });

detectorCases(inboxRuleHides, [
  {
    name: 'answers about the hack go to RSS Feeds',
    past: watched,
    event: { ...hiding, ...home },
    expected: 'anomalous',
    seen: [
      {
        about: DANA,
        severity: 'high',
        opens: true,
        stage: 'hiding',
        size: 5,
        title: 'Made an inbox rule that moves mail to the folder RSS Feeds',
        facts: {
          why: ['it moves mail to the folder RSS Feeds (+3)', 'it looks for hacked (+2)'],
          words: ['hacked', 'lunch'],
        },
      },
    ],
  },
  {
    name: 'newsletters go to a folder of their own',
    past: watched,
    event: mailRule({ movesTo: 'Newsletters', ...home }),
    expected: 'usual',
  },
  {
    name: 'a newsletter is deleted: kept as evidence, four points',
    past: watched,
    event: mailRule({ deletes: true, marksRead: true, keywords: ['weekly offers'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'low', opens: false, size: 4, title: 'Made an inbox rule that deletes mail' }],
  },
  {
    name: 'every mail is deleted',
    past: watched,
    event: mailRule({ deletes: true, everyMail: true, ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 6, title: 'Made an inbox rule that deletes every mail' }],
  },
  {
    name: 'conditions that the record does not show are not taken for none',
    past: watched,
    event: mailRule({ deletes: true, everyMail: undefined, ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'a name of two dots',
    past: watched,
    event: mailRule({ deletes: true, name: '..', ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 5 }],
  },
  {
    name: 'a name of one comma',
    past: watched,
    event: mailRule({ deletes: true, name: ',', ...home }),
    expected: 'anomalous',
    seen: [{ size: 5 }],
  },
  {
    name: 'a name with signs among words',
    past: watched,
    event: mailRule({ deletes: true, name: 'Bills - 2024', ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'a name in another script',
    past: watched,
    event: mailRule({ deletes: true, name: '請求書', ...home }),
    expected: 'anomalous',
    seen: [{ size: 3 }],
  },
  {
    name: 'a name that the record does not show',
    past: watched,
    event: mailRule({ deletes: true, name: undefined, ...home }),
    expected: 'anomalous',
    seen: [{ size: 3, facts: { rule: 'not recorded' } }],
  },
  {
    name: 'a rule without a name',
    past: watched,
    event: mailRule({ deletes: true, name: '', ...home }),
    expected: 'anomalous',
    seen: [{ size: 3 }],
  },
  {
    name: 'made from a strange line',
    past: watched,
    event: mailRule({ deletes: true, ...far }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 6 }],
  },
  {
    name: 'made from a line that was used twice, which is not yet the owner’s',
    past: [
      ...watched,
      ...[4, 5].flatMap((day) => ordinaryDays(1, before(MONDAY, day - 1, 'days'), { ip: far.ip })),
    ],
    event: mailRule({ deletes: true, ...far }),
    expected: 'anomalous',
    seen: [{ size: 6 }],
  },
  {
    name: 'made from a line that was used on three days',
    past: [...watched, ...ordinaryDays(3, before(MONDAY, 4, 'days'), { ip: far.ip })],
    event: mailRule({ deletes: true, ...far }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'written down with the address of one of Microsoft’s front ends',
    past: watched,
    event: mailRule({ deletes: true, ip: '192.0.2.1', place: { networkClass: 'microsoft' } }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'of the owner only mail was watched: no line is strange',
    past: Array.from({ length: 9 }, (_, day) => mailSent({ at: before(MONDAY, day + 2, 'days') })),
    event: mailRule({ deletes: true, ...far }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'the owner was not watched: no line is strange',
    event: mailRule({ deletes: true, ...far }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 3 }],
  },
  {
    name: 'a folder in German',
    past: watched,
    event: mailRule({ movesTo: 'Gelöschte Elemente', keywords: ['Rechnung'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 5 }],
  },
  {
    name: 'a colleague called Robin has a folder',
    past: watched,
    event: mailRule({ movesTo: 'Robin', keywords: ['invoice'], ...home }),
    expected: 'usual',
  },
  {
    name: 'the recycle bin',
    past: watched,
    event: mailRule({ movesTo: 'Recycle Bin', ...home }),
    expected: 'anomalous',
  },
  {
    name: 'the folder of notes, by its path',
    past: watched,
    event: mailRule({ movesTo: 'dana:\\\\Notes', ...home }),
    expected: 'anomalous',
  },
  {
    name: 'a folder of release notes',
    past: watched,
    event: mailRule({ movesTo: 'Release notes', ...home }),
    expected: 'usual',
  },
  {
    name: 'a move of which the log does not say where to',
    past: watched,
    event: mailRule({ movesTo: UNNAMED_FOLDER, ...home }),
    expected: 'undecided',
    because: /does not name the folder/,
  },
  {
    name: 'a rule that only sends mail on is another detector’s',
    past: watched,
    event: mailRule({ sendsTo: ['thief@evil.example'], ...home }),
    expected: 'usual',
  },
  {
    name: 'a rule for all mail of the tenant',
    past: watched,
    event: mailRule({ scope: 'transport', deletes: true, everyMail: true, ...home }),
    expected: 'usual',
  },
  {
    name: 'invoices that go to a folder of invoices',
    past: watched,
    event: mailRule({ movesTo: 'Rechnungsarchiv', keywords: ['Rechnung'], name: 'Rechnungen', ...home }),
    expected: 'usual',
  },
  {
    name: 'invoices that go to the archive',
    past: watched,
    event: mailRule({ movesTo: 'Archive', keywords: ['Invoice'], name: 'Invoices', ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'low', opens: false, size: 4 }],
  },
  {
    name: 'invoices that go to the archive, by its German name and path',
    past: watched,
    event: mailRule({ movesTo: String.raw`dana:\\Archiv`, keywords: ['Rechnung'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'low', size: 4 }],
  },
  {
    name: 'every mail goes to the archive, by a rule called .',
    past: watched,
    event: mailRule({ movesTo: 'Archive', everyMail: true, name: '.', ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 7 }],
  },
  {
    name: 'a filter for spam, by its header',
    past: watched,
    event: mailRule({
      movesTo: 'Junk Email',
      keywords: ['X-Spam-Flag: YES', '***SPAM***'],
      marksRead: true,
      ...home,
    }),
    expected: 'anomalous',
    seen: [{ severity: 'low', opens: false, size: 4 }],
  },
  {
    name: 'answers that ask about spam go to junk',
    past: watched,
    event: mailRule({ movesTo: 'Junk Email', keywords: ['is this spam'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 5 }],
  },
  {
    name: 'answers go to the history of conversations, in French',
    past: watched,
    event: mailRule({ movesTo: 'Historique des conversations', keywords: ['virement'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 5 }],
  },
  {
    name: 'answers go to the history of conversations',
    past: watched,
    event: mailRule({ movesTo: 'Conversation History', keywords: ['payment'], ...home }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 5 }],
  },
  {
    name: 'a folder of what was deleted from a project',
    past: watched,
    event: mailRule({ movesTo: 'Deleted scenes', keywords: ['invoice'], ...home }),
    expected: 'usual',
  },
  {
    name: 'a folder of a calendar shop',
    past: watched,
    event: mailRule({ movesTo: 'Calendar orders', keywords: ['invoice'], ...home }),
    expected: 'usual',
  },
  {
    name: 'invoices that go to the archive, by a rule from a strange line',
    past: watched,
    event: mailRule({ movesTo: 'Archive', keywords: ['Invoice'], ...far }),
    expected: 'anomalous',
    seen: [{ severity: 'high', size: 7 }],
  },
]);
