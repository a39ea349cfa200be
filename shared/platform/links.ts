import { Failure } from './problem.ts';

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The address that links must stay under. A token goes over https, or stays on this machine. */
export function baseOf(baseUrl: string): URL {
  const base = new URL(baseUrl);
  const safe = base.protocol === 'https:' || (base.protocol === 'http:' && isLoopback(base));
  if (!safe) throw new Error(`${base.protocol}//${base.host} is neither https nor on this machine`);
  return base;
}

/** A link of Microsoft's, or a path of ours, made whole; never one that would carry the token elsewhere. */
export function whole(link: string, base: URL): URL {
  if (!URL.canParse(link, base.href)) throw foreign('a link that is no address');
  const url = new URL(link, base);
  if (url.origin !== base.origin) throw foreign(`a link to ${url.host === '' ? url.protocol : url.host}`);
  if (url.username !== '' || url.password !== '') throw foreign('a link with a password in it');
  return url;
}

function foreign(what: string): Failure {
  return new Failure({ kind: 'foreign-link', message: `${what} was not followed`, transient: false });
}
