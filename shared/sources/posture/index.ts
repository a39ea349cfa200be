import type { ZodType } from 'zod';
import { bodyOf, malformed } from '../../platform/answer.ts';
import type { Api } from '../../platform/api.ts';
import type { Limits } from '../../platform/pages.ts';
import { Failure, type Problem } from '../../platform/problem.ts';
import type { TrustedNetworks } from '../../model/policy.ts';
import { gapsOf, type Gap, type Settings } from './gaps.ts';
import { trustedNetworksIn } from './named-locations.ts';
import { policyOf, type Policy } from './policies.ts';
import { conditionalAccessRows } from './rows.ts';
import {
  authorizationPolicy,
  conditionalAccessPolicies,
  securityDefaults,
  type AuthorizationPolicy,
} from './schema.ts';

/** A part of the posture that could not be read. */
interface Unread {
  readonly part:
    'security defaults' | 'Conditional Access policies' | 'who may invite and consent' | 'named locations';
  readonly problem: Problem;
}

/** How a tenant is set up against a takeover. */
export interface Posture extends Settings {
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  /** An enforced Conditional Access policy asks everybody for MFA. */
  readonly mfaForAll: boolean | undefined;
  readonly gaps: readonly Gap[];
  /** The networks that Entra trusts; undefined where they could not be read, or not to their end. */
  readonly trusted: TrustedNetworks | undefined;
  readonly unread: readonly Unread[];
}

interface PostureLimits {
  readonly now: () => number;
  readonly deadline?: () => number;
}

const MOST_PAGES = 5; // a tenant may have 240 policies and 195 named locations at most

/** Reads the posture, one part after the other. A part that cannot be read is said to be so, and the others are read all the same. */
export async function readPosture({ get }: Pick<Api, 'get'>, limits: PostureLimits): Promise<Posture> {
  const { now, deadline = () => Infinity } = limits;
  const unread: Unread[] = [];

  async function part<T>(name: Unread['part'], read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unread.push({ part: name, problem: error.problem });
      return undefined;
    }
  }

  async function one<T>(path: string, schema: ZodType<T>): Promise<T> {
    const answer = await get(path, { deadline });
    const read = schema.safeParse(bodyOf(answer, now()));
    if (!read.success) throw malformed(answer.status, 'the answer is JSON, but not what was asked for');
    return read.data;
  }

  const defaults = await part('security defaults', () =>
    one('/v1.0/policies/identitySecurityDefaultsEnforcementPolicy', securityDefaults),
  );
  const policies = await part('Conditional Access policies', () =>
    policiesFrom(get, { most: MOST_PAGES, deadline, now }),
  );
  const authorization = await part('who may invite and consent', () =>
    one('/v1.0/policies/authorizationPolicy', authorizationPolicy),
  );
  const trusted = await part('named locations', () => trustedFrom(get, { most: MOST_PAGES, deadline, now }));
  const settings = { securityDefaults: defaults?.isEnabled, policies, ...authorizationIn(authorization) };
  return {
    at: now(),
    ...settings,
    mfaForAll: policies?.some(({ asksAllForMfa, state }) => asksAllForMfa && state === 'enabled'),
    gaps: gapsOf(settings),
    trusted,
    unread,
  };
}

async function policiesFrom(get: Api['get'], limits: Limits): Promise<readonly Policy[]> {
  const { rows } = await conditionalAccessRows(get, 'policies', limits);
  const read = conditionalAccessPolicies.safeParse(rows);
  if (!read.success) throw malformed(200, 'a Conditional Access policy without a state');
  return read.data.map(policyOf);
}

/** Half a list would take the place of a whole one that is known: it counts as unread. */
async function trustedFrom(get: Api['get'], limits: Limits): Promise<TrustedNetworks> {
  const { rows, isWhole } = await conditionalAccessRows(get, 'namedLocations', limits);
  if (isWhole) return trustedNetworksIn(rows);
  throw new Failure({ kind: 'timeout', message: 'the list was not read to its end', transient: true });
}

type Authorized = Pick<Settings, 'invitesFrom' | 'guestRole' | 'userConsent'>;

function authorizationIn(policy: AuthorizationPolicy | undefined): Authorized {
  const granted = policy?.defaultUserRolePermissions?.permissionGrantPoliciesAssigned;
  return {
    invitesFrom: policy?.allowInvitesFrom ?? undefined,
    guestRole: GUEST_ROLES[policy?.guestUserRoleId?.toLowerCase() ?? ''],
    userConsent: granted === undefined || granted === null ? undefined : consentIn(granted),
  };
}

/** The ids are the same in every tenant: graph-docs resources/authorizationpolicy.md. */
const GUEST_ROLES: Readonly<Record<string, Settings['guestRole']>> = {
  'a0b1b346-4d3e-4e8b-98f8-753987be4970': 'member',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3': 'guest',
  '2af84b1e-32c8-42b7-82bc-daa82404023b': 'restricted',
};

/** Only what is granted for oneself counts here; `microsoft-user-default-legacy` lets in every app (graph-docs manage-consent-policies). */
function consentIn(granted: readonly string[]): Settings['userConsent'] {
  const own = granted.filter((name) => /^ManagePermissionGrantsForSelf\./i.test(name));
  if (own.some((name) => /microsoft-user-default-legacy$/i.test(name))) return 'any';
  return own.length === 0 ? 'none' : 'some';
}
