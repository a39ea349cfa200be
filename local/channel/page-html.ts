import type { Answer } from './exchange.ts';

/** No word of a card may become script, style, picture or frame. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The names a channel goes by. */
export interface ChannelNames {
  readonly team: string;
  readonly channel: string;
}

/** The page of a channel; its script fills it with posts. */
export function pageOf(names: ChannelNames): Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
    body: htmlOf({ team: escaped(names.team), channel: escaped(names.channel) }),
  };
}

function htmlOf({ team, channel }: ChannelNames): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${channel} · ${team} · a pretend Teams channel</title>
<link rel="stylesheet" href="/channel-page.css">
<script src="/channel-page.js" defer></script>
</head>
<body>
<aside aria-label="Team">
<p class="team"><span class="tile" aria-hidden="true">${initialsOf(team)}</span>${team}</p>
<ul>
<li>General</li>
<li class="current" aria-current="page">${channel}</li>
</ul>
</aside>
<header>
<span class="tile" aria-hidden="true">${initialsOf(team)}</span>
<div class="names"><h1>${channel}</h1><p>${team}<span class="pretend"> · a pretend Teams channel</span></p></div>
<button type="button" id="theme">Dark</button>
</header>
<main>
<div id="posts" role="feed" aria-label="Posts" aria-busy="false"></div>
<p id="empty">No posts yet. What is sent to the webhook appears here.</p>
<p id="connection" role="status"></p>
</main>
<noscript><p>Cards are rendered in the browser: this page needs its script.</p></noscript>
</body>
</html>
`;
}

function initialsOf(name: string): string {
  return name.slice(0, 2).toUpperCase();
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
