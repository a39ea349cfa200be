import type { Decision } from '../../model/decision.ts';
import type { IncidentView } from '../../model/vigil.ts';
import { html, type Html } from '../html.ts';
import { mutedWords } from './decided.ts';
import { documentOf } from './document.ts';
import { fullTime } from './when.ts';

/** A page that says one thing. */
export interface Message {
  readonly title: string;
  readonly sentence: Html | string;
  /** The query of the page of the incident, to go back to it; undefined: there is none to go back to. */
  readonly back: string | undefined;
}

/** A page that says one thing, and how to go on. */
export function messagePage({ title, sentence, back }: Message): string {
  const link =
    back === undefined
      ? html``
      : html`<p><a href="${back === '' ? '?' : back}">Open the incident again</a></p>`;
  return documentOf(
    `${title} · Vigil`,
    html`<h1>${title}</h1>
      <p>${sentence}</p>
      ${link}`,
  );
}

/** What follows from what was decided. */
export function decidedPage(decision: Decision, { incident, timeZone }: IncidentView, query: string): string {
  const until =
    decision.until === undefined ? html`` : html` until ${fullTime(new Date(decision.until), timeZone)}`;
  const said = {
    acknowledge: {
      title: 'Acknowledged',
      sentence: html`Vigil stays quiet about ${incident.id} until it reaches a new stage or becomes more
      severe.`,
    },
    mute: {
      title: 'Muted',
      sentence: html`Vigil tells nothing of
      ${decision.mutes === undefined ? '' : mutedWords(decision.mutes, incident)}${until}. The digest counts
      what was kept quiet.`,
    },
    pardon: {
      title: 'Noted: that was you',
      sentence: html`What was seen counts as usual${until}. Vigil goes on watching.`,
    },
  }[decision.kind];
  return messagePage({ ...said, back: query });
}
