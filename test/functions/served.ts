import { afterAll, beforeAll } from '@jest/globals';
import type { HttpHandler } from '@azure/functions';
import '../../functions/index.ts';
import { functions, type Callback } from '../../local/functions-core.ts';
import { startFunctions, type FunctionsHost } from '../../local/functions-host.ts';
import type { LogLine } from '../../local/host/invoke.ts';
import type { Health, ScanAnswer, ScanRequest, Vigil } from '../../shared/model/vigil.ts';

const KEY = 'a key of a test';
export const NOW = new Date('2026-03-10T12:00:00Z');

export const HEALTH: Health = {
  ok: true,
  sources: [],
  problems: [],
  told: [],
  notVisible: [],
  undecided: {},
  broken: {},
  setAside: 0,
  waiting: 0,
  open: 0,
  firstRun: false,
  placeDataOf: '2026-03-01',
  version: '0.1.0',
  startedAt: '2026-03-10T00:00:00.000Z',
};

const INCIDENT = { type: 'incident', id: 'INC-AAAAAA' };
const SUMMARY = { type: 'summary', incidents: 1 };
export const ANSWER: ScanAnswer = { incidents: [INCIDENT, SUMMARY], complete: true, resume: undefined };

/** A Vigil that answers what it is told to, and remembers what it was asked. */
export interface FakeVigil extends Vigil {
  readonly asked: (ScanRequest | Date)[];
}

/** A small stand-in for the pipeline. */
export function fakeVigil(answers: Partial<Vigil> = {}): FakeVigil {
  const asked: (ScanRequest | Date)[] = [];
  return {
    asked,
    async watch(now) {
      asked.push(now);
      return answers.watch === undefined ? { summary: 'nothing was due' } : answers.watch(now);
    },
    async scan(request) {
      asked.push(request);
      return answers.scan === undefined ? ANSWER : answers.scan(request);
    },
    health: answers.health ?? (() => Promise.resolve(HEALTH)),
  };
}

/** The app in the local host, with one function's handler in place of the registered one; its trigger stays. */
export function served(
  name: string,
  handler: HttpHandler,
): { readonly ask: (path: string, init?: RequestInit) => Promise<Response>; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  let host: FunctionsHost;
  beforeAll(async () => {
    host = await startFunctions({
      functions: functions.map((fn) => (fn.name === name ? { ...fn, callback: handler as Callback } : fn)),
      key: KEY,
      log: (line) => lines.push(line),
    });
  });
  afterAll(() => host.stop());
  return {
    lines,
    ask: (path, init = {}) =>
      fetch(host.url + path, {
        ...init,
        headers: { 'x-functions-key': KEY, ...(init.headers as Record<string, string>) },
      }),
  };
}
