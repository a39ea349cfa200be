import type { SourceName } from '../model/events.ts';
import { plainText } from '../model/plain-text.ts';
import type { Summary } from '../model/summary.ts';
import { counted, listed } from '../model/words.ts';
import { INDENT, wrapped, type TextStyle } from './lines.ts';

/** What was read and what could not be, below the incidents; `by`: who judged; `isAnythingSeen`: whether something stands above that is no incident. */
export function summaryText(
  summary: Summary,
  style: TextStyle,
  by: 'replay' | 'scan' = 'replay',
  isAnythingSeen = false,
): string {
  const rejected = summary.rejected.length + summary.rejectedMore;
  const paragraphs = [
    ...(summary.incidents === 0 ? [LOOKS_FOR] : []),
    readWords(summary),
    ownWords(summary.ownDomains, by),
    ...undecidedWords(summary),
    ...Object.entries(summary.broken).map(
      ([id, message]) =>
        `Broken: the detector ${id} (${plainText(message)}). What it looks for may have been missed.`,
    ),
    ...(rejected === 0 ? [] : [`Set aside: ${counted(rejected, 'record')} that could not be read.`]),
  ];
  return [
    style.strong(
      summary.incidents === 0
        ? NO_INCIDENTS[isAnythingSeen ? 'little' : 'nothing']
        : `${counted(summary.incidents, 'incident')}.`,
    ),
    ...paragraphs.flatMap((words) => wrapped(words, style.width, '', INDENT)),
    ...summary.rejected
      .slice(0, 10)
      .flatMap(({ file, line, recordId, why }) =>
        wrapped(
          `${plainText(file)}:${line}${recordId === undefined ? '' : ` (${plainText(recordId, 80)})`}: ${plainText(why)}`,
          style.width,
          INDENT,
          INDENT.repeat(2),
        ),
      ),
    ...(rejected > 10 ? [`${INDENT}and ${rejected - 10} more; --format ndjson names them`] : []),
    ...wrapped(JUDGED[by], style.width, '', INDENT),
    'IP Geolocation by DB-IP (https://db-ip.com)',
  ].join('\n');
}

const NO_INCIDENTS = {
  nothing: 'No incidents: nothing of what Vigil looks for stands in these records.',
  little: 'No incidents: nothing in these records is by itself a reason for alarm.',
} as const;

const JUDGED = {
  replay: 'Replay judges with everything in the files; a watch would have judged with what had arrived.',
  scan: 'A scan judges with what can be read now and what was known on each day; the watch judged with what had arrived.',
} as const;

const OWN_DOMAINS = {
  replay: 'say --own-domain contoso.com, and forwarding and mass sends can be judged.',
  scan: 'set OWN_DOMAINS, or grant Directory.Read.All, and forwarding and mass sends can be judged.',
} as const;

const LOOKS_FOR =
  'It looks for guessed and sprayed passwords, unfamiliar sign-ins, new ways to pass MFA, inbox rules that hide mail, forwarding, mails to many people, new guests, apps that were let in, new accounts and new admins. ' +
  'What is not in these records cannot be told from them.';

const RECORDS: Readonly<Record<SourceName, readonly [string, string]>> = {
  'sign-ins': ['sign-in', 'sign-ins'],
  'directory-audits': ['directory audit record', 'directory audit records'],
  'unified-audit': ['unified audit record', 'unified audit records'],
  'message-traces': ['message trace', 'message traces'],
};

function readWords({ read, duplicates }: Summary): string {
  const sources = (Object.keys(RECORDS) as SourceName[]).flatMap((source) => {
    const count = read[source];
    return count === undefined ? [] : [counted(count, ...RECORDS[source])];
  });
  const twice = duplicates === 0 ? '' : `; ${counted(duplicates, 'record')} stood there more than once`;
  return `Read: ${sources.length === 0 ? 'nothing' : listed(sources)}${twice}.`;
}

function undecidedWords({ undecided, ownDomains }: Summary): readonly string[] {
  const questions = Object.entries(undecided)
    .filter(([, count]) => count > 0)
    .map(
      ([id, count]) =>
        `${plainText(id).replaceAll('-', ' ').replace('sign in', 'sign-in')} (${counted(count, 'time')})`,
    );
  if (questions.length === 0) return [];
  const reasons = [
    'a person who was seen on too few days to know what is usual',
    'a record that names no address',
    ...(ownDomains.length === 0 ? ['your own domains, which are not known'] : []),
  ];
  return [
    `Could not tell, because a fact was missing: ${listed(questions, questions.length)}. The usual reasons: ${reasons.slice(0, -1).join(', ')}, or ${reasons.at(-1)}. More history answers more.`,
  ];
}

function ownWords(domains: readonly string[], by: 'replay' | 'scan'): string {
  return domains.length === 0
    ? `Your own domains are not known from these records: ${OWN_DOMAINS[by]}`
    : `Taken for your own domains: ${domains.map((domain) => plainText(domain)).join(', ')}.`;
}
