import { plainText } from '../../model/plain-text.ts';
import { html, type Html } from '../html.ts';
import { momentIn, timeIn } from '../../model/moments.ts';

/** The longest text of a log that a page shows whole. */
const MOST = 2_000;
const MOMENT = /(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** `Mon 2 Mar 2026 10:12 CET · 09:12 UTC`. */
export function fullTime(at: Date, timeZone: string): Html {
  return html`<time datetime="${at.toISOString()}">${timeIn(at, timeZone)}</time>${utcBeside(at, timeZone)}`;
}

/** `10:12 · 09:12 UTC`, where the day and the zone stand above. */
export function clockTime(at: Date, timeZone: string): Html {
  const { clock } = momentIn(at, timeZone);
  return html`<time datetime="${at.toISOString()}">${clock}</time>${utcBeside(at, timeZone)}`;
}

/** With its day where that is another; nothing where the zone is UTC. */
function utcBeside(at: Date, timeZone: string): Html {
  const [here, utc] = [momentIn(at, timeZone), momentIn(at, 'UTC')];
  if (here.day === utc.day && here.clock === utc.clock) return html``;
  const day = here.day === utc.day ? '' : `${utc.day} `;
  return html` <span class="utc">· ${day}${utc.clock} UTC</span>`;
}

/** A text of the log on one line, with the moments in it as its reader's zone has them. */
export function told(text: string, timeZone: string): Html {
  const parts = plainText(text, MOST).split(MOMENT);
  return html`${parts.map((part, index) => (index % 2 === 1 ? momentTold(part, timeZone) : part))}`;
}

function momentTold(moment: string, timeZone: string): Html | string {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return moment;
  return html`<time datetime="${at.toISOString()}" title="${timeIn(at, 'UTC')}"
    >${timeIn(at, timeZone)}</time
  >`;
}
