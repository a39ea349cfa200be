import type { Line } from '../budgets.ts';
import { busiestMailer } from './bounds.ts';
import { busiestLine, quietLines, requestLines, startLines, stateLines, tickLines } from './lines.ts';
import { quietPass } from './quiet.ts';
import { windowCosts } from './requests.ts';
import { zippedSize } from './size.ts';
import { coldStart } from './start.ts';
import { ticksOf } from './ticks.ts';

const USERS = [300, 1_000];
const DAYS = 60;
const WINDOWS = [0, 999, 1_000, 1_001, 5_000];
const LOADS = 21;

type Tell = (what: string) => void;

/** What the watch asks of its table and of Microsoft, and what it keeps; design.md §14. */
export async function watchLines(tell: Tell): Promise<readonly Line[]> {
  const ticks: Line[] = [];
  const state: Line[] = [];
  for (const users of USERS) {
    tell(`ticks of ${users} users who were watched for ${DAYS} days`);
    const costs = await ticksOf(users, DAYS);
    ticks.push(...tickLines(costs));
    state.push(...stateLines(costs));
  }
  tell('windows of each log');
  return [...ticks, ...state, busiestLine(busiestMailer()), ...requestLines(await windowCosts(WINDOWS))];
}

/** What a cold start takes: loading the deployed file, its size with all that goes with it, and its first pass where nothing is due. */
export async function coldLines(bundle: string, root: string, tell: Tell): Promise<readonly Line[]> {
  tell('loads of the bundle');
  const loads = startLines(await coldStart(bundle, root, LOADS), await zippedSize(root));
  tell('a quiet pass');
  return [...loads, ...quietLines(await quietPass(bundle))];
}
