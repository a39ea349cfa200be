import { beforeEach, describe, expect, it } from '@jest/globals';
import { incidentOf } from '../../functions/incident.ts';
import { keyOf } from '../../shared/model/subject.ts';
import { tagOf } from '../../shared/pages/html/choices.ts';
import { aDecision, aView, INSIDE } from '../pages/a-view.ts';
import { DANA } from '../support/events.ts';
import { served, vigilWith, type FakeVigil } from './served.ts';

let vigil: FakeVigil;
beforeEach(() => {
  vigil = vigilWith(aView({ decisions: [aDecision()], formerly: ['INC-OLD222'] }));
});

const { ask } = served(
  'incident',
  incidentOf(
    () => vigil,
    () => false,
  ),
);

describe('POST /api/incident/{id} with a mute', () => {
  const post = (body: object): Promise<Response> =>
    ask('/api/incident/INC-7F3K2Q', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const MUTE = { action: 'mute', reason: 'dana is in Lagos', days: 14 };

  it.each([
    ['its number', { finding: 0, scope: 'subject-value' }],
    ['its name', { finding: tagOf(INSIDE), scope: 'subject-value' }],
    ['what it takes', { mutes: { subject: keyOf(DANA), value: INSIDE.key } }],
  ])('mutes a finding by %s', async (_how, what) => {
    const response = await post({ ...MUTE, ...what });

    expect(await response.json()).toMatchObject({ until: '2026-03-24T12:00:00.000Z' });
    expect(vigil.decided).toMatchObject([
      { kind: 'mute', days: 14, mutes: { detector: undefined, subject: keyOf(DANA), value: INSIDE.key } },
    ]);
  });

  it.each([
    ['detector-subject', { detector: INSIDE.detector, subject: keyOf(DANA), value: undefined }],
    ['detector-value', { detector: INSIDE.detector, subject: undefined, value: INSIDE.key }],
  ])('mutes by %s', async (scope, mutes) => {
    await post({ ...MUTE, finding: 0, scope });

    expect(vigil.decided).toMatchObject([{ mutes }]);
  });

  it.each<[string, object, number, string]>([
    ['a mute without days', { ...MUTE, days: undefined, finding: 0 }, 400, 'bad-days'],
    ['a mute of no day', { ...MUTE, days: 0, finding: 0 }, 400, 'bad-days'],
    ['a mute of 31 days', { ...MUTE, days: 31, finding: 0 }, 400, 'bad-days'],
    ['a mute of half a day', { ...MUTE, days: 0.5, finding: 0 }, 400, 'bad-days'],
    ['a mute of words', { ...MUTE, days: 'ever', finding: 0 }, 400, 'bad-days'],
    ['a mute of nothing', MUTE, 400, 'bad-mutes'],
    ['a mute said twice', { ...MUTE, finding: 0, mutes: {} }, 400, 'bad-mutes'],
    ['a mute without its scope', { ...MUTE, finding: 0 }, 400, 'bad-scope'],
    ['a mute of everything', { ...MUTE, finding: 0, scope: 'all' }, 400, 'bad-scope'],
    ['a finding that is none', { ...MUTE, finding: 2, scope: 'subject-value' }, 422, 'no-such-finding'],
    ['a finding before the first', { ...MUTE, finding: -1, scope: 'subject-value' }, 422, 'no-such-finding'],
    ['a finding by half', { ...MUTE, finding: 0.5, scope: 'subject-value' }, 422, 'no-such-finding'],
    ['a finding of lists', { ...MUTE, finding: 'length', scope: 'subject-value' }, 422, 'no-such-finding'],
    ['mutes that are one', { ...MUTE, mutes: { detector: 'mass-send' } }, 400, 'bad-mutes'],
    [
      'mutes that are three',
      { ...MUTE, mutes: { detector: 'a', subject: 'b', value: 'c' } },
      400,
      'bad-mutes',
    ],
    ['mutes that are no texts', { ...MUTE, mutes: { detector: 'a', value: null } }, 400, 'bad-mutes'],
    ['mutes of something else', { ...MUTE, mutes: { detector: 'a', title: 'b' } }, 400, 'bad-mutes'],
    ['mutes that are none', { ...MUTE, mutes: 'ab' }, 400, 'bad-mutes'],
    [
      'mutes of another incident',
      { ...MUTE, mutes: { detector: 'mass-send', value: 'elsewhere' } },
      422,
      'no-such-finding',
    ],
  ])('refuses %s', async (_what, body, status, code) => {
    const response = await post(body);

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({
      error: { code, message: expect.stringMatching(/^[A-Z"].+\.$/) },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(vigil.decided).toEqual([]);
  });
});
