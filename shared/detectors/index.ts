import type { Detector } from '../model/finding.ts';
import { accountCreated } from './account-created.ts';
import { adminRoleGranted } from './admin-role-granted.ts';
import { contactsBecomeGuests } from './contacts-become-guests.ts';
import { guestBurst } from './guest-burst.ts';
import { guestInvited } from './guest-invited.ts';
import { inboxRuleHides } from './inbox-rule-hides.ts';
import { mailForwarded } from './mail-forwarded.ts';
import { massSend } from './mass-send.ts';
import { mfaMethodAdded } from './mfa-method-added.ts';
import { oauthConsent } from './oauth-consent.ts';
import { passwordGuessing } from './password-guessing.ts';
import { passwordSpray } from './password-spray.ts';
import { unfamiliarSignIn } from './unfamiliar-sign-in.ts';

/** Every detector, by id. A test holds that this is the folder. */
export const detectors: readonly Detector[] = [
  accountCreated,
  adminRoleGranted,
  contactsBecomeGuests,
  guestBurst,
  guestInvited,
  inboxRuleHides,
  mailForwarded,
  massSend,
  mfaMethodAdded,
  oauthConsent,
  passwordGuessing,
  passwordSpray,
  unfamiliarSignIn,
];
