import type { Policy } from './policies.ts';

/** What of a tenant's settings was read; undefined: could not be. */
export interface Settings {
  readonly securityDefaults: boolean | undefined;
  readonly policies: readonly Policy[] | undefined;
  /** `none`, `adminsAndGuestInviters`, `adminsGuestInvitersAndAllMembers` or `everyone`. */
  readonly invitesFrom: string | undefined;
  readonly guestRole: 'member' | 'guest' | 'restricted' | undefined;
  /** Which apps a user may let in: any, those Microsoft or the tenant has named, or none. */
  readonly userConsent: 'any' | 'some' | 'none' | undefined;
}

/** A setting that lets a thief in or further. */
export interface Gap {
  readonly id:
    | 'mfa-not-required'
    | 'mfa-only-reported'
    | 'mfa-not-always'
    | 'members-invite'
    | 'guests-invite'
    | 'guests-see-all'
    | 'users-consent';
  /** One plain sentence. */
  readonly what: string;
  /** The one setting, with its place in the portal. */
  readonly where: string;
}

const ENTRA = 'entra.microsoft.com';
const CONDITIONAL_ACCESS = `${ENTRA} > Protection > Conditional Access > Policies`;
const MFA_FOR_ALL = `${CONDITIONAL_ACCESS} > New policy from template > Require multifactor authentication for all users (needs Entra ID P1)`;
const SECURITY_DEFAULTS = `${ENTRA} > Identity > Overview > Properties > Manage security defaults: Enabled`;
const COLLABORATION = `${ENTRA} > External Identities > External collaboration settings`;
const WHO_INVITES = `${COLLABORATION} > Guest invite restrictions: Only users assigned to specific admin roles can invite guest users`;

/**
 * The gaps of what was read; of what could not be read there are none. "Disabled" per-user MFA is no gap: it is the right state under
 * security defaults and Conditional Access alike (facts/data-sources.md §6).
 */
export function gapsOf(settings: Settings): readonly Gap[] {
  return [mfaGap(settings), inviteGap(settings), guestGap(settings), consentGap(settings)].filter(
    (gap) => gap !== undefined,
  );
}

function mfaGap({ securityDefaults, policies }: Settings): Gap | undefined {
  const askAll = policies?.filter(({ asksAllForMfa }) => asksAllForMfa);
  if (askAll === undefined || askAll.some(({ state }) => state === 'enabled')) return undefined;
  if (securityDefaults === true)
    return {
      id: 'mfa-not-always',
      what: 'Security defaults ask for MFA only when Microsoft finds it necessary: a thief with a password can be let in without it.',
      where: MFA_FOR_ALL,
    };
  if (securityDefaults === undefined) return undefined;
  const reported = askAll.find(({ state }) => state === 'enabledForReportingButNotEnforced');
  if (reported !== undefined)
    return {
      id: 'mfa-only-reported',
      what: `The policy "${reported.name}" would ask everybody for MFA, but it only reports and asks nobody.`,
      where: `${CONDITIONAL_ACCESS} > ${reported.name} > Enable policy: On`,
    };
  return {
    id: 'mfa-not-required',
    what: 'Nothing asks everybody for MFA: security defaults are off, and no Conditional Access policy requires it from all users.',
    where: `${SECURITY_DEFAULTS}; or ${MFA_FOR_ALL}`,
  };
}

function inviteGap({ invitesFrom }: Settings): Gap | undefined {
  if (invitesFrom === 'everyone')
    return {
      id: 'guests-invite',
      what: 'Anybody in the directory may make guests, and guests may too: whoever takes over one account can.',
      where: WHO_INVITES,
    };
  if (invitesFrom !== 'adminsGuestInvitersAndAllMembers') return undefined;
  return {
    id: 'members-invite',
    what: 'Every member may make guests: whoever takes over one account can.',
    where: WHO_INVITES,
  };
}

function guestGap({ guestRole }: Settings): Gap | undefined {
  if (guestRole !== 'member') return undefined;
  return {
    id: 'guests-see-all',
    what: 'Guests may see as much of the directory as members: a guest a thief made can read everybody in it.',
    where: `${COLLABORATION} > Guest user access: Guest users have limited access to properties and memberships of directory objects`,
  };
}

function consentGap({ userConsent }: Settings): Gap | undefined {
  if (userConsent !== 'any') return undefined;
  return {
    id: 'users-consent',
    what: 'Everybody may let any app read their mail and files: an app let in stays in after the password is changed.',
    where: `${ENTRA} > Enterprise applications > Consent and permissions > User consent settings: Allow user consent for apps from verified publishers, for selected permissions`,
  };
}
