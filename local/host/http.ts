import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, RegisteredFunction } from '../functions-core.ts';
import { routesOf } from './routes.ts';

/** More than any function takes; Azure's own limit is 100 MB. */
const MOST_BODY_BYTES = 1_000_000;

/** A server on loopback. */
export interface Listening {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** What `x-functions-key` or `?code=` must be, wherever a function is not anonymous. */
  readonly key: string;
  readonly routePrefix: string;
  readonly run: (fn: RegisteredFunction, request: object) => Promise<HttpAnswer | undefined>;
  /** Told of a function that failed; its caller gets a bare 500. */
  readonly failed: (fn: RegisteredFunction, error: unknown) => void;
}

/** Serves the HTTP functions by their registered routes, methods and key levels, on 127.0.0.1 and nowhere else. */
export async function serve(
  functions: readonly RegisteredFunction[],
  options: ServeOptions,
): Promise<Listening> {
  const find = routesOf(functions, options.routePrefix);
  const server = createServer((request, response) => {
    answer(request, response, find, options).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => closed(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  find: ReturnType<typeof routesOf>,
  { key, run, failed }: ServeOptions,
): Promise<void> {
  const url = urlOf(request);
  const found = url && isDecodable(url.pathname) ? find(request.method ?? 'GET', url.pathname) : undefined;
  if (url === undefined || found === undefined) return end(response, 404);
  if (!mayCall(found.fn, request, url, key)) return end(response, 401);
  const body = await bodyOf(request);
  if (body === undefined) return end(response, 413);
  try {
    const http = await run(found.fn, rpcRequest(request, url, found.params, body));
    if (http === undefined) return end(response, 204);
    response.writeHead(Number(http.statusCode), http.headers).end(http.body?.bytes);
  } catch (error) {
    failed(found.fn, error);
    end(response, 500);
  }
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function urlOf({ url = '/', headers }: IncomingMessage): URL | undefined {
  const base = `http://${headers.host ?? '127.0.0.1'}`;
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

function mayCall({ trigger }: RegisteredFunction, request: IncomingMessage, url: URL, key: string): boolean {
  if (trigger.authLevel === 'anonymous') return true;
  return (request.headers['x-functions-key'] ?? url.searchParams.get('code')) === key;
}

/** Undefined: it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return length <= MOST_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function rpcRequest(
  request: IncomingMessage,
  url: URL,
  params: Readonly<Record<string, string>>,
  body: Buffer,
): object {
  return {
    method: request.method,
    url: url.href,
    nullableHeaders: nullable(Object.entries(request.headers)),
    nullableQuery: nullable(url.searchParams),
    nullableParams: nullable(Object.entries(params)),
    ...(body.length > 0 && { body: { bytes: body } }),
  };
}

function nullable(pairs: Iterable<readonly [string, string | readonly string[] | undefined]>): object {
  const present = [...pairs].filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, { value: String(value) }]));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
