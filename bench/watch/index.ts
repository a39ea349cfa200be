import type { Line } from '../budgets.ts';
import { requestLines } from './requests.ts';
import { startLines } from './start.ts';
import { tickLines } from './ticks.ts';

/** What the watch costs: its table, Microsoft's APIs, a cold start; design.md §14. */
export async function watchLines(tell: (what: string) => void): Promise<readonly Line[]> {
  tell('ticks of 300 users');
  const few = await tickLines(300);
  tell('ticks of 1,000 users');
  const many = await tickLines(1_000);
  tell('requests to Microsoft');
  const requests = await requestLines();
  tell('cold start');
  return [...few, ...many, ...requests, ...(await startLines())];
}
