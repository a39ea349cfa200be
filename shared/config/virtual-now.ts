import { parseTime } from '../model/time.ts';

const TIMEOUT_MS = 2_000;

/** The time of a virtual clock: an address on this machine that answers it as ISO 8601, plain or as a JSON string. */
export async function virtualNow(url: string): Promise<Date> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' });
  const text = (await answer.text()).trim().replaceAll('"', '');
  const at = answer.ok ? parseTime(text) : undefined;
  if (at === undefined) throw new Error(`the virtual clock answered ${answer.status} and no time`);
  return at;
}
