/** Another tenant with the same history. */
export interface Renamer {
  /** A text with every name, GUID, PUID, domain and IPv4 address replaced, each always by the same other, and times later. */
  readonly rename: (text: string) => string;
  /** The address for which another stands. */
  readonly original: (address: string) => string;
  readonly later: (at: Date) => Date;
}

const MS_A_DAY = 86_400_000;
const GUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const PUID = /\b10[0-9A-F]{14}\b/g;
const IPV4 = /(?<![\d.(])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g;
const NOBODY = /^0{8}-0000-0000-0000/;
/** Microsoft's own account in every tenant. */
const MICROSOFTS = 'support.onmicrosoft.com';

/** A renamer for the people with these user principal names, with all times later by some days. */
export function renamer(userNames: readonly string[], days: number): Renamer {
  const back = new Map<string, string>();
  const later = (at: Date): Date => new Date(at.getTime() + days * MS_A_DAY);
  const words = wordsOf(userNames);

  function address(ip: string): string {
    const [first = '', ...rest] = ip.split('.');
    const other = [100 + (Number(first) % 50), ...rest.map((octet) => (Number(octet) * 3 + 1) % 256)].join(
      '.',
    );
    back.set(other, ip);
    return other;
  }

  return {
    original: (ip) => back.get(ip) ?? ip,
    later,
    rename(text) {
      const named = words.reduce((all, [word, other]) => all.replaceAll(word, other), text);
      return named
        .replaceAll(GUID, (guid) => (NOBODY.test(guid) ? guid : otherDigits(guid)))
        .replaceAll(PUID, (puid) => `10${otherDigits(puid.slice(2)).toUpperCase()}`)
        .replaceAll(IPV4, address)
        .replaceAll(TIME, (time) =>
          later(new Date(`${time}Z`))
            .toISOString()
            .slice(0, 19),
        );
    },
  };
}

/** The local part of everybody of the tenant's domain, and its first label, with a word that stands for it; longer ones first, in any case. */
function wordsOf(userNames: readonly string[]): readonly (readonly [RegExp, string])[] {
  const people = userNames.map((name) => name.split('@'));
  const domains = people
    .map(([, domain = '']) => domain)
    .filter((domain) => domain !== '' && domain !== MICROSOFTS);
  const [own = ''] = domains.toSorted((a, b) => timesIn(domains, b) - timesIn(domains, a));
  const words = people.flatMap(([local = '', domain]) => (domain === own ? [local] : []));
  const unique = [...new Set([...words, own.split('.')[0] ?? ''].map((word) => word.toLowerCase()))];
  return unique
    .toSorted((a, b) => b.length - a.length)
    .map((word, index) => [
      new RegExp(`\\b${word.replaceAll(/[^a-z0-9]/g, '.')}\\b`, 'gi'),
      `person${String.fromCharCode(97 + index)}`,
    ]);
}

function timesIn(domains: readonly string[], domain: string): number {
  return domains.filter((other) => other === domain).length;
}

function otherDigits(text: string): string {
  return text.replaceAll(/[0-9a-f]/gi, (digit) => ((Number.parseInt(digit, 16) * 7 + 3) % 16).toString(16));
}
