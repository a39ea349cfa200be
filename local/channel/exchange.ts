/** A request as the channel sees it. */
export interface Ask {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends text down an answer that stays open, until the returned function is called. */
type Stream = (send: (text: string) => void) => () => void;

/** How an answer can be spoiled on its way. */
type WireFault = 'reset' | 'hang';

/** An answer, and what shall happen to it on its way. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Instead of a body. */
  readonly stream?: Stream;
  readonly wire?: WireFault | undefined;
}

/** An answer of JSON. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}
