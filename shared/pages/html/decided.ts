import type { Decision, Muted } from '../../model/decision.ts';
import type { Incident } from '../../model/finding.ts';
import { plainText } from '../../model/plain-text.ts';
import { html, type Html } from '../html.ts';
import { findingMuted } from './choices.ts';
import { detectorWords, findingWords } from './words.ts';
import { fullTime } from './when.ts';

type Context = { readonly incident: Incident; readonly timeZone: string };

/** The audit trail: who decided what, when and why. */
export function decisionsOf(decisions: readonly Decision[], context: Context): readonly Html[] {
  if (decisions.length === 0) return [html`<p>Nothing has been decided yet.</p>`];
  return [
    html`<ul>
      ${decisions.map(
        (decision) =>
          html`<li>
            ${fullTime(new Date(decision.at), context.timeZone)}<br />
            ${whatOf(decision, context)}${untilOf(decision, context)}. By ${byOf(decision)}. Reason:
            “<bdi>${plainText(decision.reason, 500)}</bdi>”
          </li>`,
      )}
    </ul>`,
  ];
}

function whatOf({ kind, mutes }: Decision, { incident }: Context): Html {
  switch (kind) {
    case 'acknowledge':
      return html`Acknowledged`;
    case 'pardon':
      return html`“That was me”: what was seen counts as usual`;
    case 'mute':
      return html`Muted: ${mutes === undefined ? 'nothing' : mutedWords(mutes, incident)}`;
  }
}

/** By what was seen where it stands in the incident, and else as the mute itself has it. */
export function mutedWords(mutes: Muted, incident: Pick<Incident, 'findings'>): Html {
  const finding = findingMuted(incident, mutes);
  const { detector, subject, value } = mutes;
  const kind = detector === undefined ? '' : detectorWords(detector);
  const whom = finding === undefined ? plainText(subject ?? '') : plainText(finding.about.name);
  const seen = finding === undefined ? plainText(value ?? '') : findingWords(finding);
  if (value === undefined) return html`every “${kind}” of <bdi>${whom}</bdi>`;
  if (subject === undefined) return html`“<bdi>${seen}</bdi>” (${kind}), whoever it is about`;
  return html`“<bdi>${seen}</bdi>”, of <bdi>${whom}</bdi>`;
}

function untilOf({ until }: Decision, { timeZone }: Context): Html {
  return until === undefined ? html`` : html`, until ${fullTime(new Date(until), timeZone)}`;
}

function byOf({ by }: Decision): Html {
  return by === 'key'
    ? html`somebody who has the function key`
    : html`<code><bdi>${plainText(by, 320)}</bdi></code>`;
}
