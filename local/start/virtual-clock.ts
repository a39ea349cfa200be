import { createServer, type Server } from 'node:http';

/** A clock that stands still until it is moved, and tells the time over HTTP on this machine; a POST moves it as far as `step` says. */
export interface VirtualClock {
  readonly now: () => Date;
  readonly url: string;
  readonly advance: (minutes: number) => void;
  readonly stop: () => void;
}

const MINUTE_MS = 60_000;

export async function startClock(start: Date, stepMinutes = 1): Promise<VirtualClock> {
  let at = start.getTime();
  const server = createServer((request, response) => {
    if (request.method === 'POST') at += stepMinutes * MINUTE_MS;
    response.writeHead(200, { 'content-type': 'text/plain' }).end(new Date(at).toISOString());
  });
  const port = await listening(server);
  return {
    now: () => new Date(at),
    url: `http://127.0.0.1:${port}/now`,
    advance(minutes) {
      at += minutes * MINUTE_MS;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the clock has no port'));
      else resolve(address.port);
    });
  });
}
