import { domainOf, isGuestName, namesIn } from '../../model/identity.ts';
import { bodyOf, malformed } from '../../platform/answer.ts';
import type { Api } from '../../platform/api.ts';
import { pages } from '../../platform/pages.ts';
import { directoryUser, organizations, type DirectoryUser } from './schema.ts';

/** Somebody in the directory. */
interface Person {
  /** Everything a record may call them by, lower-cased: one person's names. */
  readonly names: readonly string[];
  readonly isGuest: boolean;
  readonly isEnabled: boolean;
}

/** Who a tenant consists of, as its directory has it. */
export interface TenantDirectory {
  /** Verified domains, lower-cased. */
  readonly domains: readonly string[];
  readonly people: readonly Person[];
  /** Rows that are no user Vigil can name. */
  readonly setAside: number;
  /** Every user was read. */
  readonly isWhole: boolean;
}

interface DirectoryLimits {
  readonly now: () => number;
  readonly deadline?: () => number;
  readonly mostPages?: number;
}

/** 999 are the most one may ask for: graph-docs user-list.md. */
const USERS = '/v1.0/users?$select=id,userPrincipalName,mail,proxyAddresses,userType,accountEnabled&$top=999';
/** What facts/data-sources.md §8.5 leaves for the directory: 20,000 people. */
const MOST_PAGES = 20;

/**
 * Reads the tenant's own domains and everybody in it, with the fewest fields that tell who is who. Throws a `Failure` where either
 * cannot be read: half a directory that looks whole would make colleagues strangers.
 */
export async function readTenant(
  { get }: Pick<Api, 'get'>,
  { now, deadline = () => Infinity, mostPages = MOST_PAGES }: DirectoryLimits,
): Promise<TenantDirectory> {
  const answer = await get('/v1.0/organization?$select=verifiedDomains', { deadline });
  const read = organizations.safeParse(bodyOf(answer, now()));
  if (!read.success) throw malformed(answer.status, 'the answer is JSON, but no organization');
  const domains = read.data.value.flatMap(({ verifiedDomains }) =>
    verifiedDomains.map(({ name }) => name.toLowerCase()),
  );

  const own = new Set(domains);
  const people: Person[] = [];
  let setAside = 0;
  let next: string | undefined;
  for await (const page of pages(get, USERS, { most: mostPages, deadline, now })) {
    next = page.next;
    for (const row of page.records) {
      const user = directoryUser.safeParse(row).data;
      if (user === undefined) setAside += 1;
      else people.push(personIn(user, own));
    }
  }
  return { domains, people, setAside, isWhole: next === undefined };
}

function personIn(user: DirectoryUser, own: ReadonlySet<string>): Person {
  const { id, userPrincipalName, accountEnabled } = user;
  const isGuest = user.userType?.toLowerCase() === 'guest' || isGuestName(userPrincipalName);
  // A guest signs in, and is written to, under the address of their home, which their name here holds as well.
  const addresses = isGuest ? [userPrincipalName, user.mail] : memberAddresses(user, own);
  return { names: namesIn([id, ...addresses]), isGuest, isEnabled: accountEnabled !== false };
}

/** A member's addresses elsewhere are private ones, which an admin may have noted: whoever uses them is not proven to be the member. */
function memberAddresses(
  { userPrincipalName, mail, proxyAddresses }: DirectoryUser,
  own: ReadonlySet<string>,
): readonly string[] {
  const mails = (proxyAddresses ?? []).filter((address) => /^smtp:/i.test(address)); // not sip:, x500:
  return [userPrincipalName, mail ?? '', ...mails].filter((address) =>
    own.has(domainOf(address.replace(/^smtp:/i, '')) ?? ''),
  );
}
