import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../../shared/model/finding.ts';
import type { IncidentNotice, Notice } from '../../../shared/model/notice.ts';
import { cardOf } from '../../../shared/notifiers/teams/card.ts';
import { bytesOf, MOST_BYTES, MOST_BYTES_AGAIN } from '../../../shared/notifiers/teams/fit.ts';
import { after, MONDAY } from '../../support/events.ts';
import { FILLED } from './filled.ts';
import {
  connectionNotice,
  CONTEXT,
  digestNotice,
  heartbeatNotice,
  incident,
  incidentLine,
  incidentNotice,
  listNotice,
  looseLine,
  THEFT,
} from './notices.ts';
import { linesOf } from './reading.ts';

/** Names of 300 characters: Hebrew with points, Arabic, Thai and Devanagari with marks, and quotes, which cost most. */
const NAMES = ['שָׁלוֹם ', 'محمّد ', 'ก็ำ้ ', 'क्षि ', 'e\u0323\u0302 ', '"\\'].map((part) =>
  Array.from({ length: 300 }, () => part)
    .join('')
    .slice(0, 300),
);
const nameAt = (at: number): string => NAMES[at % NAMES.length] ?? '';

/** 5,000 people mailed, 400 guests, 200 findings of twelve detectors, every name of 300 characters. */
function worst(given: Partial<IncidentNotice> = {}): IncidentNotice {
  const about = { kind: 'user', id: `${nameAt(0)}@fjordline.example`, name: nameAt(0) } as const;
  const findings = Array.from({ length: 200 }, (_, at): Finding => {
    const base = THEFT[at % THEFT.length] as Finding;
    return {
      ...base,
      about,
      detector: `detector-${at % 12}`,
      key: `${at}`,
      at: after(MONDAY, at),
      last: after(MONDAY, at + 30),
      title:
        at % 4 === 2
          ? 'Mailed 5000 people, 4800 of them for the first time'
          : `${base.title} (${nameAt(at)})`,
      evidence: Array.from({ length: 50 }, (_unused, id) => ({
        source: 'sign-ins',
        id: `id-${at}-${id}`,
        at: MONDAY,
      })),
      facts: {
        ...base.facts,
        ...(base.facts['recipientCount'] === undefined
          ? {}
          : { recipientCount: 5_000, recipients: people(5_000), subject: nameAt(at) }),
        ...(base.facts['guests'] === undefined ? {} : { guestCount: 400, guests: people(400) }),
      },
    };
  });
  const of = incident({
    about,
    findings,
    lastSeen: after(MONDAY, 230),
    title: `Somebody else is using the account of ${about.name} and is writing to or inviting your contacts`,
  });
  return incidentNotice(given, of);
}

function people(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `${nameAt(at)}${at}@a.example`);
}

const long = (): string => nameAt(5).repeat(40);
const many = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);

function hugeLoose(): ReturnType<typeof looseLine> {
  const about = { kind: 'user', id: nameAt(0), name: nameAt(1) } as const;
  const [one] = looseLine().seen;
  return looseLine({ about, seen: one === undefined ? [] : many(40, { ...one, title: long() }) });
}

describe('a card is never too large', () => {
  it.each<{ name: string; notice: Notice }>([
    { name: 'the worst incident', notice: worst() },
    { name: 'the worst incident without a page', notice: worst({ page: undefined }) },
    {
      name: '1,000 incidents at once',
      notice: listNotice({ incidents: many(1_000, incidentLine({ title: long() })) }),
    },
    {
      name: 'a digest of everything',
      notice: digestNotice({
        quiet: many(300, incidentLine({ title: long() })),
        loose: many(300, hugeLoose()),
        problems: many(50, long()),
        gaps: many(50, { what: long(), where: long() }),
        parked: many(500, { what: long(), why: long() }),
      }),
    },
    {
      name: 'a digest of what alone is no alarm',
      notice: digestNotice({ quiet: [], parked: [], gaps: [], loose: many(300, hugeLoose()) }),
    },
    {
      name: 'a connection where nothing works',
      notice: connectionNotice({
        sources: many(9, { title: long(), isRead: false, problem: long() }),
        problems: many(50, long()),
        notVisible: many(50, long()),
        gaps: many(50, { what: long(), where: long() }),
      }),
    },
    {
      name: 'a heartbeat with troubles',
      notice: heartbeatNotice({
        problems: many(90, long()),
        parked: many(90, { what: long(), why: long() }),
      }),
    },
    ...Object.entries(FILLED).map(([name, fill]) => ({ name: `${name} full of quotes`, notice: fill(long) })),
  ])('$name', ({ notice }) => {
    const card = cardOf(notice, CONTEXT);
    const again = cardOf(notice, CONTEXT, MOST_BYTES_AGAIN);

    expect(bytesOf(card)).toBeLessThanOrEqual(MOST_BYTES);
    expect(bytesOf(again)).toBeLessThanOrEqual(MOST_BYTES_AGAIN);
    expect(linesOf(card).filter((line) => /\p{Surrogate}/u.test(line))).toEqual([]);
  });
});

describe('the worst incident', () => {
  const card = cardOf(worst(), CONTEXT);
  const lines = linesOf(card);

  it('uses the room there is', () => {
    expect(bytesOf(card)).toBeGreaterThan(20_000);
  });

  it('keeps what is to be known first, and what is to be done', () => {
    expect(lines[0]).toBe('◆ Critical: somebody is inside now');
    expect(lines[1]).toMatch(
      /^Somebody else is using the account of .{60,130}… and is writing to or inviting your contacts\.$/,
    );
    expect(lines.filter((line) => /^[123] \|\| /.test(line))).toHaveLength(3);
    expect(lines.some((line) => line.startsWith('5000 people with the subject'))).toBe(true);
    expect(lines.some((line) => line.startsWith('400 guests: '))).toBe(true);
  });

  it('says how much it left out, and where that is', () => {
    expect(
      lines.filter((line) => / more(?: in between)?, on the page of the incident$/.test(line)).length,
    ).toBeGreaterThanOrEqual(3);
  });

  it('drops evidence before anything else', () => {
    const notice = worst();
    const sizes = [60_000, 26_000, 20_000, 14_000].map((most) => linesOf(cardOf(notice, CONTEXT, most)));
    const counts = sizes.map((all) => ({
      evidence: all.filter((line) => /Z detector-\d+/.test(line)).length,
      story: all.filter((line) => /^\d\d:\d\d /.test(line)).length,
    }));

    expect(counts[0]).toEqual({ evidence: 5, story: 12 });
    for (const { evidence, story } of counts) expect(evidence === 0 || story === 12).toBe(true);
  });
});
