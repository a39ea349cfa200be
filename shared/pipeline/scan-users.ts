import type { WatchParts } from './watch-parts.ts';
import type { Working } from './working.ts';

/** The first user whom neither the directory nor anything seen knows. */
export async function strangerIn(
  users: readonly string[],
  working: Working,
  parts: Pick<WatchParts, 'directory' | 'explain'>,
): Promise<string | undefined> {
  const { people, own, memory } = working;
  const known = (): ReadonlySet<string> =>
    new Set([...people.kept().groups.flat(), ...[...memory.subjects()].map(({ id }) => id)]);
  const missing = (): string | undefined => {
    const names = known();
    return users.find((user) => !names.has(user.toLowerCase()));
  };
  if (users.length === 0 || missing() === undefined) return undefined;
  try {
    const directory = await parts.directory();
    for (const names of directory.people) people.same(names);
    for (const domain of directory.domains) own.member(domain);
    // Whoever has one name only is in no group.
    const alone = new Set(directory.people.flat());
    const names = known();
    return users.find((user) => !names.has(user.toLowerCase()) && !alone.has(user.toLowerCase()));
  } catch (error) {
    if (parts.explain(error, 'the directory') === undefined) throw error;
    return missing();
  }
}
