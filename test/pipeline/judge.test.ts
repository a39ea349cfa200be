import { describe, expect, it } from '@jest/globals';
import type { Sighting } from '../../shared/incidents/gather.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import type { AuditEvent } from '../../shared/model/events.ts';
import {
  anomalous,
  evidenceOf,
  SEVERITIES,
  undecided,
  USUAL,
  type Detector,
  type Observation,
  type Severity,
  type Verdict,
} from '../../shared/model/finding.ts';
import { userOf } from '../../shared/model/habits.ts';
import type { Habit, Memory, Peak } from '../../shared/model/memory.ts';
import { sentLately } from '../../shared/model/sent.ts';
import type { MemoryStore } from '../../shared/model/store.ts';
import { createJudge, type Judge } from '../../shared/pipeline/judge.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { after, before, DANA, invited, mailSent, MONDAY, signIn, user } from '../support/events.ts';

const LEE = user('lee');

type Ask = (event: AuditEvent, memory: Memory) => Verdict;

const domains: Habit = {
  id: 'domains',
  by: userOf,
  keepDays: 90,
  halfLifeDays: 90,
  most: 64,
  of: (event) => (event.kind === 'invited' ? [event.domain] : []),
};
const sentBefore: Peak = {
  id: 'sent-before',
  by: userOf,
  keepDays: 60,
  of: (event, memory) => memory.of(event.actor).recent(sentLately).length + 1,
};

/** A detector that answers mails and invitations as it is told. */
function detector(id: string, asked: Detector['asked'], ask: Ask, peaks: readonly Peak[] = []): Detector {
  return {
    id,
    about: { what: '', why: '', benign: '', check: [], attack: [] },
    asked,
    habits: [domains],
    peaks,
    windows: [sentLately],
    detect: { 'mail-sent': ask, invited: ask },
  };
}

function seen(event: AuditEvent, severity: Severity, key = 'seen'): Observation {
  return {
    about: event.actor,
    key,
    stage: 'spreading',
    severity,
    opens: true,
    size: 1,
    title: 'Seen',
    facts: {},
    evidence: [evidenceOf(event)],
    others: [],
    undo: [],
  };
}

interface Court extends Judge {
  readonly store: MemoryStore;
  readonly sightings: readonly Sighting[];
}

function court(detectors: readonly Detector[], teachOnly?: (event: AuditEvent) => boolean): Court {
  const store = memoryStore(declaredBy(detectors), () => undefined);
  const sightings: Sighting[] = [];
  return {
    ...createJudge(detectors, store, (sighting) => sightings.push(sighting), teachOnly),
    store,
    sightings,
  };
}

function judgeAll({ judge }: Judge, events: readonly AuditEvent[]): void {
  for (const event of events) judge(event);
}

/** A mail as a message trace has it: a row a recipient, all within one minute. */
function newsletter(recipients: number, at = MONDAY, actor = DANA): readonly AuditEvent[] {
  return Array.from({ length: recipients }, (_, index) =>
    mailSent({
      id: 'newsletter',
      at: after(at, Math.floor((index * 60) / recipients) / 60),
      actor,
      recipients: [`to${String(index).padStart(4, '0')}@fabrikam.example`],
    }),
  );
}

describe('a detector that is asked by the minute', () => {
  it('judges a mail to 1,000 once, at its last event, with the memory of that event', () => {
    const asked: { event: AuditEvent; before: number }[] = [];
    const minute = detector('minute', 'minute', (event, memory) => {
      asked.push({ event, before: memory.of(event.actor).recent(sentLately).length });
      return USUAL;
    });
    const { judge, finish } = court([minute]);
    const events = newsletter(1_000);
    for (const event of events) judge(event);
    expect(asked).toEqual([]);

    finish();
    expect(asked).toEqual([{ event: events.at(-1), before: 999 }]);
  });

  it('is asked once a minute and subject, and finish asks what is left, once', () => {
    const asked: string[] = [];
    const minute = detector('minute', 'minute', (event) => {
      asked.push(`${event.actor.name} ${event.at.toISOString().slice(11, 19)}`);
      return USUAL;
    });
    const { judge, finish } = court([minute]);
    const at = (time: string, actor = DANA): AuditEvent =>
      mailSent({ at: new Date(`2026-03-02T${time}Z`), actor });
    for (const event of [
      at('09:00:00'),
      at('09:00:20', LEE),
      at('09:00:59'),
      at('09:01:00'),
      at('09:01:30'),
      at('09:59:00', LEE),
    ])
      judge(event);
    finish();
    finish();

    expect(asked.toSorted()).toEqual(['dana 09:00:59', 'dana 09:01:30', 'lee 09:00:20', 'lee 09:59:00']);
  });

  it('is asked when its minute is over, whoever acts next, so that what it flags is not believed meanwhile', () => {
    const believed: number[] = [];
    const minute = detector('minute', 'minute', (event) => anomalous(seen(event, 'medium')));
    const each = detector('each', 'each', (event, memory) => {
      if (event.kind === 'invited' && event.actor === LEE)
        believed.push(memory.of(LEE).colleagues(domains, event.domain));
      return USUAL;
    });
    const { judge } = court([minute, each]);
    judge(invited({ at: before(MONDAY, 3, 'days') }));
    judge(invited({ actor: LEE }));

    expect(believed).toEqual([0]);
  });
});

describe('a detector that is asked at each event', () => {
  it('is asked before the event is learned, in the order of events', () => {
    const asked: [string, number][] = [];
    const each = detector('each', 'each', (event, memory) => {
      asked.push([event.id, memory.of(event.actor).recent(sentLately).length]);
      return USUAL;
    });
    judgeAll(court([each]), [
      mailSent({ id: 'a', at: MONDAY }),
      mailSent({ id: 'b', at: after(MONDAY, 1) }),
      mailSent({ id: 'c', at: after(MONDAY, 2), actor: LEE }),
    ]);

    expect(asked).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 0],
    ]);
  });

  it('is not asked about a kind it does not listen to', () => {
    const asked: AuditEvent[] = [];
    const listens = (event: AuditEvent): Verdict => {
      asked.push(event);
      return USUAL;
    };
    const judge = court([detector('each', 'each', listens), detector('minute', 'minute', listens)]);
    judge.judge(signIn());
    judge.finish();

    expect(asked).toEqual([]);
  });

  it('tells each thing it saw, with the time of the event', () => {
    const each = detector('each', 'each', (event) =>
      anomalous(seen(event, 'low', 'one'), seen(event, 'high', 'other')),
    );
    const judge = court([each]);
    const event = invited();
    judge.judge(event);

    expect(judge.sightings).toMatchObject([
      { detector: { id: 'each' }, at: event.at, seen: { key: 'one' } },
      { detector: { id: 'each' }, at: event.at, seen: { key: 'other' } },
    ]);
  });
});

describe.each(['each', 'minute'] as const)('asked: %s', (asked) => {
  const tuesday = after(MONDAY, 1, 'days');
  const later = (days: number): AuditEvent => mailSent({ at: after(MONDAY, days, 'days') });

  it('only teaches before its time, and judges from then on', () => {
    const judged: AuditEvent[] = [];
    const only = detector('only', asked, (event) => {
      judged.push(event);
      return anomalous(seen(event, 'high'));
    });
    const judge = court([only], (event) => event.at < tuesday);
    const last = invited({ at: tuesday });
    judgeAll(judge, [invited(), mailSent({ at: after(MONDAY, 1) }), last]);
    judge.finish();

    expect(judged).toEqual([last]);
    expect(judge.sightings).toHaveLength(1);
    // The day that only taught is clean: believed from the second day on.
    const dana = judge.store.before(later(2)).of(DANA);
    expect([...dana.habit(domains).values()]).toMatchObject([{ days: 1 }]);
    expect(dana.recent(sentLately)).toHaveLength(1);
  });

  it('raises the peaks it declares, also where an event only teaches', () => {
    const peaked = detector('peaked', asked, () => USUAL, [sentBefore]);
    const judge = court([peaked], (event) => event.at < tuesday);
    judgeAll(judge, [...newsletter(40), ...newsletter(7, after(MONDAY, 4, 'days')), later(4.5)]);
    judge.finish();

    expect(judge.store.before(later(3)).of(DANA).peak(sentBefore)).toEqual([40]);
    expect(judge.store.before(later(6)).of(DANA).peak(sentBefore)).toEqual(expect.arrayContaining([40, 8]));
  });

  it.each(SEVERITIES.map((severity) => ({ severity, flagged: severity !== 'low' })))(
    'flags after a finding of $severity: $flagged',
    ({ severity, flagged }) => {
      const only = detector('only', asked, (event) => anomalous(seen(event, 'low'), seen(event, severity)));
      const judge = court([only]);
      judge.judge(invited());
      judge.finish();

      const weight = (days: number): number | undefined =>
        judge.store.before(later(days)).of(DANA).habit(domains).get('fabrikam.example')?.weight;
      expect([1, 2, 4, 5].filter((days) => weight(days) !== undefined)).toEqual(flagged ? [5] : [2, 4, 5]);
      expect(weight(5)).toBeCloseTo((flagged ? 0.5 : 1) * 2 ** (-5 / 90), 12);
    },
  );

  it('does not flag where nothing was seen', () => {
    const only = detector('only', asked, () => undecided('nothing is known'));
    const judge = court([only]);
    judge.judge(invited());
    judge.finish();

    expect(judge.store.before(later(2)).of(DANA).habit(domains).size).toBe(1);
  });

  it('counts what breaks, with the first message, and its neighbours go on', () => {
    let times = 0;
    const breaks = detector('breaks', asked, () => {
      times += 1;
      throw new TypeError(`no such thing ${times}`);
    });
    const goes = (id: string): Detector => detector(id, asked, (event) => anomalous(seen(event, 'low')));
    const judge = court([goes('before'), breaks, goes('later')]);
    judgeAll(judge, [invited(), mailSent({ at: after(MONDAY, 1) })]);
    judge.finish();

    expect([...judge.unanswered.broken]).toEqual([
      ['breaks', { times: 2, message: 'TypeError: no such thing 1' }],
    ]);
    expect(judge.sightings.map((sighting) => sighting.detector.id).toSorted()).toEqual([
      'before',
      'before',
      'later',
      'later',
    ]);
    expect(judge.store.before(later(0.1)).of(DANA).recent(sentLately)).toHaveLength(1);
  });

  it('counts a peak that breaks as its detector’s, and goes on', () => {
    const breaks: Peak = {
      ...sentBefore,
      id: 'breaks',
      of() {
        throw new RangeError('too high');
      },
    };
    const judge = court([
      detector('peaked', asked, (event) => anomalous(seen(event, 'low')), [breaks, sentBefore]),
    ]);
    judge.judge(mailSent());
    judge.finish();

    expect([...judge.unanswered.broken]).toEqual([['peaked', { times: 1, message: 'RangeError: too high' }]]);
    expect(judge.sightings).toHaveLength(1);
    expect(judge.store.before(later(2)).of(DANA).recent(sentLately)).toHaveLength(1);
  });

  it('counts what was undecided, by detector', () => {
    const unsure = detector('unsure', asked, (event) =>
      event.kind === 'invited' ? undecided('nothing is known') : USUAL,
    );
    const sure = detector('sure', asked, () => USUAL);
    const judge = court([unsure, sure]);
    judgeAll(judge, [
      invited(),
      invited({ at: after(MONDAY, 1) }),
      mailSent({ at: after(MONDAY, 2) }),
      invited({ at: after(MONDAY, 3) }),
    ]);
    judge.finish();

    expect([...judge.unanswered.undecided]).toEqual([['unsure', 3]]);
    expect(judge.unanswered.broken.size).toBe(0);
  });
});
