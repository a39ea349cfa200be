import { isTooWide, networkIn } from '../../model/network.ts';
import type { TrustedNetworks } from '../../model/policy.ts';
import { namedLocation, type NamedLocation } from './schema.ts';

/**
 * More are not kept: every sign-in is held against each, and Entra allows 195 locations of 2,000 ranges
 * (learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network).
 */
const MOST_NETWORKS = 2_000;

/**
 * The networks of the named locations that Entra trusts. A range that is broken, too wide or beyond the most is left out and counted,
 * and so is a location that cannot be read; the others are used all the same. A location of countries is trusted by nobody.
 *
 * @param rows as GET /v1.0/identity/conditionalAccess/namedLocations gives them.
 */
export function trustedNetworksIn(rows: readonly unknown[]): TrustedNetworks {
  const ranges = rows.flatMap(rangesOf);
  const used = [...new Set(ranges.filter(isOfUse))].slice(0, MOST_NETWORKS);
  const kept = new Set(used);
  return { networks: used, skipped: ranges.filter((range) => !kept.has(range)).length };
}

/** The ranges that a location trusts, each as it is written; what is no range, and no location, is ''. */
function rangesOf(row: unknown): readonly string[] {
  const read = namedLocation.safeParse(row);
  if (!read.success) return [''];
  if (!isTrustedByAddress(read.data)) return [];
  return (read.data.ipRanges ?? []).map((range) => range?.cidrAddress ?? '');
}

function isTrustedByAddress(location: NamedLocation): boolean {
  return location.isTrusted === true && !/countryNamedLocation$/i.test(location['@odata.type'] ?? '');
}

function isOfUse(text: string): boolean {
  const network = networkIn(text);
  return network !== undefined && !isTooWide(network);
}
