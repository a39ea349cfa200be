import { plainText } from '../model/plain-text.ts';
import { isSomebodyInside, type Scene, type Story } from '../model/story.ts';
import type { IncidentView } from '../model/vigil.ts';
import { counted } from '../model/words.ts';
import { html, type Html, type Slot } from './html.ts';
import { decisionsOf } from './html/decided.ts';
import { documentOf, list, section } from './html/document.ts';
import { formsOf, type FormGiven } from './html/forms.ts';
import { stepCount, stepsOf } from './html/steps.ts';
import { clockTime, fullTime, told } from './html/when.ts';
import { who } from './html/words.ts';
import { SPOKEN, stagesOf } from './spoken.ts';
import { momentIn } from '../model/moments.ts';
import { sentence } from './lines.ts';

/** An incident as a tired person reads it on a phone: what happened to whom, in order, what to do now, and where to say what they know. */
export function incidentPage(view: IncidentView, given: FormGiven): string {
  const { incident, story, timeZone } = view;
  const inside = isSomebodyInside(incident.findings);
  const texts = (all: readonly string[]): readonly Html[] => list(all.map((text) => told(text, timeZone)));
  return documentOf(
    `${SPOKEN[incident.severity].words} · ${incident.id}`,
    html`${headOf(view, given.query)}
    ${section('What happened, in order', scenesOf(story.happened, timeZone))}
    ${section('Who was mailed', texts(story.mailed))}
    ${section('Which guests were made', texts(story.guests))}
    ${section(inside ? 'How they got past MFA' : 'How MFA was passed', texts(story.pastMfa))}
    ${section('What to do now', stepsOf(story.now), 'now')} ${warningOf(story)}
    ${section('What these records do not tell', texts(story.notKnown))}
    ${section('Say what you know', formsOf(view, given), 'decide')}
    ${section('What was decided', decisionsOf(view.decisions, view))}
    ${section('Evidence, for whoever checks this (times in UTC)', evidenceOf(story))}`,
  );
}

function headOf(view: IncidentView, query: string): Html {
  const { incident, story } = view;
  const { shape, words } = SPOKEN[incident.severity];
  const steps = stepCount(story.now);
  const tone = isSomebodyInside(incident.findings) ? 'severity thief' : 'severity';
  const toSteps = html`<a href="#now">What to do now: ${counted(steps, 'step')}</a> · `;
  return html`<p class="${tone}"><span aria-hidden="true">${shape}</span> ${words}</p>
    <h1>${sentence(incident.title)}</h1>
    <p>${steps === 0 ? '' : toSteps}<a href="#decide">Say what you know</a></p>
    <dl>
      ${factsOf(view, query).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>`;
}

function factsOf(
  { incident, timeZone, isOpen, seenAt, formerly }: IncidentView,
  query: string,
): readonly (readonly [name: string, value: Slot])[] {
  const { about, firstSeen, lastSeen, linked, id } = incident;
  return [
    [
      'Incident',
      html`<code>${id}</code>, ${isOpen ? 'open' : 'closed: nothing more was seen for three days'}`,
    ],
    ['Who', who(about)],
    ['Since', fullTime(firstSeen, timeZone)],
    ['Last', fullTime(lastSeen, timeZone)],
    ['Vigil saw it', fullTime(seenAt, timeZone)],
    ['Stages', stagesOf(incident)],
    ...(formerly.length === 0 ? [] : [['Formerly', plainText(formerly.join(', '))] as const]),
    ...(linked.length === 0
      ? []
      : [['Linked', linked.map((other, at) => [at === 0 ? '' : ', ', linkTo(other, query)])] as const]),
  ];
}

/** Incidents share one folder; an id that is none is text. */
function linkTo(id: string, query: string): Html {
  return /^INC-\w+$/.test(id) ? html`<a href="${id}${query}">${id}</a>` : html`${plainText(id)}`;
}

/** Each thing with its time of day, under the day on which it happened. */
function scenesOf(scenes: readonly Scene[], timeZone: string): readonly Html[] {
  const days = new Map<string, Scene[]>();
  for (const scene of scenes) {
    const { day, zone } = momentIn(scene.at, timeZone);
    const heading = `${day}, ${zone}`;
    days.set(heading, [...(days.get(heading) ?? []), scene]);
  }
  return [...days].map(
    ([heading, ofDay]) =>
      html`<h3>${heading}</h3>
        <ol class="scenes">
          ${ofDay.map((scene) => sceneOf(scene, timeZone))}
        </ol> `,
  );
}

function sceneOf({ at, title, because }: Scene, timeZone: string): Html {
  const reasons = list(because.map((reason) => told(reason, timeZone)));
  return html`<li>${clockTime(at, timeZone)}<br />${plainText(title)}${reasons}</li>`;
}

function warningOf({ warning }: Story): Html {
  return warning === undefined
    ? html``
    : section(plainText(warning.title), [
        html`<pre class="copy" tabindex="0">${plainText(warning.text, 2_000)}</pre>`,
      ]);
}

function evidenceOf({ evidence }: Story): readonly Html[] {
  return evidence.length === 0
    ? []
    : [
        html`<ul class="evidence">
          ${evidence.map((text) => html`<li>${plainText(text, 2_000)}</li>`)}
        </ul>`,
      ];
}
