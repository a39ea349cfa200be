import { LONGEST_MUTE_DAYS, PARDON_DAYS, type Decision } from '../../model/decision.ts';
import type { Finding } from '../../model/finding.ts';
import type { IncidentView } from '../../model/vigil.ts';
import { html, type Html } from '../html.ts';
import { SCOPES, tagOf, type Scope } from './choices.ts';
import { findingWords } from './words.ts';

/** What the forms of a page carry with them. */
export interface FormGiven {
  /** The query that the page was asked with, `?` included: the function key may stand in it. */
  readonly query: string;
  /** Ties a form to the browser that the page was sent to, and to what was decided until then. */
  readonly nonce: string;
}

const SCOPE_WORDS: Readonly<Record<Scope, string>> = {
  'subject-value': 'exactly this, of this person or address',
  'detector-subject': 'everything of this kind, of this person or address',
  'detector-value': 'exactly this, whoever it is about',
};
const USUAL_DAYS = 7;

/** How a person says what they know of an incident. */
export function formsOf({ incident, isOpen }: IncidentView, given: FormGiven): readonly Html[] {
  return [
    ...(isOpen ? [acknowledgeForm(given)] : []),
    ...(incident.findings.length === 0 ? [] : [muteForm(incident.findings, given)]),
    pardonForm(given),
  ];
}

function acknowledgeForm(given: FormGiven): Html {
  return form('acknowledge', given, {
    title: 'Acknowledge',
    text: 'You have seen it and are at it. Vigil then stays quiet about this incident until it reaches a new stage or becomes more severe.',
    button: 'Acknowledge',
  });
}

function muteForm(findings: readonly Finding[], given: FormGiven): Html {
  const fields = html`<label for="mute-finding">What was seen</label>
    <select id="mute-finding" name="finding">
      ${findings.map((finding) => html`<option value="${tagOf(finding)}">${findingWords(finding)}</option>`)}
    </select>
    <label for="mute-scope">How much of it</label>
    <select id="mute-scope" name="scope">
      ${SCOPES.map((scope) => html`<option value="${scope}">${SCOPE_WORDS[scope]}</option>`)}
    </select>
    <label for="mute-days">For how many days, at most ${LONGEST_MUTE_DAYS}</label>
    <input
      id="mute-days"
      name="days"
      type="number"
      inputmode="numeric"
      min="1"
      max="${LONGEST_MUTE_DAYS}"
      value="${USUAL_DAYS}"
      required
    /> `;
  return form('mute', given, {
    title: 'Mute',
    text: 'Vigil then tells nothing of it until the days are over; the digest counts what was kept quiet. Everything else of this incident is told as before.',
    fields,
    button: 'Mute',
  });
}

function pardonForm(given: FormGiven): Html {
  return form('pardon', given, {
    title: 'That was me',
    text: `Only if you, or somebody you have just spoken with, did everything that stands on this page. It then counts as usual for ${PARDON_DAYS} days.`,
    button: 'That was me',
  });
}

function form(
  kind: Decision['kind'],
  { query, nonce }: FormGiven,
  { title, text, fields, button }: { title: string; text: string; fields?: Html; button: string },
): Html {
  return html`<form method="post" action="${query === '' ? '?' : query}">
    <h3>${title}</h3>
    <p>${text}</p>
    <input type="hidden" name="action" value="${kind}" />
    <input type="hidden" name="nonce" value="${nonce}" />
    ${fields}
    <label for="${kind}-reason">Why</label>
    <input id="${kind}-reason" name="reason" required minlength="3" maxlength="500" autocomplete="off" />
    <button type="submit">${button}</button>
  </form> `;
}
