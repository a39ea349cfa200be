import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';

export const KEY = 'the-key-of-a-test';
export const RANGE = ['--from', '2026-03-01', '--to', '2026-03-03'];

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface Ran {
  readonly code: number;
  readonly said: string;
  readonly complained: string;
}

/** The command, and a loopback stand-in for the Vigil that it asks. */
interface Scanning {
  /** Gives these one after another, the last again and again. */
  readonly answer: (...answers: readonly Answer[]) => void;
  /** What was asked in this test. */
  readonly asked: () => readonly Asked[];
  readonly url: () => string;
  /** Runs the command to its end. */
  readonly scan: (args: readonly string[], environment?: Readonly<Record<string, string>>) => Promise<Ran>;
}

/** Builds the command and starts the stand-in before the tests of a file; each begins with nothing asked. */
export function scanning(): Scanning {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-scan-'));
  const command = join(folder, 'scan.mjs');
  let [answers, asked, url]: [readonly Answer[], Asked[], string] = [[], [], ''];
  let server: Server;

  beforeAll(async () => {
    build(command);
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const body: unknown = JSON.parse(Buffer.concat(parts).toString());
        asked.push({ path: request.url, headers: request.headers, body });
        const {
          status,
          body: given,
          headers,
        } = answers[asked.length - 1] ?? answers.at(-1) ?? { status: 500 };
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof given === 'string' ? given : JSON.stringify(given));
      });
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    answer(...given) {
      answers = given;
    },
    asked: () => asked,
    url: () => url,
    scan: (args, environment = {}) => run(command, args, { VIGIL_URL: url, VIGIL_KEY: KEY, ...environment }),
  };
}

function build(command: string): void {
  const root = join(import.meta.dirname, '../..');
  const options = ['--bundle', '--platform=node', '--format=esm', '--target=node20', `--outfile=${command}`];
  execFileSync(join(root, 'node_modules/.bin/esbuild'), ['local/scan.ts', ...options], {
    cwd: root,
    stdio: 'pipe',
  });
}

function run(
  command: string,
  args: readonly string[],
  given: Readonly<Record<string, string>>,
): Promise<Ran> {
  const env = { PATH: process.env['PATH'], ...given };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env }, (error, said, complained) => {
      resolve({ code: Number(error?.code ?? 0), said, complained });
    });
  });
}

export const SUMMARY = {
  type: 'summary',
  read: { 'sign-ins': 4 },
  duplicates: 0,
  rejected: [],
  incidents: 1,
  undecided: {},
  ownDomains: ['contoso.example'],
  complete: true,
};
export const INCIDENT = {
  type: 'incident',
  id: 'INC-7F3K2Q',
  severity: 'high',
  title: 'Somebody else is using the account of Dana Reyes',
  actor: { kind: 'user', id: 'dana@contoso.example', name: 'Dana Reyes' },
  firstSeen: '2026-03-02T08:12:00.000Z',
  lastSeen: '2026-03-02T08:12:00.000Z',
  stages: ['inside'],
  linked: [],
  findings: [
    {
      detector: 'unfamiliar-sign-in',
      severity: 'high',
      stage: 'inside',
      title: 'Signed in from Lagos\u202E, Nigeria',
      at: '2026-03-02T08:12:00.000Z',
      last: '2026-03-02T08:12:00.000Z',
      facts: { address: '102.38.200.77' },
      others: [],
      undo: [],
      attack: ['T1078.004'],
      evidence: [{ source: 'sign-ins', id: 'a-1', at: '2026-03-02T08:12:00.000Z' }],
    },
  ],
};
/** An answer that is complete. */
export const WHOLE: Answer = { status: 200, body: [INCIDENT, SUMMARY] };
