import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import type { AuditEvent } from '../../shared/model/events.ts';
import { outcomeOf } from '../../shared/model/sign-in.ts';
import { isRead, read } from '../../shared/sources/index.ts';
import { FIXTURES, filesIn, recordsIn } from '../support/recordings.ts';

/** How often each answer is given: `source kind`, `source -` for a record that is not needed, or the reason. */
async function answersIn(set: string): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  const count = (answer: string): void => void (counts[answer] = (counts[answer] ?? 0) + 1);
  for (const file of filesIn(join(FIXTURES, set))) {
    const { records, asides } = await recordsIn(file);
    for (const why of asides) count(why);
    for (const { record } of records) {
      const one = read(record);
      count(isRead(one) ? `${one.source} ${one.event?.kind ?? '-'}` : one.why);
    }
  }
  return counts;
}

async function eventsIn(set: string, file: string): Promise<readonly AuditEvent[]> {
  const { records } = await recordsIn(join(FIXTURES, set, file));
  return records.flatMap(({ record }) => {
    const one = read(record);
    return isRead(one) && one.event !== undefined ? [one.event] : [];
  });
}

describe('the examples of Microsoft’s documentation', () => {
  it('are all known', async () => {
    expect(await answersIn('ms-docs')).toEqual({
      'directory-audits -': 4,
      'sign-ins sign-in': 6,
      'unified-audit -': 9,
      'unified-audit account-created': 1,
      'not valid JSON: bad escaped character': 1,
      'text between records that is no record': 1,
    });
  });

  it.each(['graph-v1.0-signin-list-1.json', 'graph-beta-signin-list-1.json'])(
    '%s is a success at a known place',
    async (file) => {
      expect(await eventsIn('ms-docs', file)).toMatchObject([
        {
          kind: 'sign-in',
          actor: { id: 'testaccount1@contoso.com' },
          ip: '131.107.159.37',
          errorCode: 0,
          interactive: true,
          family: 'windows/edge',
          reported: 'Redmond, Washington, US',
        },
      ]);
    },
  );
});

describe('the rows of Log Analytics', () => {
  it('of AuditLogs are known, of the other tables set aside', async () => {
    expect(await answersIn('otrf-goldensaml')).toEqual({
      'directory-audits -': 4,
      'a shape Vigil does not know (it begins with TenantId, RecordType, TimeGenerated, Operation)': 1,
    });
  });

  it('say who is who, although their columns are texts', async () => {
    const { records } = await recordsIn(join(FIXTURES, 'otrf-goldensaml/AADAuditEvents.json'));
    const readings = records.map(({ record }) => read(record)).filter(isRead);

    expect(readings.map(({ people }) => people)).toEqual(
      readings.map(() => [['pgustavo@simulandlabs.com', 'aead923d-498b-4f64-a66c-2af91447a8b6']]),
    );
    expect(new Set(readings.map(({ stream }) => stream))).toEqual(
      new Set([
        'audit|update application - certificates and secrets management',
        'audit|update application',
        'audit|add delegated permission grant',
      ]),
    );
  });
});

describe('the sign-ins of a demo tenant', () => {
  it('are 86 rows of 45 sign-ins', async () => {
    const events = await eventsIn('signins-msticpy', 'signIns.graph.json');

    expect(events).toHaveLength(86);
    expect(new Set(events.map(({ id }) => id)).size).toBe(45);
  });

  it('hold a failure from far away before successes from home', async () => {
    const events = (await eventsIn('signins-msticpy', 'signIns.graph.json'))
      .filter(({ actor }) => actor.id.startsWith('meganb@'))
      .flatMap((event) => (event.kind === 'sign-in' ? [event] : []));
    const outcomesIn = (country: string): ReadonlySet<string> =>
      new Set(
        events
          .filter(({ reported }) => reported?.endsWith(country) === true)
          .map(({ errorCode }) => outcomeOf(errorCode)),
      );

    expect(outcomesIn('US')).toEqual(new Set(['failed']));
    expect(outcomesIn('BE')).toContain('success');
  });
});

describe('one record for each operation', () => {
  it('is known', async () => {
    expect(await answersIn('splunk-examples')).toEqual({
      'directory-audits -': 9,
      'directory-audits consented': 2,
      'directory-audits role-granted': 1,
      'sign-ins sign-in': 1,
      'unified-audit -': 10,
      'unified-audit consented': 2,
      'unified-audit method-added': 1,
      'unified-audit role-granted': 1,
      'unified-audit sign-in': 1,
    });
  });

  it('tells what was done to whom', async () => {
    const events = await eventsIn('splunk-examples', 'examples.ndjson');

    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'consented',
          app: 'Bad App 1',
          refused: 'Risky application detected',
          forWhom: 'self',
        }),
        expect.objectContaining({
          kind: 'consented',
          source: 'directory-audits',
          scopes: ['full_access_as_app'],
          forWhom: 'app',
        }),
        expect.objectContaining({
          kind: 'consented',
          source: 'unified-audit',
          scopes: ['full_access_as_app'],
          forWhom: 'app',
        }),
        expect.objectContaining({
          kind: 'consented',
          app: 'TestApp2',
          scopes: ['User.Read'],
          forWhom: 'everybody',
        }),
        expect.objectContaining({
          kind: 'role-granted',
          role: 'Privileged Role Administrator',
          how: 'assigned',
        }),
        expect.objectContaining({
          kind: 'role-granted',
          role: 'Company Administrator',
          templateId: '62e90394-69f5-4237-9190-012177145e10',
        }),
        expect.objectContaining({ kind: 'sign-in', errorCode: 50076, requirement: 'multi' }),
      ]),
    );
  });
});
