import type { Place } from './place.ts';
import type { Subject } from './subject.ts';

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** The English name of an ISO 3166-1 country code; the code itself where there is none. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (COUNTRIES.of(code) ?? code) : code;
}

/** A number with its noun: `1 person`, `2 people`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A stretch of time, in hours, as a person says it: `12 minutes`, `3 hours`, `2 days`. */
export function spanInWords(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 1) return 'seconds';
  if (minutes < 60) return counted(minutes, 'minute');
  return hours < 48 ? counted(Math.round(hours), 'hour') : counted(Math.round(hours / 24), 'day');
}

/** `a`, `a and b`, `a, b and c`; beyond `most`, or where there are more than are named, `a, b and 3 more`. */
export function listed(words: readonly string[], most = 5, total = words.length): string {
  const shown = words.slice(0, most);
  const rest = total - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}

const NETWORK_WORDS: Partial<Record<Place['networkClass'], string>> = {
  hosting: 'a rented server',
  vpn: 'a VPN service',
  tor: 'the Tor network',
  relay: 'a privacy relay',
  mobile: 'a mobile network',
  microsoft: "one of Microsoft's machines",
};

/** A place in words a person knows: `Lagos, Nigeria, on a rented server`; `an unknown place` where nothing is known. */
export function placeInWords(place: Place | undefined): string {
  if (place === undefined) return 'an unknown place';
  const where = [place.region, place.country === undefined ? undefined : countryName(place.country)].filter(
    (part) => part !== undefined,
  );
  const network = NETWORK_WORDS[place.networkClass];
  const words = where.length === 0 ? 'an unknown place' : [...new Set(where)].join(', ');
  return network === undefined ? words : `${words}, on ${network}`;
}

/** The network's holder and number: `DigitalOcean, LLC (AS14061)`. */
export function networkInWords(place: Place | undefined): string {
  if (place?.asn === undefined) return 'an unknown network';
  return place.organisation === undefined ? `AS${place.asn}` : `${place.organisation} (AS${place.asn})`;
}

/** Who did something, as a sentence begins. An account did it: whether its owner did is not said. */
export function doerOf({ kind, name }: Subject): string {
  switch (kind) {
    case 'user':
      return `The account of ${name}`;
    case 'app':
      return `The app "${name}"`;
    case 'address':
      return `Somebody at ${name}`;
    case 'tenant':
      return 'Somebody whom the records do not name';
  }
}

/** `Dana Reyes invited a guest` names the victim as the doer: their account did. */
export function withoutBlame(title: string, about: Subject): string {
  return about.kind === 'user' && title.startsWith(`${about.name} `)
    ? doerOf(about) + title.slice(about.name.length)
    : title;
}

/** A title that begins with what was done and leaves out who did it. */
const BEGINS_WITH_A_VERB = /^(?:[A-Z][a-z]*ed|Forwards|Gave|Got|Let|Made|Put|Sent|Set|Took|Wrote)\b/;

/** A title as a whole sentence with its subject. */
export function sentenceOf(title: string, about: Subject): string {
  const told = withoutBlame(title, about);
  if (told !== title) return told;
  if (BEGINS_WITH_A_VERB.test(title))
    return `${doerOf(about)} ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const says = title.includes(about.name) || about.kind === 'tenant' || about.kind === 'address';
  return says ? title : `${doerOf(about).replace(/^T/, 'In t')}: ${title}`;
}

/** `linux/firefox` as a person says it. */
export function familyInWords(family: string): string {
  const [system = '', browser = ''] = family.split('/').map((word) => NAMES[word] ?? capital(word));
  return `${browser} on ${system}`;
}

const NAMES: Readonly<Record<string, string>> = {
  '?': 'something unknown',
  ios: 'iOS',
  macos: 'macOS',
  ie: 'Internet Explorer',
};

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
