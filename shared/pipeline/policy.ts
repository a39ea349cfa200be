import { BlockList, isIP } from 'node:net';
import { networkIn } from '../model/network.ts';
import { NO_POLICY, type Policy, type PolicySettings, type TrustedNetworks } from '../model/policy.ts';
import { dayIn } from '../model/time.ts';
import type { People } from './people.ts';

/** What is known when something is judged. */
export interface KnownOfTenant {
  /** What the tenant is set to, as it was last read; that of an older version has no networks. */
  readonly posture: unknown;
  readonly people: Pick<People, 'resolve'>;
}

/**
 * The policy by which sign-ins are judged now: what was set, the networks that Entra trusts besides, and the day of the place data.
 * A traveller is named by the id under which records are judged, so it holds until more is learned of who is who.
 *
 * @param placesBuiltOn ISO date (`2026-06-05`); what is no date is as if nobody knew it.
 */
export function policyOf(
  settings: PolicySettings,
  placesBuiltOn: string,
  { posture, people }: KnownOfTenant,
): Policy {
  return {
    sensitivity: settings.sensitivity,
    trusts: trusting([...settings.trustedNetworks, ...(trustedIn(posture)?.networks ?? [])]),
    allowedCountries: new Set(settings.allowedCountries),
    deniedCountries: new Set(settings.deniedCountries),
    journeys: settings.travel.map((journey) => ({
      ...journey,
      user: people.resolve({ kind: 'user', id: journey.user, name: journey.user }).id,
    })),
    placesBuiltOn: dayIn(placesBuiltOn),
  };
}

/** What was read of a tenant, with the networks known before where they could not be read: unreadable is not unseen. */
export function withKnownNetworks<T extends object>(read: T, before: unknown): T {
  const known = trustedIn(read) ?? trustedIn(before);
  return known === undefined ? read : { ...read, trusted: known };
}

function trustedIn(posture: unknown): TrustedNetworks | undefined {
  return (posture as { readonly trusted?: TrustedNetworks } | undefined)?.trusted;
}

/** Built once for all the questions of a round. Where there is nothing to look for there is nothing to ask. */
function trusting(texts: readonly string[]): Policy['trusts'] {
  const networks = texts.flatMap((text) => networkIn(text) ?? []);
  if (networks.length === 0) return NO_POLICY.trusts;
  const list = new BlockList();
  for (const { address, bits, family } of networks) list.addSubnet(address, bits, `ipv${family}`);
  return (address) => {
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}
