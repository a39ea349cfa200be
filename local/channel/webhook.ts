import type { Answer, Ask } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { Outcome } from './post.ts';
import { faultAnswer, mismatch, refusal, twiceAuthorized, unauthorized, WORKFLOW } from './refusals.ts';
import { runOf } from './run.ts';
import { mismatchesOf, type Flow } from './schemas.ts';

const PATH = `/powerautomate/automations/direct/workflows/${WORKFLOW}/triggers/manual/paths/invoke`;
// A pretend signature, as long as a real one, and the same in every run: an address once configured keeps working.
const SIGNATURE = 'pretend-Jk3vQx0bW8nLr5Ty2Hd7Ms9Zc4Fg1Ap6UeR';

/** More than this in a second is throttled. Source: learn.microsoft.com, webhooks and connectors, "rate limiting". */
const MOST_A_SECOND = 4;
const SECOND_MS = 1_000;

/** No answer at all; the status is never seen. */
const BROKEN_OFF: Answer = { status: 503, wire: 'reset' };

/** A webhook of Workflows. */
export interface Webhook {
  /** Its path, with the query that opens it. */
  readonly address: string;
  readonly isAt: (path: string) => boolean;
  readonly answer: (ask: Ask) => Answer;
}

/** What a webhook is made with. */
export interface WebhookOptions {
  readonly flow: Flow;
  /** Whether more than four messages a second are refused. */
  readonly pacing: boolean;
  readonly now: () => Date;
  readonly faults: Faults;
  /** Whether nobody answers at all. */
  readonly isDown: () => boolean;
  /** Takes what a run brings, after the answer is decided. */
  readonly onRun: (outcome: Outcome) => void;
}

/** Makes a webhook: 202 with an empty body for whatever its trigger takes, whatever becomes of the run. */
export function openWebhook({ flow, pacing, now, faults, isDown, onRun }: WebhookOptions): Webhook {
  const tooMany = openLimiter(now);

  function taken({ body }: Ask): Answer {
    const message = parsed(body);
    if (message === undefined)
      return refusal(
        400,
        'InvalidRequestContent',
        'The request content is not valid and could not be deserialized.',
      );
    const mismatches = mismatchesOf(flow, message.value);
    if (mismatches.length > 0) return mismatch(mismatches);
    for (const outcome of runOf(message.value)) onRun(outcome);
    return { status: 202 };
  }

  function throttled(): Answer | undefined {
    const waitSeconds = pacing ? tooMany() : undefined;
    return waitSeconds === undefined ? undefined : faultAnswer({ status: 429, retryAfter: waitSeconds });
  }

  function answer(ask: Ask): Answer {
    if (isDown()) return BROKEN_OFF;
    const fault = faults.take();
    if (fault?.status !== undefined) return faultAnswer(fault);
    if (fault?.kind === 'reset') return BROKEN_OFF;
    if (fault?.kind === 'hang') return { ...BROKEN_OFF, wire: 'hang' };
    const given = throttled() ?? refusedAtTheDoor(ask) ?? taken(ask);
    return fault?.kind === 'answer-lost' ? { ...given, wire: 'reset' } : given;
  }

  return {
    address: `${PATH}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${SIGNATURE}`,
    isAt: (path) => path === PATH,
    answer,
  };
}

function refusedAtTheDoor({ method, url, headers }: Ask): Answer | undefined {
  if (method !== 'POST') return refusal(405, 'MethodNotAllowed', `The trigger takes POST, not ${method}.`);
  if (!url.searchParams.has('api-version')) return faultAnswer({ status: 400 });
  const signature = url.searchParams.get('sig');
  const scheme = headers['authorization']?.split(' ')[0];
  if (signature !== null && scheme !== undefined) return twiceAuthorized(scheme);
  return signature === SIGNATURE ? undefined : unauthorized();
}

function parsed(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** Counts messages; the seconds to wait where one is too many, which is then not counted. */
function openLimiter(now: () => Date): () => number | undefined {
  let passed: readonly number[] = [];
  return () => {
    const at = now().getTime();
    const recent = passed.filter((time) => time > at - SECOND_MS);
    const [oldest] = recent;
    if (recent.length >= MOST_A_SECOND && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest + SECOND_MS - at) / SECOND_MS));
    passed = [...recent, at];
    return undefined;
  };
}
