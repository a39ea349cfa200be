import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dispatched } from './dispatch.ts';
import type { Ask } from './exchange.ts';
import { sentOf } from './wire.ts';

const MOST_BODY = 1_000_000;

/** A server on loopback. */
export interface Listening {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Serves answers over HTTP on 127.0.0.1 at a port, or at any that is free for 0. */
export async function listen(port: number, answer: (ask: Ask) => Dispatched): Promise<Listening> {
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
  answer: (ask: Ask) => Dispatched,
): Promise<void> {
  const ask = await askOf(request);
  const { answer: given, wire } = answer(ask);
  if (wire === 'hang') return;
  if (wire === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  const { status, headers, body } = sentOf(given, wire);
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'Content-Length': String(body.length) }),
  });
  if (wire === 'reset-midway') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
    return;
  }
  response.end(body);
}

async function askOf(request: IncomingMessage): Promise<Ask> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BODY) throw new Error('a request body of more than 1 MB');
    parts.push(part);
  }
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: Buffer.concat(parts).toString(),
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
