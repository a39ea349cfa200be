import { describe, expect, it } from '@jest/globals';
import { keyOf, TENANT } from '../../shared/model/subject.ts';
import { tagOf } from '../../shared/pages/html/choices.ts';
import { decidedPage } from '../../shared/pages/html/message.ts';
import { incidentPage } from '../../shared/pages/incident-page.ts';
import { after, DANA, MONDAY } from '../support/events.ts';
import { GIVEN, valuesIn, wordsFor, wordsOf } from './a-page.ts';
import { aDecision, aView, INSIDE, MAILED } from './a-view.ts';
import { tokensOf } from './html-tokens.ts';

describe('the forms of the page', () => {
  it('send themselves to where the page came from, key included, with their nonce and a reason', () => {
    const page = incidentPage(aView(), GIVEN);
    const { tags } = tokensOf(page);

    expect(valuesIn(page, 'form', 'action')).toEqual(Array.from({ length: 3 }, () => '?code=k%3D'));
    expect(valuesIn(page, 'form', 'method')).toEqual(['post', 'post', 'post']);
    expect(tags.filter(({ attributes }) => attributes.get('name') === 'nonce')).toHaveLength(3);
    expect(
      tags.filter(({ attributes }) => attributes.get('name') === 'reason' && attributes.has('required')),
    ).toHaveLength(3);
    expect(page).toContain('name="action" value="acknowledge"');
    expect(page).toContain('name="action" value="mute"');
    expect(page).toContain('name="action" value="pardon"');
  });

  it('go to the page itself where it has no query', () => {
    expect(new Set(valuesIn(incidentPage(aView(), { ...GIVEN, query: '' }), 'form', 'action'))).toEqual(
      new Set(['?']),
    );
  });

  it('let one mute what was seen, by a name that stays when the incident grows', () => {
    const page = incidentPage(aView(), GIVEN);
    const grown = { ...INSIDE, last: after(MONDAY, 1, 'days'), title: 'Signed in again' };

    expect(valuesIn(page, 'option', 'value')).toEqual([
      tagOf(INSIDE),
      tagOf(MAILED),
      'subject-value',
      'detector-subject',
      'detector-value',
    ]);
    expect(tagOf(grown)).toBe(tagOf(INSIDE));
    expect(tagOf({ ...INSIDE, key: 'place:NG|1' })).not.toBe(tagOf(INSIDE));
    expect(tagOf({ ...INSIDE, detector: 'x' })).not.toBe(tagOf(INSIDE));
    expect(tagOf({ ...INSIDE, about: TENANT })).not.toBe(tagOf(INSIDE));
  });

  it('have nothing to acknowledge once it is closed', () => {
    expect(incidentPage(aView({ isOpen: false }), GIVEN)).not.toContain('value="acknowledge"');
  });

  it('have labels that belong to their fields', () => {
    const page = incidentPage(aView(), GIVEN);
    const ids = tokensOf(page).tags.flatMap(({ attributes }) => attributes.get('id') ?? []);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining([...valuesIn(page, 'label', 'for')]));
  });
});

describe('what was decided', () => {
  const until = 'until Mon 9 Mar 2026 10:00 CET · 09:00 UTC';

  it.each([
    ['an acknowledgement', { kind: 'acknowledge', until: undefined, mutes: undefined }, 'Acknowledged. By'],
    [
      'a pardon',
      { kind: 'pardon', mutes: undefined },
      `“That was me”: what was seen counts as usual, ${until}. By`,
    ],
    ['this of somebody', {}, `Muted: “Signed in from Lagos, Nigeria (dana)”, of dana, ${until}. By`],
    [
      'a kind of somebody',
      { mutes: { detector: 'unfamiliar-sign-in', subject: keyOf(DANA), value: undefined } },
      'Muted: every “unfamiliar sign-in” of dana, until',
    ],
    [
      'this of whomever',
      { mutes: { detector: 'mass-send', subject: undefined, value: 'surge' } },
      'Muted: “Mailed 90 people (dana)” (mass send), whoever it is about, until',
    ],
    [
      'what no longer stands there',
      { mutes: { detector: undefined, subject: 'user|kim', value: 'gone' } },
      'Muted: “gone”, of user|kim, until',
    ],
  ] as const)('is told: %s', (_what, given, expected) => {
    expect(wordsFor({ decisions: [aDecision(given)] })).toContain(expected);
  });

  it('says when, by whom and why', () => {
    expect(wordsFor({ decisions: [aDecision()] })).toMatch(
      /Mon 2 Mar 2026 11:00 CET · 10:00 UTC Muted.* By robin@contoso\.example\. Reason: “dana is in Lagos”/,
    );
    expect(wordsFor({ decisions: [aDecision({ by: 'key' })] })).toContain(
      'By somebody who has the function key.',
    );
    expect(wordsFor()).toContain('Nothing has been decided yet.');
  });

  it.each([
    [
      'acknowledge',
      undefined,
      'Acknowledged Vigil stays quiet about INC-7F3K2Q until it reaches a new stage',
    ],
    [
      'mute',
      MONDAY.getTime(),
      'Muted Vigil tells nothing of “Signed in from Lagos, Nigeria (dana)”, of dana until Mon 2',
    ],
    ['pardon', MONDAY.getTime(), 'Noted: that was you What was seen counts as usual until Mon 2 Mar 2026'],
  ] as const)('has a page that says what follows: %s', (kind, end, expected) => {
    const page = decidedPage(aDecision({ kind, until: end }), aView(), '?code=k%3D');

    expect(wordsOf(page)).toContain(expected);
    expect(valuesIn(page, 'a', 'href')).toContain('?code=k%3D');
  });
});
