import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came over the wire. */
export interface Seen {
  readonly method: string | undefined;
  /** Path and query, byte for byte. */
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** A server on loopback that answers as it is told, over real HTTP. */
export interface AChannel {
  readonly origin: string;
  readonly seen: readonly Seen[];
  readonly stop: () => void;
}

/** Answers the first request with the first reply, and so on; whoever asks more often gets the last. */
export async function aChannel(...replies: readonly Reply[]): Promise<AChannel> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      seen.push({ method: request.method, url: request.url, headers: request.headers, body });
      replies[Math.min(seen.length, replies.length) - 1]?.(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const part of request) body += String(part);
  return body;
}

/** An answer with this status, and Workflows' error in its body. */
export function status(code: number, error = '', headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) =>
    void response
      .writeHead(code, headers)
      .end(
        error === ''
          ? ''
          : JSON.stringify({ error: { code: error, message: 'words that may hold anything' } }),
      );
}

/** The connection breaks before an answer. */
export const broken: Reply = (_response, request) => void request.socket.destroy();

/** No answer comes, ever. */
export const silent: Reply = () => undefined;
