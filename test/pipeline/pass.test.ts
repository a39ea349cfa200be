import { describe, expect, it } from '@jest/globals';
import { declaredBy } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import { anomalous, evidenceOf, undecided, USUAL, type Detector } from '../../shared/model/finding.ts';
import { createPass, type Pass, type PassParts } from '../../shared/pipeline/pass.ts';
import { createPeople } from '../../shared/pipeline/people.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import {
  accountCreated,
  after,
  before,
  DANA,
  FAR,
  HOME,
  mailSent,
  methodAdded,
  MONDAY,
  roleGranted,
  signIn,
  user,
} from '../support/events.ts';

const GUID = '7c4a8d09-1111-4000-8000-000000000001';
const DANA_BY_GUID = { kind: 'user', id: GUID, name: GUID } as const;

/** Notes every event it is asked about, and finds a sign-in from abroad. */
function witness(judged: AuditEvent[]): Detector {
  const listen = (event: AuditEvent): typeof USUAL => {
    judged.push(event);
    return USUAL;
  };
  return {
    id: 'witness',
    about: { what: '', why: '', benign: '', check: [], attack: ['T1078'] },
    asked: 'each',
    habits: [],
    peaks: [],
    windows: [],
    detect: {
      'sign-in'(event) {
        judged.push(event);
        if (event.ip === undefined) return undecided('no address');
        if (event.place?.country !== 'NG') return USUAL;
        return anomalous({
          about: event.actor,
          key: 'abroad',
          stage: 'inside',
          severity: 'high',
          opens: true,
          size: 1,
          title: 'Signed in from abroad',
          facts: {},
          evidence: [evidenceOf(event)],
          others: [],
          undo: [],
        });
      },
      'mail-sent': listen,
      'role-granted': listen,
      'method-added': listen,
      'account-created': listen,
    },
  };
}

interface Trial {
  readonly pass: Pass;
  readonly judged: readonly AuditEvent[];
  readonly looked: readonly string[];
}

function trial(parts: Partial<PassParts> = {}): Trial {
  const judged: AuditEvent[] = [];
  const looked: string[] = [];
  const detectors = [witness(judged)];
  const pass = createPass({
    detectors,
    store: memoryStore(declaredBy(detectors), () => undefined),
    people: createPeople(),
    ownDomains: new Set(['contoso.example']),
    placeOf(address) {
      looked.push(address);
      return address.startsWith('198.') ? FAR : HOME;
    },
    ...parts,
  });
  return { pass, judged, looked };
}

describe('a pass', () => {
  it.each([
    { name: 'a traced mail of one’s own', event: mailSent(), own: ['contoso.example'], judged: true },
    {
      name: 'a traced mail of a stranger',
      event: mailSent({ actor: user('ann', 'fabrikam.example'), recipients: [DANA.id] }),
      own: ['contoso.example'],
      judged: false,
    },
    {
      name: 'a traced mail of a stranger from a name like one’s own',
      event: mailSent({ actor: user('ann', 'evil-contoso.example') }),
      own: ['contoso.example'],
      judged: false,
    },
    {
      name: 'a traced mail of a stranger, where no own domain is known',
      event: mailSent({ actor: user('ann', 'fabrikam.example') }),
      own: undefined,
      judged: true,
    },
    {
      name: 'a mail that the mailbox audit has',
      event: mailSent({ source: 'unified-audit', actor: user('ann', 'fabrikam.example') }),
      own: ['contoso.example'],
      judged: true,
    },
    {
      name: 'a sign-in of a guest',
      event: signIn({ actor: user('ann', 'fabrikam.example') }),
      own: ['contoso.example'],
      judged: true,
    },
  ])('judges $name: $judged', ({ event, own, judged }) => {
    const asked = trial({ ownDomains: own === undefined ? undefined : new Set(own) });
    asked.pass.take(event);

    expect(asked.judged).toHaveLength(judged ? 1 : 0);
  });

  it('does not learn from the mail of strangers either', () => {
    const detectors = [witness([])];
    const store = memoryStore(declaredBy(detectors), () => undefined);
    const stranger = user('ann', 'fabrikam.example');
    const { pass } = trial({ detectors, store });
    pass.take(mailSent({ at: before(MONDAY, 9, 'days'), actor: stranger }));
    pass.take(mailSent({ at: before(MONDAY, 9, 'days') }));

    const { tenant, of } = store.before(signIn());
    expect(of(stranger).activeDays).toBeUndefined();
    expect(of(DANA).activeDays).toBe(1);
    expect(tenant.activeUsers).toBe(1);
  });

  it('looks up the place of an event once, and that of none without an address', () => {
    const { pass, judged, looked } = trial();
    for (const event of [
      signIn({ ip: '198.51.100.7', place: undefined }),
      signIn({ ip: '203.0.113.9', place: undefined }),
      signIn({ ip: undefined, place: undefined }),
      roleGranted({ ip: '203.0.113.9' }),
    ])
      pass.take(event);
    pass.finish();

    expect(looked).toEqual(['198.51.100.7', '203.0.113.9', '203.0.113.9']);
    expect(judged.map(({ place }) => place)).toEqual([FAR, HOME, undefined, HOME]);
  });

  it.each([
    { name: 'the country Microsoft reports, where none is known', ip: '192.0.2.1', country: 'NG' },
    { name: 'the place of the address before the one reported', ip: '203.0.113.9', country: 'SE' },
  ])('knows $name', ({ ip, country }) => {
    const { pass, judged } = trial({
      placeOf: (address) => (address === '192.0.2.1' ? { networkClass: 'unknown' } : HOME),
    });
    pass.take(signIn({ ip, reported: 'Lagos, Lagos, NG' }));
    pass.take(roleGranted({ ip: '192.0.2.1' }));

    expect(judged.map(({ place }) => place?.country)).toEqual([country, undefined]);
  });

  it.each([
    ['role-granted', roleGranted({ actor: DANA_BY_GUID, target: DANA_BY_GUID })],
    ['method-added', methodAdded({ actor: DANA_BY_GUID, target: DANA_BY_GUID })],
    ['account-created', accountCreated({ actor: DANA_BY_GUID, target: DANA_BY_GUID })],
  ])('knows who acted and on whom: %s', (_kind, event) => {
    const people = createPeople();
    people.same([GUID, DANA.id]);
    people.note({ ...DANA, name: 'Dana Example' });
    const { pass, judged } = trial({ people });
    pass.take(event);

    const dana = { kind: 'user', id: DANA.id, name: 'Dana Example' };
    expect(judged).toEqual([{ ...event, actor: dana, target: dana }]);
  });

  it('leaves no target where an event has none', () => {
    const { pass, judged } = trial();
    pass.take(signIn());

    expect(judged[0]).not.toHaveProperty('target');
  });

  it('makes one incident of one person, whatever the records call them', () => {
    const people = createPeople();
    people.same([GUID, DANA.id]);
    const { pass } = trial({ people });
    const far = { ip: '198.51.100.7' };
    pass.take(signIn({ ...far, actor: DANA_BY_GUID }));
    pass.take(signIn({ ...far, at: after(MONDAY, 1, 'hours'), actor: DANA }));
    pass.take(signIn({ ip: undefined, at: after(MONDAY, 2, 'hours') }));
    const { incidents, unanswered } = pass.finish();

    expect(incidents).toMatchObject([{ about: { id: DANA.id }, findings: [{ evidence: [{}, {}] }] }]);
    expect([...unanswered.undecided]).toEqual([['witness', 1]]);
  });

  it('judges from a time, and what is before only teaches', () => {
    const { pass, judged } = trial({ from: MONDAY });
    const events = [before(MONDAY, 1 / 60), MONDAY, after(MONDAY, 1)].map((at) =>
      signIn({ at, ip: '198.51.100.7' }),
    );
    for (const event of events) pass.take(event);

    expect(judged.map(({ id }) => id)).toEqual(events.slice(1).map(({ id }) => id));
    expect(pass.finish().incidents).toMatchObject([{ firstSeen: MONDAY }]);
  });
});
