import type { Finding, Incident, Step } from '../model/finding.ts';
import { powershellText } from '../model/shell.ts';
import { isSomebodyInside, type Steps, type Warning } from '../model/story.ts';
import type { Subject } from '../model/subject.ts';

/** What to do now, in order: first close the door, then undo what was done, then keep it closed. What depends on an answer stands under its condition. */
export function stepsFor(incident: Incident): readonly Steps[] {
  const groups = groupsFor(incident);
  const lasting = lastingSteps(incident);
  const last = groups.at(-1);
  const all =
    last?.condition === undefined
      ? [...groups.slice(0, -1), { condition: undefined, steps: [...(last?.steps ?? []), ...lasting] }]
      : [...groups, { condition: 'In any case', steps: lasting }];
  return all.filter(({ steps }) => steps.length > 0);
}

function groupsFor(incident: Incident): readonly Steps[] {
  const { about } = incident;
  const undo = undoFor(incident);
  switch (about.kind) {
    case 'user':
      return groupsForUser(incident, undo);
    case 'address':
      return [
        { condition: undefined, steps: [lookForAddress(about.name)] },
        { condition: 'If there is one', steps: [closeWhoever, ...undo] },
      ];
    case 'app':
      return [
        { condition: undefined, steps: [askAboutApp(about.name)] },
        { condition: conditionFor(about), steps: [...closeApp(about.name), ...undo] },
      ];
    case 'tenant':
      return [
        { condition: undefined, steps: [askAdmins] },
        { condition: conditionFor(about), steps: undo },
      ];
  }
}

function groupsForUser({ about, findings }: Incident, undoing: readonly Step[]): readonly Steps[] {
  const close = [closeAccount(about), ...cleanAccount(about, findings)];
  const undo = undoing.filter(({ what }) => close.every((step) => step.what !== what));
  if (isSomebodyInside(findings)) return [{ condition: undefined, steps: [...close, ...undo] }];
  const known = findings.some(({ stage, severity }) => stage === 'credential-known' && severity !== 'low');
  if (known && undo.length === 0) return [{ condition: undefined, steps: close }];
  const done = findings.filter(({ stage }) => stage !== 'credential-known');
  const question = ask(about, done);
  return [
    { condition: undefined, steps: known ? [...close, question] : [question] },
    { condition: conditionFor(about), steps: known ? undo : [...close, ...undo] },
  ];
}

/** What undoes what was found, and the warning of those who were reached. */
function undoFor(incident: Incident): readonly Step[] {
  const undo = incident.findings.flatMap((finding) => finding.undo);
  return withoutRepeats(
    warningFor(incident) === undefined
      ? undo
      : [...undo, { what: `Warn the people who were ${reachedBy(incident)}, with the text below` }],
  );
}

const GUESTS = /^(Delete the )(\d+)( guests?)/;

/** Each step once; of two that delete guests the one that deletes more. */
function withoutRepeats(steps: readonly Step[]): readonly Step[] {
  const guests = ({ what }: Step): number => Number(GUESTS.exec(what)?.[2] ?? 0);
  const kept = new Map<string, Step>();
  for (const step of steps) {
    const key = step.what.replace(GUESTS, '$1 guests');
    const other = kept.get(key);
    if (other === undefined || guests(step) > guests(other)) kept.set(key, step);
  }
  return [...kept.values()];
}

function ask({ name }: Subject, findings: readonly Finding[]): Step {
  const each = findings.length === 1 ? 'this' : 'each of these';
  return {
    what: `Ask ${name}, by phone and not by mail: was it you?`,
    why: `${each} can be honest work; whoever reads the mailbox would answer a mail`,
  };
}

const askAdmins: Step = {
  what: 'Ask everybody who is an admin: was it you?',
  why: 'the records do not name who did it',
  where: 'entra.microsoft.com > Monitoring > Audit logs',
};

function askAboutApp(name: string): Step {
  return {
    what: `Ask whoever set up the app "${name}": is it meant to do this?`,
    why: 'whoever holds a secret of an app can act with its rights, without MFA',
    where: `entra.microsoft.com > Enterprise applications > ${name} > Owners`,
  };
}

/** Source: learn.microsoft.com/entra/identity/enterprise-apps/disable-user-sign-in-portal. */
function closeApp(name: string): readonly Step[] {
  return [
    {
      what: `Disable the app "${name}"`,
      where: `entra.microsoft.com > Enterprise applications > ${name} > Properties > Enabled for users to sign-in: No`,
    },
    {
      what: `Remove the secrets and certificates of the app "${name}"`,
      why: 'an app acts by itself with one of them, and whoever has it can go on until it is removed',
      where: `entra.microsoft.com > App registrations > All applications > ${name} > Certificates & secrets`,
    },
  ];
}

function closeAccount({ id, name }: Subject): Step {
  const user = powershellText(id);
  return {
    what: `Block sign-in of ${name} and sign the account out everywhere`,
    where: `admin.microsoft.com > Users > Active users > ${name} > Block sign-in, then Sign out of all sessions`,
    command: `Update-MgUser -UserId ${user} -AccountEnabled:$false; Revoke-MgUserSignInSession -UserId ${user}`,
  };
}

/** A new password and new MFA; where a method was found that was added, its removal asks for new MFA, at the same place. */
function cleanAccount({ name }: Subject, findings: readonly Finding[]): readonly Step[] {
  const added = findings.filter(({ facts }) => facts['method'] !== undefined && facts['account'] === name);
  const removal = added.flatMap(({ undo }) => undo);
  if (removal.length > 0) {
    return withoutRepeats([
      {
        what: `Reset the password of ${name}`,
        where: `admin.microsoft.com > Users > Active users > ${name} > Reset password`,
      },
      ...removal,
    ]);
  }
  return [
    {
      what: `Reset the password of ${name} and require MFA to be registered anew`,
      // learn.microsoft.com/entra/identity/authentication/howto-mfa-userdevicesettings
      why: 'a new password alone leaves open sessions and any method of MFA that a thief added; registering anew leaves passkeys, security keys and Windows Hello: delete there what the owner does not know',
      where: `entra.microsoft.com > Users > ${name} > Authentication methods > Require re-register multifactor authentication`,
    },
  ];
}

function lookForAddress(address: string): Step {
  return {
    what: `Look for a successful sign-in from ${address}`,
    where: 'entra.microsoft.com > Monitoring > Sign-in logs, filter by IP address',
  };
}

const closeWhoever: Step = {
  what: 'Block sign-in of that account, sign it out everywhere, reset its password and require MFA to be registered anew',
  where: 'admin.microsoft.com > Users > Active users > the account',
};

function askMfaOf(findings: readonly Finding[]): Step {
  const users = findings.flatMap(({ others }) =>
    others.filter(({ kind }) => kind === 'user').map(({ name }) => name),
  );
  return {
    what: `See that MFA is set up for ${users.length === 0 ? 'everybody' : users.slice(0, 5).join(', ')}`,
    why: 'a guessed password then opens nothing by itself',
    where: 'entra.microsoft.com > Protection > Authentication methods > User registration details',
  };
}

/** What is right whoever it was. */
function lastingSteps({ about: { kind }, findings }: Incident): readonly Step[] {
  const guests = findings.some(({ facts }) => facts['guests'] !== undefined);
  return [
    ...(kind === 'address' ? [askMfaOf(findings)] : []),
    ...(guests ? [restrictInvitations] : []),
    ...(kind === 'user' ? [enforceMfa] : []),
  ];
}

/** Source: learn.microsoft.com/entra/external-id/external-collaboration-settings-configure. */
const restrictInvitations: Step = {
  what: 'Let only admins invite guests',
  why: 'by default every member of a tenant may invite, and so may a thief in a member’s account',
  where:
    'entra.microsoft.com > External Identities > External collaboration settings > Guest invite restrictions',
};

/** Source: learn.microsoft.com/entra/fundamentals/security-defaults: ordinary users are asked "when necessary". */
const enforceMfa: Step = {
  what: 'Require MFA of everybody: with Entra ID P1 by a Conditional Access policy for all users and all cloud apps; without it keep security defaults on',
  why: 'security defaults ask ordinary users only when Microsoft thinks it necessary',
  where:
    'entra.microsoft.com > Protection > Conditional Access, or Identity > Overview > Properties > Manage security defaults',
};

/** A text for those who were mailed or invited; undefined where nobody was. That somebody else did it is said as a fact only where somebody else is known to be inside. */
export function warningFor(incident: Incident): Warning | undefined {
  const { about, findings } = incident;
  const reached = reachedBy(incident);
  if (reached === undefined) return undefined;
  const [first] = findings
    .map(({ facts }) => facts['subject'])
    .filter((one) => one !== undefined && one !== 'not recorded');
  const subject = first === undefined ? '' : ` with the subject "${String(first)}"`;
  const what = {
    mailed: `a mail${subject}`,
    invited: 'an invitation',
    'mailed or invited': `a mail${subject}, or an invitation,`,
  };
  const title = `to those who were ${reached}`;
  return {
    title: isSomebodyInside(findings)
      ? `A warning you can send ${title}`
      : `${conditionFor(about)}, send this ${title}`,
    text:
      `You have received ${what[reached]} from ${about.kind === 'tenant' ? 'us' : about.name}. ` +
      `It was not sent by us: somebody else was using ${MISUSED[about.kind]}. ` +
      'Please do not open links or attachments of it, and do not accept an invitation. ' +
      'If you entered a password after opening it, change that password now and tell your own IT. We are sorry, and you can reach us by phone.',
  };
}

const MISUSED = {
  user: 'the mailbox',
  app: 'one of our applications',
  address: 'one of our accounts',
  tenant: 'one of our accounts',
} as const;

function conditionFor({ kind, name }: Subject): string {
  if (kind === 'user') return `If it was not ${name}`;
  return kind === 'app' ? 'If nobody knows why' : 'If it was none of you';
}

/** How people outside were reached by what was found; a guest who is merely on record is not warned of. */
function reachedBy({ findings }: Incident): 'mailed' | 'invited' | 'mailed or invited' | undefined {
  const mailed = findings.some(({ facts }) => facts['recipientCount'] !== undefined);
  const invited = findings.some(
    ({ facts, stage, severity }) =>
      facts['guests'] !== undefined && stage === 'spreading' && severity !== 'low',
  );
  if (mailed) return invited ? 'mailed or invited' : 'mailed';
  return invited ? 'invited' : undefined;
}
