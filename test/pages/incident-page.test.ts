import { describe, expect, it } from '@jest/globals';
import { storyOf } from '../../shared/incidents/story.ts';
import { SEVERITIES, type Stage } from '../../shared/model/finding.ts';
import type { Story } from '../../shared/model/story.ts';
import { addressSubject, TENANT, type Subject } from '../../shared/model/subject.ts';
import { SPOKEN } from '../../shared/pages/spoken.ts';
import { incidentPage } from '../../shared/pages/incident-page.ts';
import { incidentText } from '../../shared/pages/incident-text.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { GIVEN, valuesIn, wordsFor, wordsOf } from './a-page.ts';
import { aDecision, anIncident, aView } from './a-view.ts';

describe('the page of an incident', () => {
  it('says how bad it is in words, what happened to whom, and since when', () => {
    const words = wordsFor();

    expect(words).toContain('◆ Critical: somebody is inside now');
    expect(words).toContain('Somebody else is using the account of dana.');
    expect(words).toContain('Who dana (dana@contoso.example)');
    expect(words).toContain('Since Mon 2 Mar 2026 10:00 CET · 09:00 UTC');
    expect(words).toContain('Vigil saw it Mon 2 Mar 2026 10:09 CET · 09:09 UTC');
    expect(words).toContain('Stages inside, spreading');
    expect(words).toContain('INC-7F3K2Q, open');
  });

  it('has its sections in the order in which they are needed', () => {
    const page = incidentPage(aView({ decisions: [aDecision()] }, { guests: ['36 guests'] }), GIVEN);

    expect([...page.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, title]) => title)).toEqual([
      'What happened, in order',
      'Who was mailed',
      'Which guests were made',
      'How they got past MFA',
      'What to do now',
      'A warning you can send to those who were mailed',
      'What these records do not tell',
      'Say what you know',
      'What was decided',
      'Evidence, for whoever checks this (times in UTC)',
    ]);
  });

  it('leads to what to do from its first lines', () => {
    expect(valuesIn(incidentPage(aView(), GIVEN), 'a', 'href').slice(0, 2)).toEqual(['#now', '#decide']);
    expect(wordsFor({}, { now: [] })).not.toContain('What to do now');
  });

  it.each<{ name: string; at: Date; timeZone: string; expected: string }>([
    {
      name: 'the zone and UTC',
      at: MONDAY,
      timeZone: 'Europe/Stockholm',
      expected: 'Mon 2 Mar 2026, CET 10:00 · 09:00 UTC It',
    },
    {
      name: 'another day in UTC',
      at: new Date('2026-03-01T23:30:00Z'),
      timeZone: 'Europe/Stockholm',
      expected: 'Mon 2 Mar 2026, CET 00:30 · Sun 1 Mar 2026 23:30 UTC It',
    },
    { name: 'UTC once', at: MONDAY, timeZone: 'UTC', expected: 'Mon 2 Mar 2026, UTC 09:00 It' },
  ])('tells the time of what happened: $name', ({ at, timeZone, expected }) => {
    const page = incidentPage(aView({ timeZone }, { happened: [{ at, title: 'It', because: [] }] }), GIVEN);

    expect(wordsOf(page.replaceAll('<', ' <'))).toContain(expected);
    expect(valuesIn(page, 'time', 'datetime')).toContain(at.toISOString());
  });

  it('names a day once, and again where its zone changes', () => {
    const summer = new Date('2026-03-29T00:30:00Z');
    const happened = [
      { at: MONDAY, title: 'a', because: [] },
      { at: after(MONDAY, 5), title: 'b', because: ['c'] },
      { at: summer, title: 'd', because: [] },
      { at: after(summer, 1, 'hours'), title: 'e', because: [] },
    ];
    const page = incidentPage(aView({}, { happened }), GIVEN);

    expect([...page.matchAll(/<h3>([^<]+, CES?T)</g)].map(([, day]) => day)).toEqual([
      'Mon 2 Mar 2026, CET',
      'Sun 29 Mar 2026, CET',
      'Sun 29 Mar 2026, CEST',
    ]);
  });

  it('writes moments within a text in the zone of its reader, with UTC behind them', () => {
    const page = incidentPage(aView(), GIVEN);

    expect(wordsOf(page)).toContain('the sign-in before: Stockholm, Mon 2 Mar 2026 00:30 CET');
    expect(valuesIn(page, 'time', 'title')).toEqual(['Sun 1 Mar 2026 23:30 UTC']);
  });

  it('leaves a moment that is none as it is', () => {
    expect(wordsFor({}, { mailed: ['at 2026-13-99T99:99:99Z'] })).toContain('at 2026-13-99T99:99:99Z');
  });

  it('numbers the steps through, with their places and commands', () => {
    const step = (what: string): Story['now'][number]['steps'][number] => ({ what });
    const now: Story['now'] = [
      { condition: 'If it was not dana', steps: [step('a'), step('b')] },
      {
        condition: 'In any case',
        steps: [{ what: 'c', why: 'd', where: 'entra.microsoft.com > Users > x' }],
      },
      {
        condition: undefined,
        steps: [{ what: 'e', where: 'evil.example > Users', command: "Set-Mailbox 'x'" }],
      },
    ];
    const page = incidentPage(aView({}, { now }), GIVEN);

    expect(valuesIn(page, 'ol', 'start')).toEqual(['1', '3', '4']);
    expect(wordsOf(page)).toContain('What to do now: 4 steps');
    expect(wordsOf(page)).toMatch(/If it was not dana: A\. B\. In any case: C\. D\. entra.*Set-Mailbox 'x'/);
    expect(wordsOf(page)).toContain('Commands need Exchange Online PowerShell: Connect-ExchangeOnline');
    expect(valuesIn(page, 'a', 'href').filter((href) => href.startsWith('https:'))).toEqual([
      'https://entra.microsoft.com',
      'https://db-ip.com',
    ]);
  });

  it.each([
    ['cut', `Set-Mailbox '${'a'.repeat(1_000)}'`],
    ['with an unseen character', "Set-Mailbox 'a\u202Eb'"],
  ])('shows no command that would be %s', (_how, command) => {
    expect(wordsFor({}, { now: [{ condition: undefined, steps: [{ what: 'a', command }] }] })).not.toMatch(
      /Set-Mailbox|Commands need/,
    );
  });

  it('has a warning to copy, and names whose data places addresses', () => {
    const page = incidentPage(aView(), GIVEN);

    expect(page).toMatch(/<pre class="copy"[^>]*>You have received a mail with the subject &quot;Invoice/);
    expect(page).toContain('<a href="https://db-ip.com" rel="noreferrer">IP Geolocation by DB-IP</a>');
    expect(page).toContain('<html lang="en">');
  });

  it.each<[Subject, string]>([
    [{ ...DANA, name: 'Dana@Contoso.example' }, 'Who Dana@Contoso.example Since'],
    [addressSubject('198.51.100.7'), 'Who 198.51.100.7 Since'],
    [{ kind: 'app', id: '5f3c', name: 'Backup' }, 'Who the app Backup (5f3c) Since'],
    [TENANT, 'Who not named by the records Since'],
  ])('says who: %j', (about, expected) => {
    const page = incidentPage(aView({ incident: anIncident({ about }) }), GIVEN);

    expect(wordsOf(page.replaceAll('</d', ' </d'))).toContain(expected);
  });

  it('leads to linked incidents with its own key, and names what it was', () => {
    const incident = anIncident({ linked: ['INC-AAAAAA', 'javascript:alert(1)'] });
    const page = incidentPage(aView({ incident, formerly: ['INC-BBBBBB'], isOpen: false }), GIVEN);

    expect(valuesIn(page, 'a', 'href')).toContain('INC-AAAAAA?code=k%3D');
    expect(valuesIn(page, 'a', 'href').join(' ')).not.toContain('javascript');
    expect(wordsOf(page)).toContain('Formerly INC-BBBBBB');
    expect(wordsOf(page)).toContain('INC-7F3K2Q, closed: nothing more was seen for three days');
  });

  it('leaves out what there is nothing of', () => {
    const nothing = {
      happened: [],
      mailed: [],
      guests: [],
      pastMfa: [],
      now: [],
      notKnown: [],
      evidence: [],
    };
    const page = incidentPage(aView({}, { ...nothing, warning: undefined }), GIVEN);

    expect([...page.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, title]) => title)).toEqual([
      'Say what you know',
      'What was decided',
    ]);
  });

  it('speaks of severities and stages as the text in a terminal does', () => {
    const stages: readonly Stage[] = [
      'credential-known',
      'inside',
      'hiding',
      'spreading',
      'staying',
      'weakened',
    ];
    for (const severity of SEVERITIES) {
      const incident = anIncident({ severity, stages });
      const style = { timeZone: 'UTC', width: 200, strong: (words: string) => words };
      const lines = incidentText(storyOf(incident), style).split('\n');
      const words = wordsFor({ incident });

      expect(lines[0]).toBe(`${SPOKEN[severity].words}.  ${incident.id}`);
      expect(words).toContain(lines.find((line) => line.startsWith('Stages'))?.replaceAll(/\s+/g, ' '));
    }
  });
});
