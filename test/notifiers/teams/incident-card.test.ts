import { describe, expect, it } from '@jest/globals';
import { SEVERITIES } from '../../../shared/model/finding.ts';
import type { Notice } from '../../../shared/model/notice.ts';
import { cardOf } from '../../../shared/notifiers/teams/card.ts';
import { after, MONDAY } from '../../support/events.ts';
import { CONTEXT, drillNotice, incident, incidentNotice, THEFT } from './notices.ts';
import { linesOf } from './reading.ts';

const told = (notice: Notice, context = CONTEXT): readonly string[] => linesOf(cardOf(notice, context));
const ATTRIBUTION = 'IP Geolocation by DB-IP (https://db-ip.com)';

describe('an incident', () => {
  it('says which cards before it could not be posted', () => {
    const parked = [{ what: 'INC-AAAAAA', why: 'the flow is off' }];
    const lines = told({ ...incidentNotice(), parked });

    expect(lines).toContain('What could not be posted');
    expect(lines.join(' ')).toMatch(/INC-AAAAAA.*The flow is off/);
    expect(told(incidentNotice())).not.toContain('What could not be posted');
  });

  it('is told whole: what, who, how, and what to do', () => {
    expect(told(incidentNotice())).toEqual([
      '◆ Critical: somebody is inside now',
      'Somebody else is using the account of Dana Reyes and is writing to or inviting your contacts.',
      'Update 1 of INC-7F3K2Q: a new incident',
      'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC), seen 10:09 CET (09:09 UTC)',
      'Last event 10:50 CET (09:50 UTC)',
      'dana@fjordline.example',
      'What happened, in order',
      'Mon 2 Mar 2026, CET',
      '10:00 | 09:00 UTC || Signed in from Lagos, Nigeria, on a rented server. | Nigeria is new for Dana Reyes. | Nobody here has signed in from there. | Address 198.51.100.7, network DigitalOcean, LLC (AS14061).',
      '10:02 | 09:02 UTC || Added a phone as a way to pass MFA.',
      '10:19 | 09:19 UTC || Mailed 214 people, 187 of them for the first time.',
      '10:50 | 09:50 UTC || Made 36 guests.',
      'Who was mailed',
      '214 people with the subject "Invoice".',
      'ada@a.example, bo@b.example and 212 more.',
      'Which guests were made',
      '36 guests: ada@a.example, bo@b.example and 34 more.',
      'Whether they have accepted is not in these records. By default every member of a tenant may invite guests.',
      'How they got past MFA',
      'It was not asked: security defaults decided that this sign-in did not need it.',
      'From then on with a method of their own: Phone, added Mon 2 Mar 2026 10:02 CET (09:02 UTC).',
      'What to do now',
      '1 || Block sign-in of Dana Reyes and sign the account out everywhere. | admin.microsoft.com > Users > Active users > Dana Reyes > Block sign-in, then Sign out of all sessions',
      '2 || Reset the password of Dana Reyes. | admin.microsoft.com > Users > Active users > Dana Reyes > Reset password',
      '3 || Remove the phone that was added. | entra.microsoft.com > Users > Dana Reyes',
      '4 more, on the page of the incident',
      'What is not known',
      'Which mails were read: that is recorded on some plans only.',
      'Who opened the mail, and who followed it.',
      'Evidence, for whoever checks this (times in UTC)',
      '2026-03-02T09:00:00Z unfamiliar-sign-in (T1078.004): sign-ins 9f0c',
      '2026-03-02T09:02:00Z mfa-method-added: sign-ins 9f0c',
      '2026-03-02T09:19:00Z mass-send: sign-ins 9f0c',
      '2026-03-02T09:50:00Z guest-burst: sign-ins 9f0c',
      ATTRIBUTION,
    ]);
  });

  it.each(SEVERITIES.map((severity) => ({ severity })))(
    'that is $severity says so in words and a shape',
    ({ severity }) => {
      const card = cardOf(incidentNotice({}, incident({ severity })), CONTEXT);
      const spoken = {
        critical: '◆ Critical: somebody is inside now',
        high: '▲ High: act today',
        medium: '● Medium: look today',
        low: '○ Low: for the record',
      };

      expect(linesOf(card)[0]).toBe(spoken[severity]);
      expect(card.speak).toBe(`${spoken[severity].slice(2)}. A card of Vigil.`);
      expect(card.fallbackText.startsWith(spoken[severity].slice(2))).toBe(true);
    },
  );

  it.each([
    { why: 'severity', says: 'it became more severe' },
    { why: 'stage', says: 'it reached a new stage' },
    { why: 'size', says: 'it grew to four times what was told' },
    { why: 'change', says: 'it changed after it was acknowledged' },
  ] as const)('that is told again says why: $why', ({ why, says }) => {
    expect(told(incidentNotice({ update: 3, why }))).toContain(`Update 3 of INC-7F3K2Q: ${says}`);
  });

  it.each([
    { zone: 'UTC', line: 'First event Mon 2 Mar 2026 09:00 UTC, seen 09:09 UTC', row: '09:00 || Signed in' },
    {
      zone: 'America/New_York',
      line: 'First event Mon 2 Mar 2026 04:00 GMT-5 (09:00 UTC), seen 04:09 GMT-5 (09:09 UTC)',
      row: '04:00 | 09:00 UTC ||',
    },
    {
      zone: 'Pacific/Kiritimati',
      line: 'First event Mon 2 Mar 2026 23:00 GMT+14 (09:00 UTC), seen 23:09 GMT+14 (09:09 UTC)',
      row: '23:00 | 09:00 UTC ||',
    },
    {
      zone: 'Pacific/Pago_Pago',
      line: 'First event Sun 1 Mar 2026 22:00 GMT-11 (Mon 2 Mar 2026 09:00 UTC), seen 22:09 GMT-11 (Mon 2 Mar 2026 09:09 UTC)',
      row: '22:00 | Mon 2 Mar 2026 09:00 UTC ||',
    },
  ])('has its times in $zone and in UTC', ({ zone, line, row }) => {
    const lines = told(incidentNotice(), { ...CONTEXT, timeZone: zone });

    expect(lines).toContain(line);
    expect(lines.some((one) => one.startsWith(row))).toBe(true);
  });

  it('says of another day which, wherever something is left out', () => {
    const days = THEFT.map((one, at) => ({
      ...one,
      at: after(MONDAY, at, 'days'),
      last: after(MONDAY, at, 'days'),
    }));
    const lines = told(incidentNotice({}, incident({ findings: days })));

    expect(lines.find((line) => line.includes('Made 36'))).toMatch(
      /^10:00 \| Thu 5 Mar 2026 \| 09:00 UTC \|\| /,
    );
  });

  it('that was seen at once does not say when twice', () => {
    expect(told(incidentNotice({ seenAt: MONDAY }))).toContain(
      'First event Mon 2 Mar 2026 10:00 CET (09:00 UTC)',
    );
  });

  it('without a page has all steps, their commands, and the text to send', () => {
    const card = cardOf(incidentNotice({ page: undefined }), { ...CONTEXT, appHost: undefined });
    const lines = linesOf(card);

    expect(lines.some((line) => line.startsWith('7 || '))).toBe(true);
    expect(
      lines.some((line) =>
        line.includes("Update-MgUser -UserId 'dana@fjordline.example' -AccountEnabled:$false"),
      ),
    ).toBe(true);
    expect(lines).toContain('A text to send to those who were reached');
    expect(card.actions?.map(({ title }) => title)).toEqual(['Users, in the admin center', 'Entra']);
  });

  it('has no command that could not be shown as it is', () => {
    const notice = incidentNotice({ page: undefined });
    const now = [{ condition: undefined, steps: [{ what: 'Do it', command: "Remove-X '\u202Ea'" }] }];

    expect(told({ ...notice, story: { ...notice.story, now } }).join('\n')).not.toContain('Remove-X');
  });

  it('names no place and nobody who places it where none is shown', () => {
    const bare = THEFT.slice(2).map((one) => ({ ...one, facts: { recipientCount: 3 } }));

    expect(told(incidentNotice({}, incident({ findings: bare })))).not.toContain(ATTRIBUTION);
  });

  it.each([
    { name: 'http', page: 'http://vigil.example/x' },
    { name: 'another host', page: 'https://vigil.example.evil.example/x' },
    { name: 'another port', page: 'https://vigil.example:8443/x' },
    { name: 'a script', page: 'javascript:alert(1)' },
    { name: 'a name before the host', page: 'https://a@vigil.example/x' },
    { name: 'no address', page: 'vigil' },
  ])('has no button to $name', ({ page }) => {
    expect(cardOf(incidentNotice({ page }), CONTEXT).actions?.map(({ url }) => new URL(url).host)).toEqual([
      'admin.microsoft.com',
      'entra.microsoft.com',
    ]);
  });

  it('has a button to this machine where the app is on it', () => {
    const card = cardOf(incidentNotice({ page: 'http://127.0.0.1:7071/i' }), {
      ...CONTEXT,
      appHost: '127.0.0.1:7071',
    });

    expect(card.actions?.[0]).toMatchObject({ title: 'Open INC-7F3K2Q', url: 'http://127.0.0.1:7071/i' });
  });
});

describe('a drill', () => {
  it('says so in its first words, whoever reads them', () => {
    const card = cardOf(drillNotice(), CONTEXT);

    for (const first of [linesOf(card)[0], card.speak, card.fallbackText])
      expect(first).toMatch(/^Drill: nothing has happened/);
    expect(linesOf(card)).toContain('Update 1 of INC-DRILL0, which is no incident');
    expect(linesOf(card)).toContain('What to do now, if it were real');
  });
});
