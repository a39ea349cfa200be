import { domainOf } from '../model/identity.ts';
import { byText } from '../model/order.ts';

/** Learns which domains are the tenant's own. */
export interface OwnDomains {
  /** A domain of somebody whom a record shows to be a member. */
  readonly member: (domain: string) => void;
  /** The two sides of one traced mail. */
  readonly mail: (sender: string, recipients: readonly string[]) => void;
  /** All that is known; undefined where nothing is. */
  readonly all: () => ReadonlySet<string> | undefined;
}

/** Nobody's verified domain: an address there is a guest's or a stranger's, whatever a record suggests. */
const CONSUMER =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|proton|protonmail|mail|yandex|qq|163)\.[a-z.]{2,6}$/;
/** Of traced mails that no own domain explains, a domain must explain so many, and so large a share of all, to be one. */
const LEAST_MAILS = 20;
const LEAST_SHARE = 0.05;
const MOST_INFERRED = 5;

/**
 * Own domains are those given; else those of members in the records and those that message traces show: every traced mail has one of the
 * tenant's domains on a side, so a domain that explains many which no other own domain explains is one of them.
 */
export function createOwnDomains(given: readonly string[]): OwnDomains {
  const members = new Set<string>();
  const pairs = new Map<string, number>();

  function inferred(): ReadonlySet<string> {
    const own = new Set(members);
    let open = [...pairs].map(([pair, count]) => ({ domains: pair.split('>'), count }));
    const least = Math.max(LEAST_MAILS, open.reduce((sum, { count }) => sum + count, 0) * LEAST_SHARE);
    for (let round = 0; round < MOST_INFERRED; round += 1) {
      open = open.filter(({ domains }) => !domains.some((domain) => own.has(domain)));
      const [domain, count] = commonest(open);
      if (domain === undefined || count < least) break;
      own.add(domain);
    }
    return own;
  }

  return {
    member(domain) {
      if (!members.has(domain) && !CONSUMER.test(domain)) members.add(domain);
    },
    mail(sender, recipients) {
      for (const recipient of recipients) {
        const pair = [domainOf(sender), domainOf(recipient)]
          .filter((domain) => domain !== undefined)
          .join('>');
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      }
    },
    all() {
      const own = given.length > 0 ? new Set(given.map((domain) => domain.toLowerCase())) : inferred();
      return own.size === 0 ? undefined : own;
    },
  };
}

/** The domain that explains most; none where another explains the very same mails, since either may be the stranger. */
function commonest(
  open: readonly { readonly domains: readonly string[]; readonly count: number }[],
): readonly [string | undefined, number] {
  const counts = new Map<string, number>();
  for (const { domains, count } of open) {
    for (const domain of new Set(domains)) {
      if (domain !== '' && !CONSUMER.test(domain)) counts.set(domain, (counts.get(domain) ?? 0) + count);
    }
  }
  const [first, ...rest] = [...counts].toSorted(([a, x], [b, y]) => y - x || byText(a, b));
  if (first === undefined) return [undefined, 0];
  const alike = rest.filter(([, count]) => count === first[1]).map(([domain]) => domain);
  const isSame = (domain: string): boolean =>
    open.every(({ domains }) => domains.includes(domain) === domains.includes(first[0]));
  return alike.some(isSame) ? [undefined, 0] : first;
}
