import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CLIENT, directory, GRAPH_ROLES, held, OURS } from './pretend-directory.ts';

const NAMED = ['--identity', 'vigil', '--resource-group', 'rg'];

describe('removing', () => {
  const foreign = held(GRAPH_ROLES['Mail.ReadWrite'], { id: 'f' });
  const others = held(OURS[0] ?? '', { id: 'o', principalId: CLIENT });

  it('takes away what it granted, and leaves all else', async () => {
    const given = await directory({ assignments: [foreign, others] });
    await given.run(...NAMED);

    const { code } = await given.run(...NAMED, '--remove');

    expect({ code, left: given.state.assignments.map(({ id }) => id) }).toEqual({
      code: 0,
      left: ['f', 'o'],
    });
    expect(readdirSync(`${given.run.home}/.vigil`)).toEqual([]);
    const writes = given.writes();
    expect((await given.run(...NAMED, '--remove')).out.match(/is not granted/g)).toHaveLength(5);
    expect(given.writes()).toBe(writes);
  });

  it('leaves one of the five that was there before, and says so; --all takes it', async () => {
    const given = await directory({ assignments: [held(GRAPH_ROLES['Policy.Read.All'])] });
    await given.run(...NAMED);

    const { out } = await given.run(...NAMED, '--remove');

    expect(given.granted()).toEqual([GRAPH_ROLES['Policy.Read.All']]);
    expect(out).toContain('Policy.Read.All: left. It is granted since 2026-01-03');
    expect(out).toContain('--remove --all');
    await given.run(...NAMED, '--remove', '--all');
    expect(given.granted()).toEqual([]);
  });

  it('leaves what was removed and granted again by somebody else', async () => {
    const given = await directory();
    await given.run(...NAMED);
    given.state.assignments = [held(OURS[0] ?? '')];

    await given.run(...NAMED, '--remove');

    expect(given.granted()).toEqual([OURS[0]]);
  });

  it('leaves everything where it has no record', async () => {
    const given = await directory();
    await given.run(...NAMED, '--record', `${given.run.home}/elsewhere/record.txt`);

    await given.run(...NAMED, '--remove');
    expect(given.granted()).toEqual(OURS);

    await given.run(...NAMED, '--remove', '--record', `${given.run.home}/elsewhere/record.txt`);
    expect(given.granted()).toEqual([]);
  });

  it('can be tried out', async () => {
    const given = await directory();
    await given.run(...NAMED);
    const writes = given.writes();

    const { out } = await given.run(...NAMED, '--remove', '--what-if');

    expect(out.match(/would be removed/g)).toHaveLength(5);
    expect({ granted: given.granted(), writes: given.writes() }).toEqual({ granted: OURS, writes });
  });
});
