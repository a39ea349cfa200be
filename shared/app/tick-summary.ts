import { isReading } from '../pipeline/history.ts';
import type { Tick } from '../pipeline/watch.ts';

/** One line for the log on what a tick did. */
export function tickSummary(tick: Tick): string {
  if (tick.did === 'nothing') return `nothing done: ${tick.because}`;
  const { head, read, setAside } = tick;
  const failing = [
    ...Object.keys(head.failing),
    ...Object.entries(head.feeds).flatMap(([name, { failing: why }]) => (why === undefined ? [] : [name])),
  ];
  return [
    `read ${read} records`,
    ...(setAside === 0 ? [] : [`set aside ${setAside}`]),
    ...(failing.length === 0 ? [] : [`cannot read ${failing.join(', ')}`]),
    ...(head.open === 0 ? [] : [`${head.open} open`]),
    ...(head.history !== undefined && isReading(head.history)
      ? [`history read up to ${new Date(head.history.at).toISOString()}`]
      : []),
  ].join('; ');
}
