import type { ValueChange } from '../model/keeper.ts';
import { doneInPart, isJobDue } from './due.ts';
import type { Failing, HeadState } from './head.ts';
import { PREFIX } from './keys.ts';
import { withKnownNetworks } from './policy.ts';
import type { WatchParts } from './watch-parts.ts';
import type { Working } from './working.ts';

/** What is done once a day. */
export type JobName = 'licence' | 'directory' | 'posture';
export const JOBS: readonly JobName[] = ['licence', 'directory', 'posture'];

/** In a person's words. */
export const JOB_TITLES: Readonly<Record<JobName, string>> = {
  licence: 'the licence',
  directory: 'the directory',
  posture: 'the settings of the tenant',
};

type Job = () => Promise<'whole' | 'in part'>;

/** Does the jobs that are due; one that cannot be done is told, and the others are done all the same. */
export async function doJobs(
  before: HeadState,
  working: Working,
  parts: WatchParts,
): Promise<{ readonly head: HeadState; readonly values: readonly ValueChange[] }> {
  let head = before;
  const values: ValueChange[] = [];
  const run: Readonly<Record<JobName, Job>> = {
    async licence() {
      head = { ...head, route: await parts.route.ask(head.route, parts.now()) };
      return 'whole';
    },
    async directory() {
      const { domains, people } = await parts.directory();
      for (const domain of domains) working.own.member(domain);
      for (const names of people) working.people.same(names);
      return 'whole';
    },
    async posture() {
      const posture = withKnownNetworks(await parts.posture(), working.posture);
      working.posture = posture;
      values.push({ key: PREFIX.posture, value: posture });
      return (posture.unread ?? []).length === 0 ? 'whole' : 'in part';
    },
  };
  for (const name of JOBS) {
    if (!isJobDue(name, head, parts.now())) continue;
    head = await doJob(name, run[name], () => head, parts);
  }
  return { head, values };
}

async function doJob(
  name: JobName,
  run: Job,
  headOf: () => HeadState,
  { now, explain }: WatchParts,
): Promise<HeadState> {
  try {
    const done = await run();
    const head = headOf();
    const { [name]: _mended, ...failing } = head.failing;
    return { ...head, failing, jobs: { ...head.jobs, [name]: done === 'whole' ? now() : doneInPart(now()) } };
  } catch (error) {
    const told = explain(error, JOB_TITLES[name]);
    if (told === undefined) throw error;
    const head = headOf();
    const known: Failing | undefined = head.failing[name];
    const failing = { since: known?.since ?? now(), times: (known?.times ?? 0) + 1, ...told };
    return { ...head, failing: { ...head.failing, [name]: failing } };
  }
}
