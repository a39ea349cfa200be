import type { HttpRequest } from '@azure/functions';

/** From where a request was sent, by what a browser says of it and a page cannot change. `unsaid`: no browser sent it, or one that tells nothing. */
export function sentFrom({ headers, url }: HttpRequest): 'here' | 'elsewhere' | 'unsaid' {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return 'elsewhere';
  const source = headers.get('origin') ?? headers.get('referer');
  if (source === null) return 'unsaid';
  // Azure ends TLS before the app, so that the scheme is not compared: it may differ.
  return URL.canParse(source) && new URL(source).host === new URL(url).host ? 'here' : 'elsewhere';
}
