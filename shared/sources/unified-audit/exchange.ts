import * as z from 'zod';
import { UNNAMED_FOLDER, type MailRule, type MailSent } from '../../model/events.ts';
import { addressOf } from './actor.ts';
import type { UnifiedRecord } from './schema.ts';

/** Operations that make or change where mail goes. Outlook itself writes UpdateInboxRules, everything else the cmdlets' names. */
export const MAIL_RULE_OPERATIONS: ReadonlySet<string> = new Set([
  'New-InboxRule',
  'Set-InboxRule',
  'UpdateInboxRules',
  'Set-Mailbox',
  'New-TransportRule',
  'Set-TransportRule',
]);

export const SEND_OPERATIONS: ReadonlySet<string> = new Set(['Send', 'SendAs', 'SendOnBehalf']);

/** ResultStatus of what did not take place: admin records say True or False, mailbox records Succeeded or Failed. */
const FAILED = /^false$|^fail/i;

type Common = Pick<MailRule, 'id' | 'at' | 'source' | 'actor'>;
type Parameters = ReadonlyMap<string, string>;

const INBOX_SENDS = ['forwardto', 'forwardasattachmentto', 'redirectto'];
const MAILBOX_SENDS = ['forwardingsmtpaddress', 'forwardingaddress'];
const TRANSPORT_SENDS = ['blindcopyto', 'copyto', 'redirectmessageto', 'addtorecipients'];
const WORDS = [
  'subjectcontainswords',
  'bodycontainswords',
  'subjectorbodycontainswords',
  'headercontainswords',
];
/** Parameters of New-InboxRule that say what it does, is called or belongs to; every other one is a condition. */
const NO_CONDITION = new Set([
  ...INBOX_SENDS,
  'name',
  'force',
  'mailbox',
  'identity',
  'priority',
  'enabled',
  'alwaysdeleteoutlookrulesblob',
  'deletemessage',
  'softdeletemessage',
  'markasread',
  'movetofolder',
  'copytofolder',
  'stopprocessingrules',
  'domaincontroller',
]);

/** The rule or forwarding that a record makes or changes; undefined where it does neither (another setting, a removal, a failure). */
export function mailRuleOf(given: UnifiedRecord, operation: string, common: Common): MailRule | undefined {
  if (FAILED.test(given.ResultStatus ?? '')) return undefined;
  const base = { ...common, kind: 'mail-rule', ip: addressOf(given), place: undefined } as const;
  if (operation === 'UpdateInboxRules') return outlookRule(given, base);
  const parameters = parametersOf(given.Parameters);
  if (operation === 'Set-Mailbox') return forwarding(given, parameters, base);
  return operation.endsWith('TransportRule')
    ? transportRule(given, parameters, base)
    : inboxRule(given, operation, parameters, base);
}

type Base = Common & Pick<MailRule, 'kind' | 'ip' | 'place'>;

function inboxRule(given: UnifiedRecord, operation: string, parameters: Parameters, base: Base): MailRule {
  const conditions = [...parameters].filter(([name, value]) => !NO_CONDITION.has(name) && value !== '');
  return {
    ...base,
    scope: 'inbox',
    mailbox: mailboxOf(given, parameters),
    name: parameters.get('name') ?? ruleNameIn(given.ObjectId),
    sendsTo: INBOX_SENDS.flatMap((name) => addressesIn(parameters.get(name))),
    deletes: isTrue(parameters.get('deletemessage')) || isTrue(parameters.get('softdeletemessage')),
    movesTo: parameters.get('movetofolder'),
    marksRead: isTrue(parameters.get('markasread')),
    keywords: WORDS.flatMap((name) => wordsIn(parameters.get(name))),
    everyMail: operation === 'New-InboxRule' ? conditions.length === 0 : undefined, // a change names only what it changes
  };
}

/** An empty address is the removal of a forwarding. */
function forwarding(given: UnifiedRecord, parameters: Parameters, base: Base): MailRule | undefined {
  const sendsTo = MAILBOX_SENDS.flatMap((name) => addressesIn(parameters.get(name)));
  if (sendsTo.length === 0) return undefined;
  return {
    ...base,
    scope: 'mailbox',
    mailbox: lastPart(parameters.get('identity') ?? given.ObjectId ?? base.actor.name),
    name: undefined,
    sendsTo,
    deletes: /^false$/i.test(parameters.get('delivertomailboxandforward') ?? ''),
    movesTo: undefined,
    marksRead: false,
    keywords: [],
    everyMail: true,
  };
}

function transportRule(given: UnifiedRecord, parameters: Parameters, base: Base): MailRule | undefined {
  const sendsTo = TRANSPORT_SENDS.flatMap((name) => addressesIn(parameters.get(name)));
  const deletes = isTrue(parameters.get('deletemessage'));
  if (sendsTo.length === 0 && !deletes) return undefined;
  return {
    ...base,
    scope: 'transport',
    mailbox: given.OrganizationName ?? 'every mailbox',
    name: parameters.get('name') ?? ruleNameIn(given.ObjectId),
    sendsTo,
    deletes,
    movesTo: undefined,
    marksRead: false,
    keywords: WORDS.flatMap((name) => wordsIn(parameters.get(name))),
    everyMail: undefined,
  };
}

const actions = z.array(
  z.object({
    ActionType: z.string(),
    Recipients: z.array(z.string()).nullish().catch(undefined),
    FolderName: z.string().nullish().catch(undefined),
  }),
);
/** Outlook writes this where a rule has no condition of its own. */
const NO_CONDITIONS = /^\{?\s*\(?\s*(?:\(?Exists\(ItemClass\)\)?)?\s*\)?\s*\}?$/i;

function outlookRule(given: UnifiedRecord, base: Base): MailRule | undefined {
  const properties = parametersOf(given.OperationProperties);
  if (/remove|delete/i.test(properties.get('ruleoperation') ?? '')) return undefined;
  const done = actionsIn(properties.get('ruleactions'));
  const ofType = (pattern: RegExp): z.infer<typeof actions> =>
    done.filter(({ ActionType }) => pattern.test(ActionType));
  const condition = properties.get('rulecondition');
  const name = properties.get('rulename');
  return {
    ...base,
    scope: 'inbox',
    mailbox: given.MailboxOwnerUPN ?? base.actor.name,
    name: name === '' ? undefined : name, // Outlook leaves the value out of a rule without a name
    sendsTo: ofType(/forward|redirect/i).flatMap(({ Recipients }) =>
      (Recipients ?? []).flatMap((recipient) => addressesIn(recipient)),
    ),
    deletes: ofType(/delete/i).length > 0,
    movesTo: ofType(/^move/i).map(({ FolderName }) => FolderName ?? UNNAMED_FOLDER)[0],
    marksRead: ofType(/mark.*read/i).length > 0,
    keywords: conditionWords(condition),
    everyMail: condition === undefined ? undefined : NO_CONDITIONS.test(condition),
  };
}

function actionsIn(text: string | undefined): z.infer<typeof actions> {
  if (text === undefined) return [];
  try {
    const parsed = actions.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : [];
  } catch (error) {
    if (error instanceof SyntaxError) return []; // cut off by the log: what the rule does is not known
    throw error;
  }
}

/** The words in `(SubString IgnoreCase(SubjectProperty)=WHAM)`. */
function conditionWords(condition: string | undefined): readonly string[] {
  const found = (condition ?? '').matchAll(/SubString[^=]*\((?:Subject|Body)[^)]*\)=([^)]*)\)/gi);
  return [...found].map((match) => (match[1] ?? '').trim()).filter((word) => word !== '');
}

/** One mail as the mailbox audit has it: newer records count its recipients, or list them. Undefined: it did not leave. */
export function mailSentOf(
  given: UnifiedRecord,
  common: Pick<MailSent, 'id' | 'at' | 'source' | 'actor'>,
): MailSent | undefined {
  if (FAILED.test(given.ResultStatus ?? '')) return undefined;
  const recipients = (given.recipientList ?? given.RecipientList ?? []).map((address) =>
    address.toLowerCase(),
  );
  const counted = Number(given.recipientCount ?? given.RecipientCount ?? 0);
  return {
    kind: 'mail-sent',
    id: common.id,
    at: common.at,
    source: common.source,
    actor: common.actor,
    ip: addressOf(given),
    place: undefined,
    messageId: given.Item?.InternetMessageId ?? undefined,
    recipients,
    recipientCount: Math.max(1, recipients.length, Number.isFinite(counted) ? counted : 0),
    subject: given.Item?.Subject ?? undefined,
  };
}

function parametersOf(pairs: UnifiedRecord['Parameters']): Parameters {
  return new Map((pairs ?? []).map(({ Name, Value }) => [(Name ?? '').toLowerCase(), Value ?? '']));
}

const ADDRESS = /[^\s;,<>"'[\]()]+@[^\s;,<>"'[\]()]+/g;

/** Addresses in `smtp:a@b`, `"Ann" [SMTP:a@b]`, `a@b;c@d`; a recipient without an address is kept by its name. */
function addressesIn(value: string | undefined): readonly string[] {
  if (value === undefined || value.trim() === '') return [];
  const found = value.match(ADDRESS)?.map((address) => address.toLowerCase().replace(/^smtp:/, ''));
  return found === undefined ? [value.trim().toLowerCase()] : [...new Set(found)];
}

function wordsIn(value: string | undefined): readonly string[] {
  return (value ?? '')
    .split(/[;,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function isTrue(value: string | undefined): boolean {
  return /^\$?true$/i.test(value ?? '');
}

function mailboxOf(given: UnifiedRecord, parameters: Parameters): string {
  const named = parameters.get('mailbox');
  if (named !== undefined && named !== '') return lastPart(named);
  const object = given.ObjectId ?? '';
  const at = object.indexOf('\\'); // the first: the name of a rule, which anybody may choose, can hold others
  return at < 0 ? (given.UserId ?? object) : lastPart(object.slice(0, at));
}

function ruleNameIn(object: string | null | undefined): string | undefined {
  const at = object?.indexOf('\\') ?? -1;
  return at < 0 ? undefined : object?.slice(at + 1);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
