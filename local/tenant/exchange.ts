import type { PageFault } from './faults.ts';
import type { Source, TenantRecord } from './records.ts';
import type { World } from './world.ts';

/** A request as the tenant sees it. */
export interface Ask {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer; a body that is a string goes out as it is, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The records in it. */
  readonly served?: { readonly source: Source; readonly records: readonly TenantRecord[] };
}

/** What an endpoint is given to answer. */
export interface Call {
  readonly world: World;
  readonly ask: Ask;
  /** What the pattern of the route caught. */
  readonly caught: readonly string[];
  /** The permissions of the token; none where no token is asked for. */
  readonly roles: ReadonlySet<string>;
  /** How the page shall be spoiled. */
  readonly pageFault: PageFault | undefined;
}

/** An endpoint. */
export interface Route {
  readonly method: string;
  readonly pattern: RegExp;
  /** Its name in the counts of requests. */
  readonly name: string;
  readonly api: 'graph' | 'management' | 'identity' | 'control';
  readonly answer: (call: Call) => Answer;
}
