import { afterAll, beforeAll } from '@jest/globals';
import type { HttpHandler } from '@azure/functions';
import '../../functions/index.ts';
import { functions, type Callback } from '../../local/functions-core.ts';
import { startFunctions, type FunctionsHost } from '../../local/functions-host.ts';
import type { LogLine } from '../../local/host/invoke.ts';
import type { Decision } from '../../shared/model/decision.ts';
import type {
  DecisionRequest,
  Health,
  IncidentView,
  ScanAnswer,
  ScanRequest,
  Vigil,
} from '../../shared/model/vigil.ts';

export const KEY = 'a key of a "test"';
export const QUERY = `?code=${encodeURIComponent(KEY)}`;
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
  parked: [],
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
  /** The ids that were looked up. */
  readonly looked: string[];
  readonly decided: DecisionRequest[];
  readonly drills: () => number;
}

/** A small stand-in for the pipeline. */
export function fakeVigil(answers: Partial<Vigil> = {}): FakeVigil {
  const asked: (ScanRequest | Date)[] = [];
  const looked: string[] = [];
  const decided: DecisionRequest[] = [];
  let drills = 0;
  return {
    asked,
    looked,
    decided,
    drills: () => drills,
    async incident(id) {
      looked.push(id);
      return answers.incident?.(id);
    },
    async decide(request) {
      decided.push(request);
      return answers.decide === undefined ? decisionOf(request) : answers.decide(request);
    },
    async drill() {
      drills += 1;
      return answers.drill === undefined ? { queued: true } : answers.drill();
    },
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

/** What is put down of what was asked for. */
function decisionOf({ days, ...request }: DecisionRequest): Decision {
  const lasts = { acknowledge: undefined, mute: days, pardon: 14 }[request.kind];
  const at = NOW.getTime();
  return { ...request, at, until: lasts === undefined ? undefined : at + lasts * 86_400_000 };
}

/** A Vigil that keeps one incident, and what is decided of it. */
export function vigilWith(view: IncidentView): FakeVigil {
  const decisions: Decision[] = [...view.decisions];
  const ids = [view.incident.id, ...view.formerly];
  return fakeVigil({
    incident: (id) => Promise.resolve(ids.includes(id) ? { ...view, decisions: [...decisions] } : undefined),
    decide(request) {
      const decision = decisionOf(request);
      decisions.unshift(decision);
      return Promise.resolve(decision);
    },
  });
}

/** The app in the local host, with one function's handler in place of the registered one; its trigger stays. */
export function served(
  name: string,
  handler: HttpHandler,
): {
  /** With the key in its header, as a program asks. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>;
  /** With the key in the query, as a link has it. */
  readonly follow: (path: string, init?: RequestInit) => Promise<Response>;
  readonly origin: () => string;
  readonly lines: LogLine[];
} {
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
    origin: () => host.url,
    follow: (path, init) => fetch(host.url + path + QUERY, init),
    ask: (path, init = {}) =>
      fetch(host.url + path, {
        ...init,
        headers: { 'x-functions-key': KEY, ...(init.headers as Record<string, string>) },
      }),
  };
}
