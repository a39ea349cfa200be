import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];

/** A real server on loopback; its address. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

export type Reply = (response: ServerResponse, request: IncomingMessage) => void;

/** Answers the first request with the first reply, and so on; whoever asks more often gets the last. */
export async function replying(
  ...replies: readonly Reply[]
): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = [];
  const url = await listen((request, response) => {
    seen.push(request);
    replies[Math.min(seen.length, replies.length) - 1]?.(response, request);
  });
  return { url, seen };
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
}

export function raw(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
  return (response) => void response.writeHead(status, headers).end(text);
}

/** The connection breaks before an answer. */
export const broken: Reply = (_response, request) => void request.socket.destroy();

/** Half of the promised body comes, then the connection breaks. */
export const severed: Reply = (response, request) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"value":[', () => void request.socket.destroy());
};
