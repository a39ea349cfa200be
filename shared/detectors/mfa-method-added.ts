import type { MethodAdded } from '../model/events.ts';
import { anomalous, evidenceOf, type Detector } from '../model/finding.ts';
import { countries, isOwnWire, networks, prefixes } from '../model/habits.ts';
import type { Memory } from '../model/memory.ts';
import { isHiding } from '../model/place.ts';
import { placeInWords } from '../model/words.ts';

/** A new way to prove who one is: see `about`. */
export const mfaMethodAdded: Detector = {
  id: 'mfa-method-added',
  about: {
    what: 'A phone, an app or a key was added to an account as a way to pass MFA. Medium where it came from a network and country new to the user, or from a rented server or a VPN new to them.',
    why: 'With a method of their own the thief passes MFA for ever, also after a new password.',
    benign: 'A new phone. Alone and from the usual place it is only kept as evidence.',
    check: [
      'Call the user: did you add a phone at that time?',
      'Compare the listed methods with the phones the user has.',
    ],
    attack: ['T1556.006', 'T1098.005'],
  },
  asked: 'each',
  habits: [countries, networks, prefixes],
  peaks: [],
  windows: [],
  detect: {
    'method-added'(event, memory) {
      const strangeness = isStrange(event, memory);
      const strange = strangeness === true;
      const forWhom =
        event.actor.id === event.target.id ? 'the account' : `the account of ${event.target.name}`;
      return anomalous({
        about: event.actor,
        key: `method:${event.target.id}|${event.method}`,
        stage: 'staying',
        severity: strange ? 'medium' : 'low',
        opens: strange,
        evidenceOnly: !strange,
        size: 1,
        title: `Added ${event.method} to ${forWhom} as a way to pass MFA`,
        facts: {
          method: event.method,
          account: event.target.name,
          ...(event.ip === undefined
            ? {}
            : { address: event.ip, place: placeInWords(event.place), network: NETWORK[`${strangeness}`] }),
        },
        evidence: [evidenceOf(event)],
        others: event.actor.id === event.target.id ? [] : [event.target],
        undo: [
          {
            what: `Remove ${event.method} from ${event.target.name}, and require MFA to be registered anew`,
            why: 'a new password alone leaves the thief’s way to pass MFA in place',
            where: `entra.microsoft.com > Users > ${event.target.name} > Authentication methods > Require re-register multifactor authentication`,
          },
        ],
      });
    },
  },
};

const NETWORK = {
  true: 'network and country are new to the user',
  false: 'usual for the user',
  undefined: 'not known whether usual',
} as const;

/** Neither the line nor the network nor the country is the user's, or the network is new and hides where it is used from; undefined where that cannot be told. */
function isStrange({ actor, ip, place }: MethodAdded, memory: Memory): boolean | undefined {
  const ownWire = isOwnWire(memory, actor, ip);
  if (ownWire !== false || place?.networkClass === 'microsoft') return ownWire === true ? false : undefined;
  const known = memory.of(actor);
  const network = place?.asn === undefined ? undefined : known.habit(networks).has(`AS${place.asn}`);
  const country = place?.country === undefined ? undefined : known.habit(countries).has(place.country);
  if (network === true) return false;
  if (isHiding(place)) return network === false ? true : undefined; // a rented server is in no country
  if (country === true) return false;
  return network === undefined || country === undefined ? undefined : true;
}
