import type { Step } from '../../model/finding.ts';
import { plainText } from '../../model/plain-text.ts';
import type { Steps } from '../../model/story.ts';
import { html, type Html } from '../html.ts';
import { sentence } from '../lines.ts';

/** The portals that a step may begin with: these become links, and nothing else does. */
const PORTALS = [
  'admin.exchange.microsoft.com',
  'admin.microsoft.com',
  'entra.microsoft.com',
  'outlook.office.com',
  'security.microsoft.com',
];

/** What to do now, numbered through, each step with its place and its command. */
export function stepsOf(groups: readonly Steps[]): readonly Html[] {
  let next = 1;
  const shown = groups.map(({ condition, steps }) => {
    const first = next;
    next += steps.length;
    return html`${condition === undefined ? '' : html`<h3>${plainText(condition)}:</h3>`}
      <ol start="${first}">
        ${steps.map(stepOf)}
      </ol> `;
  });
  const commands = groups.flatMap(({ steps }) => steps.flatMap((step) => commandOf(step) ?? []));
  return [...shown, ...connecting(commands)];
}

/** How many steps there are in all. */
export function stepCount(groups: readonly Steps[]): number {
  return groups.reduce((count, { steps }) => count + steps.length, 0);
}

function stepOf(step: Step): Html {
  const { what, why, where } = step;
  const command = commandOf(step);
  return html`<li>
    ${sentence(what)}${why === undefined ? '' : ` ${sentence(why)}`}
    ${where === undefined ? '' : html`<br /><span class="small">${placeOf(where)}</span>`}
    ${command === undefined ? '' : html`<pre tabindex="0"><code>${command}</code></pre>`}
  </li>`;
}

function placeOf(where: string): Html {
  const place = plainText(where);
  const portal = PORTALS.find((host) => place === host || place.startsWith(`${host} `));
  if (portal === undefined) return html`${place}`;
  return html`<a href="https://${portal}" rel="noreferrer">${portal}</a>${place.slice(portal.length)}`;
}

/** A command as it can be copied; undefined where a name in it could not be shown as it is: half a command does something else. */
function commandOf({ command }: Step): string | undefined {
  return command !== undefined && plainText(command, 1_000) === command ? command : undefined;
}

function connecting(commands: readonly string[]): readonly Html[] {
  const graph = commands.some((command) => /-Mg[A-Z]/.test(command));
  const exchange = commands.some((command) => /^(?!.*-Mg[A-Z])/.test(command));
  return [
    ...(exchange
      ? [
          html`<p class="small">
            Commands need Exchange Online PowerShell: <code>Connect-ExchangeOnline</code>
          </p>`,
        ]
      : []),
    ...(graph
      ? [
          html`<p class="small">
            Commands need Graph PowerShell: <code>Connect-MgGraph -Scopes User.ReadWrite.All</code>
          </p>`,
        ]
      : []),
  ];
}
