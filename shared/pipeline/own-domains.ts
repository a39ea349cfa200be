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
  /** What was given or shown by members, without what is inferred from mails. */
  readonly known: () => ReadonlySet<string>;
}

/** Nobody's verified domain: an address there is a guest's or a stranger's, whatever a record suggests. */
const CONSUMER =
  /^(gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|proton|protonmail|mail|yandex|qq|163)\.[a-z.]{2,6}$/;
/** What a domain must explain of the traced mails that no own domain explains: so many, and so large a share of all. */
const LEAST_MAILS = 20;
const LEAST_SHARE = 0.05;
/** An own domain sends and gets mail; a customer, a newsletter or a thief's mailbox only one of the two. */
const LEAST_EACH_WAY = 5;
/** A customer whose mails a thief forwards explains many mails, all to one place; an own domain has many partners. */
const LEAST_PARTNERS = 2;
/** A trace of one sender's mails has one domain on that side. */
const ONE_SENDER_SHARE = 0.9;
const MOST_INFERRED = 5;

interface Pair {
  readonly from: string | undefined;
  readonly to: string | undefined;
  count: number;
}

/**
 * Own domains are those given, those of members in the records, and those that message traces show: every traced mail has one of the
 * tenant's domains on a side, so a domain that sends and gets many mails which no other own domain explains is one of them. Where
 * nothing else is known, it is the one domain that sent nearly all of a trace.
 */
export function createOwnDomains(given: readonly string[]): OwnDomains {
  const known = new Set(given.map((domain) => domain.toLowerCase()));
  const pairs = new Map<string, Pair>();

  function inferred(): ReadonlySet<string> {
    const own = new Set(known);
    const all = [...pairs.values()];
    const least = Math.max(LEAST_MAILS, totalOf(all) * LEAST_SHARE);
    for (let round = 0; round < MOST_INFERRED; round += 1) {
      const open = all.filter(({ from = '', to = '' }) => !own.has(from) && !own.has(to));
      const domain = busiest(all, open, least);
      if (domain === undefined) break;
      own.add(domain);
    }
    const sender = own.size === 0 ? onlySender(all) : undefined;
    return sender === undefined ? own : new Set([sender]);
  }

  return {
    member(domain) {
      if (!known.has(domain) && !CONSUMER.test(domain)) known.add(domain);
    },
    mail(sender, recipients) {
      const from = domainOf(sender);
      for (const recipient of recipients) {
        const to = domainOf(recipient);
        const pair = pairs.get(`${from}>${to}`) ?? { from, to, count: 0 };
        pairs.set(`${from}>${to}`, pair);
        pair.count += 1;
      }
    },
    all() {
      const own = inferred();
      return own.size === 0 ? undefined : own;
    },
    known: () => known,
  };
}

/** Of the domains that send and get mail, the one that explains most of the open mails; none where another explains the very same. */
function busiest(all: readonly Pair[], open: readonly Pair[], least: number): string | undefined {
  const [sent, got] = [countsOf(all, 'from'), countsOf(all, 'to')];
  const named = [...sent.keys()]
    .filter((domain) => (sent.get(domain) ?? 0) >= LEAST_EACH_WAY && (got.get(domain) ?? 0) >= LEAST_EACH_WAY)
    .map((domain) => ({ domain, mails: open.filter(({ from, to }) => from === domain || to === domain) }))
    .map(({ domain, mails }) => ({ domain, mails, count: totalOf(mails) }))
    .filter(({ domain, mails, count }) => count >= least && partnersOf(domain, mails) >= LEAST_PARTNERS);
  const [first, ...rest] = named.toSorted((a, b) => b.count - a.count || byText(a.domain, b.domain));
  const isSame = ({ mails }: { readonly mails: readonly Pair[] }): boolean =>
    mails.length === first?.mails.length && mails.every((pair) => first.mails.includes(pair));
  return rest.some(isSame) ? undefined : first?.domain;
}

function partnersOf(domain: string, mails: readonly Pair[]): number {
  return new Set(mails.map(({ from, to }) => (from === domain ? to : from))).size;
}

function onlySender(all: readonly Pair[]): string | undefined {
  const [first] = [...countsOf(all, 'from')].toSorted(([, a], [, b]) => b - a);
  if (first === undefined || first[1] < LEAST_MAILS) return undefined;
  return first[1] >= totalOf(all) * ONE_SENDER_SHARE ? first[0] : undefined;
}

function countsOf(pairs: readonly Pair[], side: 'from' | 'to'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const domain = pair[side];
    if (domain !== undefined && !CONSUMER.test(domain))
      counts.set(domain, (counts.get(domain) ?? 0) + pair.count);
  }
  return counts;
}

function totalOf(pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { count }) => sum + count, 0);
}
