import type { Finding, Incident, Step } from '../model/finding.ts';
import type { Subject } from '../model/subject.ts';

/** What to do now, in order: first close the door, then undo what was done, then keep it closed. */
export function stepsFor(incident: Incident): readonly Step[] {
  const { about, findings } = incident;
  const undo = findings.flatMap((finding) => finding.undo);
  const steps = [...firstSteps(about, findings), ...undo, ...lastSteps(about, findings)];
  return [...new Map(steps.map((step) => [step.what, step])).values()];
}

function firstSteps(about: Subject, findings: readonly Finding[]): readonly Step[] {
  if (about.kind === 'address') return [lookForAddress(about.name), askMfaOf(findings)];
  if (about.kind !== 'user') return [];
  const known = findings.some(({ stage, severity }) => stage === 'credential-known' && severity !== 'low');
  const inside = findings.some(({ stage, severity }) => stage === 'inside' && severity !== 'low');
  const steps = [closeAccount(about), resetPassword(about)];
  return known || inside ? steps : [ask(about), ...steps.map(ifNot)];
}

function ask({ name }: Subject): Step {
  return {
    what: `Ask ${name}, by phone and not by mail: was it you?`,
    why: 'each of these can be honest work; whoever reads the mailbox would answer a mail',
  };
}

function ifNot(step: Step): Step {
  return { ...step, what: `If not: ${step.what.charAt(0).toLowerCase()}${step.what.slice(1)}` };
}

function closeAccount({ id, name }: Subject): Step {
  return {
    what: `Block sign-in of ${name} and sign the account out everywhere`,
    where: `admin.microsoft.com > Users > Active users > ${name} > Block sign-in, then Sign out of all sessions`,
    command: `Update-MgUser -UserId "${id}" -AccountEnabled:$false; Revoke-MgUserSignInSession -UserId "${id}"`,
  };
}

function resetPassword({ name }: Subject): Step {
  return {
    what: `Reset the password of ${name} and require MFA to be registered anew`,
    why: 'a new password alone leaves open sessions and any method of MFA that the thief added',
    where: `entra.microsoft.com > Users > ${name} > Authentication methods > Require re-register multifactor authentication`,
  };
}

function lookForAddress(address: string): Step {
  return {
    what: `Look for a successful sign-in from ${address}`,
    where: 'entra.microsoft.com > Monitoring > Sign-in logs, filter by IP address',
  };
}

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

function lastSteps(about: Subject, findings: readonly Finding[]): readonly Step[] {
  const spread = findings.some(({ stage }) => stage === 'spreading');
  const guests = findings.some(({ facts }) => facts['guests'] !== undefined);
  return [
    ...(spread ? [{ what: 'Warn the people who were mailed, with the text below' }] : []),
    ...(guests ? [restrictInvitations] : []),
    ...(about.kind === 'user' ? [enforceMfa] : []),
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
