import { describe, expect, it } from '@jest/globals';
import { ConfigFault, readConfig, type Environment } from '../../shared/config.ts';
import { dayOf } from '../../shared/model/time.ts';

const LEAST = {
  TENANT_ID: '5f0d0000-0000-4000-8000-000000000000',
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
};
const ANNA = '00000001-0000-4000-8000-000000000007';

function policyIn(given: Environment): object {
  return readConfig({ ...LEAST, ...given }).policy;
}

function faultsIn(given: Environment): readonly string[] {
  try {
    policyIn(given);
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
  return [];
}

const day = (text: string): number => dayOf(new Date(`${text}T00:00:00Z`));

describe('where people are', () => {
  it.each<[string, Environment, object]>([
    [
      'networks of both kinds, and addresses',
      { TRUSTED_NETWORKS: '203.0.113.0/24, 2001:DB8::/48;198.51.100.7' },
      { trustedNetworks: ['203.0.113.0/24', '2001:db8::/48', '198.51.100.7'] },
    ],
    [
      'the widest networks there are',
      { TRUSTED_NETWORKS: '8.0.0.0/8, 2001::/19' },
      { trustedNetworks: ['8.0.0.0/8', '2001::/19'] },
    ],
    [
      'countries in any case',
      { ALLOWED_COUNTRIES: 'de, At', DENIED_COUNTRIES: 'KP' },
      { allowedCountries: ['DE', 'AT'], deniedCountries: ['KP'] },
    ],
    [
      'notes of journeys',
      {
        TRAVEL: ` Anna@contoso.com  es 2026-12-14 ;\nben@contoso.com US 2027-01-05, ${ANNA} FR 2028-02-29;`,
      },
      {
        travel: [
          { user: 'anna@contoso.com', country: 'ES', until: day('2026-12-14') },
          { user: 'ben@contoso.com', country: 'US', until: day('2027-01-05') },
          { user: ANNA, country: 'FR', until: day('2028-02-29') },
        ],
      },
    ],
    ['a sensitivity', { SENSITIVITY: 'low' }, { sensitivity: 'low' }],
    ['a sensitivity in capitals', { SENSITIVITY: 'HIGH' }, { sensitivity: 'high' }],
    [
      'nothing but separators',
      { TRUSTED_NETWORKS: ',;', TRAVEL: ';\n;' },
      { trustedNetworks: [], travel: [] },
    ],
  ])('is read: %s', (_what, given, policy) => {
    expect(policyIn(given)).toMatchObject(policy);
  });

  const NO_NETWORK = /^TRUSTED_NETWORKS holds something that is no network/;
  const TOO_WIDE = /^TRUSTED_NETWORKS holds a network wider than .* most of the internet/;
  const NO_NOTE = /^TRAVEL holds a note that is not the address of a user, a country and a last day/;

  it.each<[string, Environment, RegExp]>([
    ['all of IPv4', { TRUSTED_NETWORKS: '203.0.113.0/24, 0.0.0.0/0' }, TOO_WIDE],
    ['all of IPv6', { TRUSTED_NETWORKS: '::/0' }, TOO_WIDE],
    ['half of IPv4', { TRUSTED_NETWORKS: '128.0.0.0/1' }, TOO_WIDE],
    ['a /7', { TRUSTED_NETWORKS: '8.0.0.0/7' }, TOO_WIDE],
    ['an /18 of IPv6', { TRUSTED_NETWORKS: '2001::/18' }, TOO_WIDE],
    ['a mask', { TRUSTED_NETWORKS: '203.0.113.0/255.255.255.0' }, NO_NETWORK],
    ['a range', { TRUSTED_NETWORKS: '203.0.113.1-203.0.113.9' }, NO_NETWORK],
    ['a prefix too long', { TRUSTED_NETWORKS: '203.0.113.0/33' }, NO_NETWORK],
    ['a port', { TRUSTED_NETWORKS: '203.0.113.1:443' }, NO_NETWORK],
    ['a name', { TRUSTED_NETWORKS: 'office.contoso.com' }, NO_NETWORK],
    ['a star', { TRUSTED_NETWORKS: '*' }, NO_NETWORK],
    ['a country by its name', { ALLOWED_COUNTRIES: 'Germany' }, /^ALLOWED_COUNTRIES holds/],
    ['UK', { DENIED_COUNTRIES: 'UK' }, /^DENIED_COUNTRIES holds .* is GB/],
    [
      'a country that is both',
      { ALLOWED_COUNTRIES: 'DE, at', DENIED_COUNTRIES: 'KP, AT' },
      /^A country stands in ALLOWED_COUNTRIES and in DENIED_COUNTRIES/,
    ],
    ['a note without a day', { TRAVEL: 'anna@contoso.com ES' }, NO_NOTE],
    ['a note of everybody', { TRAVEL: '* ES 2026-12-14' }, NO_NOTE],
    ['a name that is no address', { TRAVEL: 'Anna ES 2026-12-14' }, NO_NOTE],
    ['a note in too many words', { TRAVEL: 'anna@contoso.com ES until 2026-12-14' }, NO_NOTE],
    ['a country there is not', { TRAVEL: 'anna@contoso.com XX 2026-12-14' }, /^TRAVEL names something/],
    ['a day there is not', { TRAVEL: 'anna@contoso.com ES 2026-02-30' }, /^TRAVEL holds a last day/],
    ['a day for ever', { TRAVEL: 'anna@contoso.com ES 9999-12-31' }, /^TRAVEL holds a last day/],
    ['a time for a day', { TRAVEL: 'anna@contoso.com ES 2026-12-14T12:00' }, /^TRAVEL holds a last day/],
    ['a sensitivity there is not', { SENSITIVITY: 'paranoid' }, /^SENSITIVITY does not exist/],
  ])('is refused in one sentence that says what to do: %s', (_what, given, sentence) => {
    const faults = faultsIn(given);

    expect(faults).toEqual([expect.stringMatching(sentence)]);
    expect(faults[0]).toMatch(/(?:: (?:set|remove|write|take) ).*\.$/);
  });

  it('is refused quickly, however long it is', () => {
    const began = performance.now();
    const long = `${'a'.repeat(20_000)}${' '.repeat(20_000)}@${'1.'.repeat(20_000)}/`;

    expect(
      faultsIn({ TRUSTED_NETWORKS: long, TRAVEL: long, ALLOWED_COUNTRIES: long, DENIED_COUNTRIES: long }),
    ).toHaveLength(4);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
