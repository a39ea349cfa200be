/** How a page of records can be spoiled. */
export type PageFault = 'empty-page' | 'short-page' | 'looping-link' | 'foreign-link';

/** How an answer can be spoiled on its way. */
export type WireFault = 'reset' | 'reset-midway' | 'hang' | 'cut';

const KINDS: readonly string[] = [
  'empty-page',
  'short-page',
  'looping-link',
  'foreign-link',
  'reset',
  'reset-midway',
  'hang',
  'cut',
];

/** What shall go wrong with a request. */
export interface Fault {
  /** A part of the path; else any request to one of the two APIs. Token endpoints fail only where they are named. */
  readonly path?: string;
  /** How often; once unless given. */
  readonly times?: number;
  /** How many fitting requests pass unharmed before. */
  readonly after?: number;
  /** An answer with this status, and Microsoft's body for it where it is known. */
  readonly status?: number;
  /** In seconds, or a date as HTTP writes it. */
  readonly retryAfter?: number | string;
  readonly code?: string;
  readonly message?: string;
  readonly kind?: PageFault | WireFault;
}

/** The switches of a tenant. */
export interface Faults {
  /** Adds a fault behind those that wait. Throws if it does not say what goes wrong. */
  readonly next: (fault: Fault) => void;
  /** Takes the first fault that fits a path, and counts it; of those that name a path only, if asked so. */
  readonly take: (path: string, namedOnly: boolean) => Fault | undefined;
  readonly clear: () => void;
  /** How often each kind or status struck. */
  readonly struck: () => Readonly<Record<string, number>>;
}

interface Waiting {
  readonly fault: Fault;
  after: number;
  times: number;
}

/** Makes a set of switches, all off. */
export function openFaults(): Faults {
  const waiting: Waiting[] = [];
  const counts = new Map<string, number>();

  function take(path: string, namedOnly: boolean): Fault | undefined {
    for (const entry of waiting) {
      const part = entry.fault.path ?? (namedOnly ? undefined : '');
      if (part === undefined || !path.includes(part)) continue;
      if (entry.after > 0) {
        entry.after -= 1;
        continue;
      }
      entry.times -= 1;
      if (entry.times < 1) waiting.splice(waiting.indexOf(entry), 1);
      const name = entry.fault.kind ?? String(entry.fault.status);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return entry.fault;
    }
    return undefined;
  }

  return {
    next(fault) {
      check(fault);
      waiting.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 });
    },
    take,
    clear: () => void waiting.splice(0),
    struck: () => Object.fromEntries(counts),
  };
}

/** Whether a fault spoils the page itself; the others strike when it is sent. */
export function pageFaultOf(fault: Fault | undefined): PageFault | undefined {
  const kind = fault?.kind;
  return kind === 'empty-page' || kind === 'short-page' || kind === 'looping-link' || kind === 'foreign-link'
    ? kind
    : undefined;
}

function check({ status, kind, times }: Fault): void {
  if ((status === undefined) === (kind === undefined))
    throw new Error('a fault has either a status or a kind');
  if (kind !== undefined && !KINDS.includes(kind))
    throw new Error(`a fault of kind ${kind} does not exist: take one of ${KINDS.join(', ')}`);
  if (status !== undefined && !(status >= 400 && status <= 599))
    throw new Error(`a fault has a status from 400 to 599, not ${status}`);
  if (times !== undefined && !(times >= 1))
    throw new Error(`a fault strikes at least once, not ${times} times`);
}
