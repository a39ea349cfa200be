import { bodyOf, malformed } from './answer.ts';
import type { Get } from './api.ts';
import { Failure, type Answer } from './problem.ts';

export interface Limits {
  readonly most: number; // pages
  readonly deadline: () => number;
  readonly now: () => number;
}

export interface Page {
  readonly records: readonly unknown[];
  /** Where reading goes on. If the last page of a walk has one, the walk was cut short by its limits. */
  readonly next: string | undefined;
}

/**
 * Walks a list, page by page: Graph's {value, @odata.nextLink} and the Management API's array with a NextPageUri header.
 * At least one page comes, or a `Failure` is thrown: a list that could not be read never looks like an empty one.
 */
export async function* pages(get: Get, first: string, limits: Limits): AsyncGenerator<Page, void, undefined> {
  const { most, deadline, now } = limits;
  const walked = new Set<string>();
  for (let link: string | undefined = first; link !== undefined;) {
    walked.add(link);
    const page = pageOf(await get(link, { deadline }), now());
    yield page;
    if (page.next !== undefined && walked.has(page.next)) throw looping(walked.size);
    if (walked.size >= most || now() >= deadline()) return;
    link = page.next;
  }
}

function pageOf(answer: Answer, now: number): Page {
  const body = bodyOf(answer, now);
  if (Array.isArray(body)) return { records: body as readonly unknown[], next: inHeader(answer.headers) };
  if (typeof body !== 'object' || body === null) throw noList(answer.status);
  const { value, '@odata.nextLink': next } = body as Readonly<Record<string, unknown>>;
  if (!Array.isArray(value)) throw noList(answer.status);
  return {
    records: value as readonly unknown[],
    next: typeof next === 'string' && next !== '' ? next : undefined,
  };
}

/** The reference says NextPageUri, the troubleshooting page NextPageUrl; `Headers` minds no case. */
function inHeader(headers: Headers): string | undefined {
  const links = [headers.get('NextPageUri'), headers.get('NextPageUrl')];
  return links.find((link) => link !== null && link !== '') ?? undefined;
}

function noList(status: number): Failure {
  return malformed(status, 'the answer is JSON, but no list');
}

function looping(after: number): Failure {
  const message = `after ${after} ${after === 1 ? 'page' : 'pages'} the next link was one already read`;
  return new Failure({ kind: 'looping-link', message, transient: true });
}
