import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal } from './refusals.ts';
import type { Answer, Ask } from './exchange.ts';

/** Far more than any card; Microsoft's own limit is not of interest here. */
const MOST_BODY = 1_000_000;

/** A server on loopback. */
export interface Listening {
  readonly url: string;
  /** Stops listening and breaks what is open, hanging requests too. */
  readonly stop: () => Promise<void>;
}

/** Serves answers over HTTP on 127.0.0.1 at a port, or at any that is free for 0. */
export async function listen(port: number, answer: (ask: Ask) => Answer): Promise<Listening> {
  const server = createServer((request, response) => {
    serve(request, response, answer).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${bound}`, stop: () => closed(server) };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (ask: Ask) => Answer,
): Promise<void> {
  const body = await bodyOf(request);
  const given =
    body === undefined ? refusal(413, 'RequestEntityTooLarge', 'Too large.') : answer(askOf(request, body));
  if (given.wire === 'hang') return;
  if (given.wire === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  send(response, given);
}

function send(response: ServerResponse, { status, headers, body = '', stream }: Answer): void {
  if (stream === undefined) {
    response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)) }).end(body);
    return;
  }
  response.writeHead(status, headers);
  response.once(
    'close',
    stream((text) => void response.write(text)),
  );
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= MOST_BODY) parts.push(part);
  }
  return length > MOST_BODY ? undefined : Buffer.concat(parts).toString();
}

function askOf({ method, url, headers }: IncomingMessage, body: string): Ask {
  return {
    method: method ?? 'GET',
    url: new URL(url ?? '/', 'http://127.0.0.1'),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    body,
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
