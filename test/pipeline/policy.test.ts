import { describe, expect, it } from '@jest/globals';
import type { PolicySettings } from '../../shared/model/policy.ts';
import { dayOf } from '../../shared/model/time.ts';
import { PREFIX } from '../../shared/pipeline/keys.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { policyOf } from '../../shared/pipeline/policy.ts';
import { watching } from './watching.ts';

const NOTHING: PolicySettings = {
  sensitivity: 'normal',
  trustedNetworks: [],
  allowedCountries: [],
  deniedCountries: [],
  travel: [],
};
const HOUR_MS = 3_600_000;

function made(settings: Partial<PolicySettings>, posture?: unknown, people = createPeople()) {
  return policyOf({ ...NOTHING, ...settings }, '2026-06-05', { posture, people });
}

describe('a policy', () => {
  it.each([
    ['203.0.113.0/24', '203.0.113.0', true],
    ['203.0.113.0/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.77/24', '203.0.113.1', true],
    ['203.0.113.7', '203.0.113.7', true],
    ['203.0.113.7', '203.0.113.8', false],
    ['8.0.0.0/8', '8.255.255.255', true],
    ['2001:db8::/48', '2001:db8::1', true],
    ['2001:db8::/48', '2001:db8:0:ffff::1', true],
    ['2001:db8::/48', '2001:db8:1::1', false],
    ['2001:db8::/48', '203.0.113.7', false],
    ['203.0.113.0/24', '2001:db8::1', false],
    ['203.0.113.0/24', '', false],
    ['203.0.113.0/24', 'no address', false],
  ])('that trusts %s trusts %j: %j', (network, address, trusted) => {
    expect(made({ trustedNetworks: [network] }).trusts(address)).toBe(trusted);
    expect(made({}, { trusted: { networks: [network], skipped: 0 } }).trusts(address)).toBe(trusted);
  });

  it.each([
    ['there is none', undefined],
    ['it is of an older version', { at: 1, gaps: [] }],
    ['its networks could not be read', { trusted: undefined }],
    ['it has none', { trusted: { networks: [], skipped: 3 } }],
    ['they are broken', { trusted: { networks: ['10.0.0.0/99', ''], skipped: 0 } }],
  ])('trusts what is set alone where of the posture %s', (_what, posture) => {
    const { trusts } = made({ trustedNetworks: ['203.0.113.0/24'] }, posture);

    expect([trusts('203.0.113.7'), trusts('10.0.0.1')]).toEqual([true, false]);
    expect(made({}, posture).trusts).toBe(made({}).trusts);
  });

  it('says what was set, and the day of the place data', () => {
    const { sensitivity, allowedCountries, deniedCountries, placesBuiltOn } = made({
      sensitivity: 'high',
      allowedCountries: ['DE'],
      deniedCountries: ['KP'],
    });

    expect({ sensitivity, allowedCountries, deniedCountries, placesBuiltOn }).toEqual({
      sensitivity: 'high',
      allowedCountries: new Set(['DE']),
      deniedCountries: new Set(['KP']),
      placesBuiltOn: dayOf(new Date('2026-06-05T00:00:00Z')),
    });
    expect(policyOf(NOTHING, 'soon', { posture: undefined, people: createPeople() }).placesBuiltOn).toBe(
      undefined,
    );
  });

  it.each([
    ['by an alias', 'anna.b@contoso.com'],
    ['by the object id', '00000001-0000-4000-8000-000000000007'],
    ['by the id that records are judged under', 'anna@contoso.com'],
  ])('names a traveller %s', (_what, user) => {
    const people = createPeople();
    people.same(['anna.b@contoso.com', '00000001-0000-4000-8000-000000000007', 'anna@contoso.com']);
    const { id } = people.resolve({ kind: 'user', id: 'anna@contoso.com', name: 'Anna' });
    const journey = { country: 'ES', until: 20_000 };

    expect(made({ travel: [{ user, ...journey }] }, undefined, people).journeys).toEqual([
      { user: id, ...journey },
    ]);
  });

  it('names a traveller nobody has seen as they were named', () => {
    const journey = { user: 'new@contoso.com', country: 'ES', until: 20_000 };

    expect(made({ travel: [journey] }).journeys).toEqual([journey]);
  });
});

describe('networks that Entra trusts', () => {
  const OFFICE = { networks: ['203.0.113.0/24'], skipped: 1 };
  const MOVED = { networks: ['198.51.100.0/24'], skipped: 0 };
  const NONE = { networks: [], skipped: 0 };

  it.each([
    ['stay where they can no longer be read', [OFFICE, undefined], OFFICE],
    ['are those last read', [OFFICE, MOVED], MOVED],
    ['are none when none is left', [OFFICE, NONE], NONE],
    ['come back', [OFFICE, undefined, MOVED], MOVED],
    ['are unknown as long as they could never be read', [undefined], undefined],
  ])('%s', async (_what, readings, kept) => {
    const clock = { now: Date.parse('2026-03-02T00:00:00Z') };
    const left = [...readings];
    const { watch, keeper } = watching(() => [], clock, {
      posture: async () => ({ trusted: left.shift() }),
    });
    for (const _reading of readings) {
      await watch.tick();
      clock.now += 24 * HOUR_MS;
    }

    const { values } = await keeper.load(PREFIX.posture);

    expect(values.get(PREFIX.posture)).toEqual(kept === undefined ? {} : { trusted: kept });
  });
});
