import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import { createJudge } from '../../shared/pipeline/judge.ts';
import { isRead, read, type RawRecord } from '../../shared/sources/index.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { FIXTURES } from '../support/recordings.ts';

interface Labelled {
  readonly case: string;
  readonly rule: string;
  readonly test: string;
  /** Whether their rule alerts. */
  readonly expected: boolean;
  readonly log: RawRecord;
}

interface Answer {
  /** The detectors that speak. */
  readonly speaks?: readonly string[];
  /** Why Vigil is silent where their rule alerts, or speaks where it does not. */
  readonly differs?: string;
}

const SILENT: Answer = {};
const FIRST_SIGHT = 'nobody watched this user before one sign-in: unfamiliar-sign-in is undecided';

/** Vigil's answer to each case, judged alone with an empty memory. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  P01: { differs: 'a detector for weakened sign-in methods comes later' },
  P02: SILENT,
  P03: { differs: `a detector for device codes comes later; ${FIRST_SIGHT}` },
  P04: SILENT,
  P05: { differs: 'a detector for federation comes later' },
  P06: SILENT,
  P07: {
    differs: 'rights over Azure resources are not judged: Vigil watches the tenant, its mail and its people',
  },
  P08: SILENT,
  P09: { differs: 'one locked account is no burst: Microsoft stopped it, and guessing takes fifteen tries' },
  P10: SILENT,
  P11: SILENT,
  P12: { differs: 'one failure is no burst, and what a service does is not a person signing in' },
  P13: SILENT,
  P23: SILENT,
  P24: { differs: `a detector for legacy protocols comes later; ${FIRST_SIGHT}` },
  P25: SILENT,
  P26: { differs: 'a detector for weakened Conditional Access comes later' },
  P27: SILENT,
  P28: SILENT,
  P29: { differs: `a detector for Microsoft’s own verdicts comes later; ${FIRST_SIGHT}` },
  P30: SILENT,
  P31: { differs: 'a detector for weakened Conditional Access comes later' },
  P32: { differs: 'a detector for weakened Conditional Access comes later' },
  P33: SILENT,
  P39: { speaks: ['admin-role-granted'] },
  P40: SILENT,
  P41: {
    speaks: ['admin-role-granted'],
    differs:
      'a role granted outside PIM is an alert here: a small tenant has no PIM, and a thief does not use it',
  },
  P42: { differs: `a detector for legacy protocols and ROPC comes later; ${FIRST_SIGHT}` },
  P43: SILENT,
  P44: { differs: 'a detector for credentials of apps comes later' },
  P45: SILENT,
  P46: { differs: `an app of Microsoft’s own reaching Graph is every developer’s day; ${FIRST_SIGHT}` },
  P47: SILENT,
  P50: SILENT,
  P51: SILENT,
  P52: SILENT,
  P53: { differs: 'one file shared outside is what people do: a detector for many comes later' },
  P54: SILENT,
  P55: {
    speaks: ['mfa-method-added'],
    differs:
      'their rule asks for methods removed; one added is kept here as low evidence of somebody who stays',
  },
  P56: { differs: 'a detector for methods removed comes later' },
  P67: { differs: 'security alerts of Defender are no log of this tenant that Vigil reads: set aside' },
  P68: { differs: 'security alerts of Defender are no log of this tenant that Vigil reads: set aside' },
  P69: SILENT,
  P70: SILENT,
};

const cases = readFileSync(join(FIXTURES, 'panther-dev/cases.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

/** The detectors that speak about a record with nothing before it; those that broke speak too, as `broken`. */
function speakers(log: RawRecord): readonly string[] {
  const reading = read(log);
  if (!isRead(reading) || reading.event === undefined) return [];
  const ownDomains = new Set(reading.ownDomains);
  const store = memoryStore(declaredBy(detectors), () => (ownDomains.size === 0 ? undefined : ownDomains));
  const spoke = new Set<string>();
  const judge = createJudge(detectors, store, ({ detector }) => spoke.add(detector.id));
  judge.judge({ ...reading.event, place: { networkClass: 'unknown' } });
  judge.finish();
  return [...spoke, ...[...judge.unanswered.broken.keys()].map((id) => `broken: ${id}`)].toSorted();
}

describe('the labelled cases of Panther', () => {
  it('are 44, and each has its answer', () => {
    expect(cases).toHaveLength(44);
    expect(Object.keys(ANSWERS).toSorted()).toEqual(cases.map((one) => one.case).toSorted());
  });

  it.each(cases)('$case $rule: $test ($expected)', ({ case: name, expected, log }) => {
    const { speaks = [], differs } = ANSWERS[name] ?? {};

    expect(speakers(log)).toEqual(speaks);
    expect(differs === undefined ? 'as labelled' : 'differs').toBe(
      speaks.length > 0 === expected ? 'as labelled' : 'differs',
    );
  });

  it('are all read, but for alerts, which are set aside by their names', () => {
    const aside = cases.flatMap(({ case: name, log }) => {
      const one = read(log);
      return isRead(one) ? [] : [[name, one.recordId === log['id'], one.why]];
    });

    expect(aside).toEqual(
      ['P67', 'P68', 'P69', 'P70'].map((name) => [
        name,
        true,
        'a shape Vigil does not know (it begins with tenantId, id, title, description)',
      ]),
    );
  });
});
