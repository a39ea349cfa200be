import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { virtualNow } from '../../shared/config/virtual-now.ts';

let server: Server;
let url: string;
let answer: { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/now`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

describe('a virtual clock', () => {
  it.each(['2026-03-02T09:00:00Z', '"2026-03-02T09:00:00.000Z"\n'])('answers the time: %j', async (body) => {
    answer = { status: 200, body };

    expect(await virtualNow(url)).toEqual(new Date('2026-03-02T09:00:00Z'));
  });

  it.each([
    ['no time', { status: 200, body: 'noon' }],
    ['nothing', { status: 200, body: '' }],
    ['a fault', { status: 500, body: '2026-03-02T09:00:00Z' }],
    ['another place', { status: 302, body: '', headers: { location: 'http://127.0.0.1:65534' } }],
  ])('is not believed where it answers %s', async (_what, given) => {
    answer = given;

    await expect(virtualNow(url)).rejects.toThrow(/the virtual clock answered|fetch failed/);
  });
});
