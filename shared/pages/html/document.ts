import { html, type Html } from '../html.ts';
import { STYLE } from './style.ts';

/** A whole page: one column, without a script. */
export function documentOf(title: string, main: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        ${STYLE}
      </head>
      <body>
        <main>${main}</main>
        <footer>
          <p>Vigil · <a href="https://db-ip.com" rel="noreferrer">IP Geolocation by DB-IP</a></p>
        </footer>
      </body>
    </html> `.toString();
}

/** A title with what stands under it; nothing where nothing does. */
export function section(title: string, body: readonly Html[], id?: string): Html {
  if (body.length === 0) return html``;
  const heading = id === undefined ? html`<h2>${title}</h2>` : html`<h2 id="${id}">${title}</h2>`;
  return html`<section>${heading} ${body}</section> `;
}

/** Texts one under the other; nothing where there are none. */
export function list(texts: readonly Html[]): readonly Html[] {
  return texts.length === 0
    ? []
    : [
        html`<ul>
          ${texts.map((text) => html`<li>${text}</li>`)}
        </ul>`,
      ];
}
