import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createIngest, type Ingest } from '../../local/replay/ingest.ts';
import { createRuns } from '../../local/replay/runs.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import { createOwnDomains, type OwnDomains } from '../../shared/pipeline/own-domains.ts';
import { createPeople, type People } from '../../shared/pipeline/people.ts';

type RawObject = Readonly<Record<string, unknown>>;

const GUID = '7c4a8d09-1111-4000-8000-000000000001';

function signInRecord(given: RawObject = {}): RawObject {
  return {
    id: 'S1',
    createdDateTime: '2026-03-02T09:00:00Z',
    userId: GUID,
    userPrincipalName: 'Dana@contoso.example',
    userDisplayName: 'Dana Example',
    userType: 'member',
    ipAddress: '203.0.113.9',
    status: { errorCode: 0 },
    ...given,
  };
}

function traceRecord(given: RawObject = {}): RawObject {
  return {
    id: 'T1',
    senderAddress: 'dana@contoso.example',
    recipientAddress: 'ann@fabrikam.example',
    receivedDateTime: '2026-03-02T09:00:00Z',
    subject: 'Invoice',
    status: 'delivered',
    ...given,
  };
}

interface Taken extends Omit<Ingest, 'events'> {
  readonly events: readonly AuditEvent[];
  readonly people: People;
  readonly own: OwnDomains;
}

/** Takes records as the lines of one file. */
function taken(records: readonly RawObject[], to?: Date): Taken {
  const runs = createRuns(0, 3);
  const [people, own] = [createPeople(), createOwnDomains([])];
  try {
    const ingest = createIngest(runs, people, own, to);
    for (const [at, value] of records.entries()) ingest.take({ file: 'log.json', line: at + 1, value });
    return { ...ingest, events: [...ingest.events()], people, own };
  } finally {
    runs.close();
  }
}

function shuffled(records: readonly RawObject[]): fc.Arbitrary<RawObject[]> {
  return fc
    .array(fc.constantFrom(...records), { maxLength: 4 })
    .chain((again) =>
      fc.shuffledSubarray([...records, ...again], { minLength: records.length + again.length }),
    );
}

describe('versions of one happening', () => {
  const V1 = signInRecord({ riskLevelDuringSignIn: 'none', status: { errorCode: 50_126 } });
  const BETA = signInRecord({
    id: 's1',
    authenticationRequirement: 'singleFactorAuthentication',
    ipAddress: null,
    status: { errorCode: 50_074 },
  });
  const RISKY = signInRecord({
    createdDateTime: '2026-03-02T09:00:01Z',
    riskLevelDuringSignIn: 'high',
    appDisplayName: 'Teams',
  });
  const UNIFIED = {
    CreationTime: '2026-03-02T09:00:02',
    Id: 'S1',
    Operation: 'UserLoggedIn',
    Workload: 'AzureActiveDirectory',
    RecordType: 15,
    UserId: 'dana@contoso.example',
    UserKey: GUID,
    ClientIP: '203.0.113.77',
  };
  const OTHER = signInRecord({ id: 'S2', createdDateTime: '2026-03-02T08:00:00Z' });

  it('are joined, whatever the order and however often each comes', () => {
    const records = [V1, BETA, RISKY, UNIFIED, OTHER];
    const once = taken(records);
    expect(once.events).toMatchObject([
      { id: 'S2' },
      {
        id: 's1',
        at: new Date('2026-03-02T09:00:00Z'),
        source: 'sign-ins',
        // Filled from the other versions of Graph, before the unified audit log is asked.
        ip: '203.0.113.9',
        app: 'Teams',
        errorCode: 0,
        requirement: 'single',
        risk: 'high',
      },
    ]);

    fc.assert(
      fc.property(shuffled(records), (list) => {
        const { events, duplicates } = taken(list);
        expect(events).toEqual(once.events);
        expect(duplicates()).toBe(list.length - 2);
      }),
    );
  });

  it('are not joined over streams, recipients or ids', () => {
    const { events, duplicates } = taken([
      traceRecord(),
      traceRecord({ recipientAddress: 'bob@fabrikam.example' }),
      traceRecord({ id: 'T2' }),
      signInRecord({ id: 'T1' }),
    ]);

    expect(events).toHaveLength(4);
    expect(duplicates()).toBe(0);
  });

  it('count as duplicates also where the record is not needed, and a later version may be', () => {
    const expanded = traceRecord({ status: 'expanded' });
    const { events, duplicates, counts } = taken([expanded, expanded, traceRecord(), expanded]);

    expect(events).toHaveLength(1);
    expect(duplicates()).toBe(3);
    expect([...counts]).toEqual([['message-traces', 4]]);
  });
});

describe('records', () => {
  it('come out in event order, counted by source with their duplicates', () => {
    const records = [
      traceRecord({ id: 'T3', receivedDateTime: '2026-03-02T11:00:00Z' }),
      signInRecord({ createdDateTime: '2026-03-02T10:00:00Z' }),
      traceRecord(),
      traceRecord(),
      signInRecord({ id: 'S0', createdDateTime: '2026-03-02T10:00:00.9Z' }),
      signInRecord({ id: 'app', userId: '', userPrincipalName: '', servicePrincipalId: GUID }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (list) => {
        const { events, counts, duplicates } = taken(list);
        expect(events.map(({ id }) => id)).toEqual(['T1', 'S0', 'S1', 'T3']);
        expect(new Map(counts)).toEqual(
          new Map([
            ['sign-ins', 3],
            ['message-traces', 3],
          ]),
        );
        expect(duplicates()).toBe(1);
      }),
    );
  });

  it('teach who is who, and the names of people', () => {
    const { people } = taken([signInRecord()]);

    expect(people.resolve({ kind: 'user', id: GUID, name: GUID })).toEqual({
      kind: 'user',
      id: 'dana@contoso.example',
      name: 'Dana Example',
    });
  });

  it('teach which domains are the tenant’s own, each traced mail once', () => {
    const mails = Array.from({ length: 20 }, (_, at) =>
      traceRecord({ id: `T${at}`, recipientAddress: `a@x${at}.example` }),
    );

    expect([...(taken([signInRecord()]).own.all() ?? [])]).toEqual(['contoso.example']);
    expect([...(taken(mails).own.all() ?? [])]).toEqual(['contoso.example']);
    const nineteen = mails.slice(1);
    expect(taken([...nineteen, ...nineteen]).own.all()).toBeUndefined();
  });

  it('after `to` are counted, teach who is who, and are not used', () => {
    const { events, counts, people } = taken(
      [
        signInRecord({ createdDateTime: '2026-03-02T09:00:00Z' }),
        signInRecord({ id: 'S2', createdDateTime: '2026-03-02T09:00:00.001Z' }),
        signInRecord({
          id: 'S3',
          createdDateTime: '2026-03-03T09:00:00Z',
          userId: '7c4a8d09-2222-4000-8000-000000000002',
          userPrincipalName: 'lee@contoso.example',
        }),
      ],
      new Date('2026-03-02T09:00:00Z'),
    );

    expect(events.map(({ id }) => id)).toEqual(['S1']);
    expect(counts.get('sign-ins')).toBe(3);
    expect(people.resolve({ kind: 'user', id: '7c4a8d09-2222-4000-8000-000000000002', name: '' }).id).toBe(
      'lee@contoso.example',
    );
  });
});

describe('rejected records', () => {
  it('are named with file, line, id and the reason', () => {
    const runs = createRuns();
    const ingest = createIngest(runs, createPeople(), createOwnDomains([]), undefined);
    ingest.take({ file: 'a.json', line: 3, why: 'cut off: the file ends' });
    ingest.take({ file: 'a.csv', line: 4, recordId: 'R4', why: 'no JSON' });
    ingest.take({ file: 'b.json', line: 7, value: signInRecord({ createdDateTime: 'yesterday' }) });
    ingest.take({ file: 'b.json', line: 8, value: { colour: 'red', id: 'X' } });
    ingest.take({ file: 'b.json', line: 9, value: {} });

    expect(ingest.rejected).toEqual([
      { file: 'a.json', line: 3, why: 'cut off: the file ends' },
      { file: 'a.csv', line: 4, recordId: 'R4', why: 'no JSON' },
      { file: 'b.json', line: 7, recordId: 'S1', why: 'no time in createdDateTime: "yesterday"' },
      { file: 'b.json', line: 8, recordId: 'X', why: expect.stringContaining('colour') },
      { file: 'b.json', line: 9, why: 'an empty record' },
    ]);
    expect(ingest.counts.size).toBe(0);
    expect([...ingest.events()]).toEqual([]);
  });

  it('are named up to 10,000, and counted beyond', () => {
    const ingest = createIngest(createRuns(), createPeople(), createOwnDomains([]), undefined);
    for (let line = 1; line <= 10_003; line += 1) ingest.take({ file: 'a.json', line, why: 'no JSON' });

    expect(ingest.rejected).toHaveLength(10_000);
    expect(ingest.rejected.at(-1)?.line).toBe(10_000);
    expect(ingest.rejectedMore()).toBe(3);
  });
});
