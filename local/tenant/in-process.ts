import type { OpenTenant } from './open-tenant.ts';
import { sentOf } from './wire.ts';

/** A fetch that asks a tenant without a network, for who needs thousands of runs: the same answers and the same faults. */
export function fetchOf(tenant: OpenTenant): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { answer, wire } = tenant.answer({
      method: request.method,
      url: new URL(request.url),
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    if (wire === 'reset') throw new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
    if (wire === 'hang') return hanging(request.signal);
    const { status, headers, body } = sentOf(answer, wire);
    if (wire === 'reset-midway') return new Response(brokenOff(body), { status, headers });
    return new Response(status === 204 ? null : body, { status, headers });
  };
}

function hanging(signal: AbortSignal): Promise<Response> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function brokenOff(body: Buffer): ReadableStream {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'));
      else controller.enqueue(body.subarray(0, Math.floor(body.length / 2)));
      sent = true;
    },
  });
}
