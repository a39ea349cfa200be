import type { MailRule } from '../model/events.ts';
import {
  anomalous,
  evidenceOf,
  undecided,
  USUAL,
  type Detector,
  type Observation,
  type Step,
} from '../model/finding.ts';
import { domainOf } from '../model/identity.ts';
import type { Subject } from '../model/subject.ts';
import { listed } from '../model/words.ts';
import { powershellText } from '../model/shell.ts';

/** Mail leaves by itself: see `about`. */
export const mailForwarded: Detector = {
  id: 'mail-forwarded',
  about: {
    what: 'An inbox rule, a mailbox setting or a transport rule sends mail on; high where it goes outside the tenant’s own domains.',
    why: 'The thief goes on reading when the password is changed: forwarding needs no sign-in.',
    benign: 'Somebody leaves or goes on parental leave; a shared mailbox that a ticket system reads.',
    check: ['Does the owner of the mailbox know the address?', 'Was it set from an unfamiliar place?'],
    attack: ['T1114.003'],
  },
  asked: 'each',
  habits: [],
  peaks: [],
  windows: [],
  detect: {
    'mail-rule'(event, memory) {
      const own = memory.tenant.ownDomains;
      const addresses = event.sendsTo.filter((target) => domainOf(target) !== undefined);
      if (event.sendsTo.length === 0) return USUAL;
      if (own === undefined && addresses.length > 0) {
        return undecided('the tenant’s own domains are not known: outside cannot be told from inside');
      }
      const outside = addresses.filter((target) => own?.has(domainOf(target) ?? '') !== true);
      if (outside.length === 0 && addresses.length < event.sendsTo.length) {
        return undecided('the record names the target without its address');
      }
      return anomalous(observed(event, outside));
    },
  },
};

const PLACES = {
  inbox: 'an inbox rule',
  mailbox: 'a mailbox setting',
  transport: 'a rule for all mail',
} as const;

function observed(event: MailRule, outside: readonly string[]): Observation {
  const leaves = outside.length > 0;
  return {
    about: event.actor,
    key: `forward:${event.scope}|${event.mailbox.toLowerCase()}|${event.sendsTo.toSorted().join(',')}`,
    stage: 'staying',
    severity: leaves ? 'high' : 'low',
    opens: leaves,
    size: event.sendsTo.length,
    title: `Forwards the mail of ${event.mailbox} to ${listed(event.sendsTo)}, ${leaves ? 'outside' : 'inside your own domains'}, by ${PLACES[event.scope]}`,
    facts: {
      mailbox: event.mailbox,
      to: event.sendsTo,
      outside,
      by: PLACES[event.scope],
      ...(event.name === undefined ? {} : { rule: event.name }),
      // A record that does not say so leaves the setting as it was, which is not known.
      ...(event.deletes ? { keepsCopy: 'no: the owner does not see the mail' } : {}),
    },
    evidence: [evidenceOf(event)],
    others: ownerOf(event),
    undo: [undoOf(event)],
  };
}

/** The owner of the mailbox, where somebody else set it: their mail is what leaves. */
function ownerOf({ actor, mailbox }: MailRule): readonly Subject[] {
  const id = mailbox.toLowerCase();
  return domainOf(id) === undefined || id === actor.id ? [] : [{ kind: 'user', id, name: mailbox }];
}

function undoOf({ scope, mailbox, name }: MailRule): Step {
  if (scope === 'mailbox') {
    return {
      what: `Switch off the forwarding of ${mailbox}`,
      where: 'admin.exchange.microsoft.com > Mailboxes > the mailbox > Manage email forwarding',
      command: `Set-Mailbox ${powershellText(mailbox)} -ForwardingSmtpAddress $null -ForwardingAddress $null`,
    };
  }
  if (scope === 'transport') {
    return {
      what: `Remove the mail flow rule "${name ?? ''}"`,
      where: 'admin.exchange.microsoft.com > Mail flow > Rules',
    };
  }
  return {
    what: `Delete the inbox rule "${name ?? ''}" of ${mailbox}`,
    where: 'outlook.office.com > Settings > Mail > Rules, signed in as the owner',
    command: `Get-InboxRule -Mailbox ${powershellText(mailbox)} -IncludeHidden | Format-List Name, Description`,
  };
}
