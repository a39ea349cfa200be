import { describe, expect, it } from '@jest/globals';
import type { Notice } from '../../../shared/model/notice.ts';
import { cardOf } from '../../../shared/notifiers/teams/card.ts';
import {
  connectionNotice,
  CONTEXT,
  digestNotice,
  EVERY_KIND,
  heartbeatNotice,
  incidentLine,
  listNotice,
  looseLine,
} from './notices.ts';
import { linesOf, waysOut } from './reading.ts';

const told = (notice: Notice, context = CONTEXT): readonly string[] => linesOf(cardOf(notice, context));
const ADA = { kind: 'user', id: 'ada@fjordline.example', name: 'Ada' } as const;
const ATTRIBUTION = 'IP Geolocation by DB-IP (https://db-ip.com)';
const HOSTS = new Set(['vigil.example', 'db-ip.com', 'admin.microsoft.com', 'entra.microsoft.com']);

describe('every card', () => {
  it.each(EVERY_KIND.map((notice) => ({ kind: notice.kind, notice })))(
    '$kind has what clients and readers need',
    ({ notice }) => {
      const card = cardOf(notice, CONTEXT);

      expect(card).toMatchObject({ version: '1.4', lang: 'en', msteams: { width: 'Full' } });
      expect(card.speak).toMatch(/A card of Vigil\.$/);
      expect(card.fallbackText.length).toBeGreaterThan(20);
      expect(JSON.stringify(card)).not.toMatch(/null|"Image"|"items":\[\]|"inlines":\[\]|"actions":\[\]/);
      expect(waysOut(card).filter(({ url }) => !HOSTS.has(new URL(url).host))).toEqual([]);
    },
  );
});

describe('a list', () => {
  it('has the worst first, each with its id, its time and its page', () => {
    const card = cardOf(listNotice(), CONTEXT);

    expect(linesOf(card)).toEqual([
      '◆ Critical: somebody is inside now',
      '3 incidents at once, told together.',
      'Incidents, the worst first',
      '◆ Critical: Somebody else is using the account of Dana Reyes and is writing to or inviting your contacts.',
      'INC-7F3K2Q',
      'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC), last 10:50 CET (09:50 UTC)',
      '▲ High: Mail of Ada is forwarded outside.',
      'INC-BBBBBB',
      'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC), last 10:50 CET (09:50 UTC)',
      '● Medium: The account of Bo was guessed at.',
      'INC-AAAAAA',
      'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC), last 10:50 CET (09:50 UTC)',
      ATTRIBUTION,
    ]);
    expect(card.actions?.map(({ title }) => title)).toEqual([
      'Open INC-7F3K2Q',
      'Open INC-BBBBBB',
      'Open INC-AAAAAA',
    ]);
  });

  it('says how many it leaves out', () => {
    expect(told(listNotice({ incidents: Array.from({ length: 33 }, () => incidentLine()) }))).toContain(
      '13 more, each on its own page',
    );
  });

  it.each<{ notice: Notice; first: string; sentence: string }>([
    { notice: listNotice({ incidents: [] }), first: 'Nothing found', sentence: 'No incident was found.' },
    {
      notice: listNotice({ kind: 'look-back', incidents: [] }),
      first: 'Nothing found',
      sentence: 'Vigil has read the logs of the past and found no incident in them.',
    },
    {
      notice: listNotice({ kind: 'look-back' }),
      first: 'Found in the past',
      sentence: '3 incidents in the logs from before Vigil was watching; the worst of them: critical.',
    },
  ])('says what it is: $first', ({ notice, first, sentence }) => {
    expect(told(notice).slice(0, 2)).toEqual([first, sentence]);
  });
});

describe('what Vigil says of itself', () => {
  it.each<{ name: string; notice: Notice; lines: readonly string[] }>([
    {
      name: 'a connection with something missing',
      notice: connectionNotice(),
      lines: [
        'Vigil is connected, and something is missing',
        'It reads 1 of 2 logs; what is missing stands below.',
        'What it reads',
        'Unified audit log: read',
        'Message traces: not read',
        'This tenant has no mailbox yet.',
        'What does not work',
        'The directory cannot be read: grant Directory.Read.All.',
        'What makes a takeover easy here',
        'Every member may invite guests.',
        'entra.microsoft.com > External Identities > External collaboration settings',
        'What it cannot see',
        'Which mails were read.',
      ],
    },
    {
      name: 'a connection that works',
      notice: connectionNotice({
        sources: [{ title: 'Sign-ins', isRead: true, problem: undefined }],
        problems: [],
        gaps: [],
        notVisible: [],
      }),
      lines: ['Vigil is connected', 'It reads 1 of 1 log.', 'What it reads', 'Sign-ins: read'],
    },
    {
      name: 'a connection that reads nothing',
      notice: connectionNotice({
        sources: [{ title: 'Sign-ins', isRead: false, problem: undefined }],
        problems: [],
        gaps: [],
        notVisible: [],
      }),
      lines: [
        'Vigil is connected, and can read no log yet',
        'It reads 0 of 1 log; what is missing stands below.',
        'What it reads',
        'Sign-ins: not read',
      ],
    },
    {
      name: 'a digest',
      notice: digestNotice(),
      lines: [
        'Vigil needs you: something does not work',
        '1 quiet incident, 2 findings that alone are no alarm, 2 findings muted and 1 card that could not be posted.',
        'From Mon 2 Mar 2026 10:00 CET (09:00 UTC) to Tue 3 Mar 2026 10:00 CET (09:00 UTC)',
        'What could not be posted',
        'INC-AAAAAA, update 1.',
        'There is no flow at this address.',
        'Quiet incidents',
        '○ Low: Mail of Ada is forwarded to an own domain.',
        'INC-7F3K2Q',
        'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC), last 10:50 CET (09:50 UTC)',
        'Seen, and alone no alarm',
        'The account of Dana Reyes signed in from Oslo, Norway, which is not usual for Dana Reyes.',
        '3 times, first Mon 2 Mar 2026 10:00 CET (09:00 UTC), last 11:30 CET (10:30 UTC)',
        'Also, Mon 2 Mar 2026 10:00 CET (09:00 UTC): Invited a guest for the first time.',
        'Muted',
        'A mute kept 2 findings quiet. Mutes end by themselves.',
        'What makes a takeover easy here',
        'Every member may invite guests.',
        'entra.microsoft.com > External Identities > External collaboration settings',
        ATTRIBUTION,
      ],
    },
    {
      name: 'a digest of mutes',
      notice: digestNotice({ quiet: [], loose: [], parked: [], gaps: [], muted: 1 }),
      lines: [
        '○ For the record',
        '1 finding muted. There is nothing to do.',
        expect.stringMatching(/^From /) as unknown as string,
        'Muted',
        'A mute kept 1 finding quiet. Mutes end by themselves.',
      ],
    },
    {
      name: 'a digest of what alone is no alarm',
      notice: digestNotice({
        quiet: [],
        parked: [],
        gaps: [],
        muted: 0,
        loose: [looseLine({ about: ADA, seen: looseLine().seen.slice(1) })],
      }),
      lines: [
        '○ For the record',
        '1 finding that alone is no alarm. There is nothing to do, unless something here looks wrong to you.',
        expect.stringMatching(/^From /) as unknown as string,
        'Seen, and alone no alarm',
        'The account of Ada invited a guest for the first time.',
        'Mon 2 Mar 2026 10:00 CET (09:00 UTC)',
        ATTRIBUTION,
      ],
    },
    {
      name: 'a heartbeat',
      notice: heartbeatNotice(),
      lines: [
        'Vigil is watching',
        'No incident was told. Vigil has read 12,345 records so far. There is nothing to do.',
        'From Mon 2 Mar 2026 10:00 CET (09:00 UTC) to Mon 9 Mar 2026 10:00 CET (09:00 UTC)',
      ],
    },
    {
      name: 'a heartbeat with trouble',
      notice: heartbeatNotice({ incidents: 2, problems: ['sign-ins cannot be read'] }),
      lines: [
        'Vigil is watching, but something does not work',
        '2 incidents were told. Vigil has read 12,345 records so far.',
        expect.stringMatching(/^From /) as unknown as string,
        'What does not work',
        'Sign-ins cannot be read.',
      ],
    },
  ])('$name', ({ notice, lines }) => {
    expect(told(notice)).toEqual(lines);
  });
});

describe('a digest with much that alone is no alarm', () => {
  const [one] = looseLine().seen;
  const many = (count: number): readonly (typeof one & object)[] =>
    one === undefined ? [] : Array.from({ length: count }, () => one);

  it('has twenty lines, and says how many it leaves out', () => {
    const loose = Array.from({ length: 33 }, () => looseLine({ about: ADA, seen: many(1) }));
    const lines = told(digestNotice({ quiet: [], loose, parked: [], gaps: [], muted: 0 }));

    expect(lines.filter((line) => line.includes('signed in from Oslo'))).toHaveLength(20);
    expect(lines).toContain('13 more');
  });

  it('tells three things of one account', () => {
    const lines = told(digestNotice({ quiet: [], loose: [looseLine({ seen: many(9) })] }));

    expect(lines.filter((line) => /signed in from Oslo/i.test(line))).toHaveLength(3);
    expect(lines).toContain('and 6 more');
  });
});
