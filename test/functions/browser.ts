import { tokensOf } from '../pages/html-tokens.ts';
import type { served } from './served.ts';

/** The page of the incident of these tests. */
export const PATH = '/api/incident/INC-7F3K2Q';
export const ACCEPT = 'text/html,application/xhtml+xml,*/*;q=0.8';

type Fields = Readonly<Record<string, string>>;

/** What a browser keeps of a page: what its first form sends, and its cookie. */
export interface Opened {
  readonly nonce: string;
  readonly cookie: string;
}

/** Somebody who follows a link and sends a form, as their browser does. */
export function browserOf({ follow, origin }: Pick<ReturnType<typeof served>, 'follow' | 'origin'>): {
  readonly opened: (path?: string) => Promise<Opened>;
  readonly send: (
    fields: Fields,
    headers: Readonly<Record<string, string | undefined>>,
    path?: string,
  ) => Promise<Response>;
} {
  return {
    async opened(path = PATH) {
      const response = await follow(path, { headers: { accept: ACCEPT } });
      const nonce = tokensOf(await response.text()).tags.find(
        ({ attributes }) => attributes.get('name') === 'nonce',
      );
      return {
        nonce: nonce?.attributes.get('value') ?? '',
        cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
      };
    },
    send(fields, headers, path = PATH) {
      const all = { accept: ACCEPT, origin: origin(), 'sec-fetch-site': 'same-origin', ...headers };
      const said = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
      return follow(path, {
        method: 'POST',
        headers: Object.fromEntries(said),
        body: new URLSearchParams(fields),
      });
    },
  };
}
