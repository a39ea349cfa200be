/** How an answer to the webhook can be spoiled: before the flow takes the message, or, for `answer-lost`, after it did. */
type FaultKind = 'reset' | 'hang' | 'answer-lost';

const KINDS: readonly string[] = ['reset', 'hang', 'answer-lost'];

/** What shall go wrong with a message. */
export interface Fault {
  /** How often; once unless given. */
  readonly times?: number;
  /** How many messages pass unharmed before. */
  readonly after?: number;
  /** An answer with this status, and Microsoft's body for it where it is known. */
  readonly status?: number;
  /** In seconds, or a date as HTTP writes it. */
  readonly retryAfter?: number | string;
  readonly code?: string;
  readonly message?: string;
  readonly kind?: FaultKind;
}

/** The switches of a channel. */
export interface Faults {
  /** Adds a fault behind those that wait. Throws if it does not say what goes wrong. */
  readonly next: (fault: Fault) => void;
  /** Takes the first fault that is due, and counts it. */
  readonly take: () => Fault | undefined;
  readonly clear: () => void;
  /** How often each kind or status struck. */
  readonly struck: () => Readonly<Record<string, number>>;
}

/** Makes a set of switches, all off. */
export function openFaults(): Faults {
  const waiting: { readonly fault: Fault; after: number; times: number }[] = [];
  const counts = new Map<string, number>();
  return {
    next(fault) {
      check(fault);
      waiting.push({ fault, after: fault.after ?? 0, times: fault.times ?? 1 });
    },
    take() {
      const [due] = waiting;
      if (due === undefined) return undefined;
      if (due.after > 0) {
        due.after -= 1;
        return undefined;
      }
      due.times -= 1;
      if (due.times < 1) waiting.shift();
      const name = due.fault.kind ?? String(due.fault.status);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return due.fault;
    },
    clear: () => void waiting.splice(0),
    struck: () => Object.fromEntries(counts),
  };
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
