import { json, type Answer, type Ask } from './exchange.ts';
import type { Fault, Faults } from './faults.ts';
import type { Posts } from './posts.ts';
import { isRecord } from './schemas.ts';

/** What can be switched over HTTP, by who runs the channel as a process of its own. */
export interface Switches {
  readonly posts: Posts;
  readonly faults: Faults;
  readonly down: (isDown: boolean) => void;
  /** How often the webhook answered with each status. */
  readonly requests: () => Readonly<Record<string, number>>;
}

const NOTHING: Answer = { status: 204 };

/** Answers a request to `/control/…`. Undefined: there is no such switch. */
export function controlAnswer(switches: Switches, ask: Ask): Answer | undefined {
  const answer = CONTROLS[`${ask.method} ${ask.url.pathname}`];
  if (answer === undefined) return undefined;
  try {
    return answer(switches, ask.body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return json(400, { error: { code: 'control', message } });
  }
}

const CONTROLS: Readonly<Record<string, (switches: Switches, body: string) => Answer>> = {
  'GET /control/posts': ({ posts }) => json(200, posts.all()),
  'GET /control/requests': ({ requests }) => json(200, requests()),
  'GET /control/faults': ({ faults }) => json(200, faults.struck()),
  'POST /control/faults'({ faults }, body) {
    faults.next(objectIn(body) as Fault);
    return NOTHING;
  },
  'DELETE /control/faults'({ faults }) {
    faults.clear();
    return NOTHING;
  },
  'POST /control/down'({ down }, body) {
    const { isDown } = objectIn(body);
    if (typeof isDown !== 'boolean') throw new Error('write {"isDown":true} or {"isDown":false}');
    down(isDown);
    return NOTHING;
  },
};

function objectIn(body: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(body);
  if (!isRecord(value)) throw new Error('the body is no JSON object');
  return value;
}
