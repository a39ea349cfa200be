/** What a Retry-After asks for, in milliseconds: seconds, or a date. Undefined where it is absent or neither. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const header = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  if (!/^[A-Za-z]{3}, \d/.test(header)) return undefined; // Date.parse takes '-5' and 'soon 7' for dates
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
