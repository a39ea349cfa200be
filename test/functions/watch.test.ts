import { describe, expect, it } from '@jest/globals';
import { functions, type Callback } from '../../local/functions-core.ts';
import { runTimer, type LogLine } from '../../local/host/invoke.ts';
import { watchOf } from '../../functions/watch.ts';
import '../../functions/index.ts';
import { vigil as unconfigured } from '../../shared/app.ts';
import type { Vigil } from '../../shared/model/vigil.ts';
import { writeLine } from '../../shared/platform/log-destination.ts';
import { openLog } from '../../shared/platform/log.ts';
import { fakeVigil, NOW } from './served.ts';

/** One run of the registered timer, with its handler asking another Vigil. */
async function tick(open: () => Vigil): Promise<{ lines: readonly LogLine[]; error: unknown }> {
  const lines: LogLine[] = [];
  const watch = functions.find(({ name }) => name === 'watch');
  if (watch === undefined) throw new Error('watch is not registered');
  const callback = watchOf(open, () => Promise.resolve(NOW)) as Callback;
  const error: unknown = await runTimer({ ...watch, callback }, (line) => lines.push(line)).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { lines, error };
}

describe('the watch', () => {
  it('ticks at the time it is, and logs what came of it', async () => {
    const vigil = fakeVigil();
    const { lines } = await tick(() => vigil);

    expect(vigil.asked).toEqual([NOW]);
    expect(lines).toEqual([{ level: 'information', functionName: 'watch', message: 'nothing was due' }]);
  });

  it('fails where a setting is wrong, having told what to do', async () => {
    const { lines, error } = await tick(unconfigured);

    expect(error).toMatchObject({ name: 'ConfigFault' });
    expect(lines.map(({ level }) => level)).toEqual(['error', 'error']);
    expect(lines[0]?.message).toMatch(/^TENANT_ID .+`az account show /);
  });

  it('fails where we are at fault', async () => {
    const { error } = await tick(() => fakeVigil({ watch: () => Promise.reject(new Error('a bug')) }));

    expect(error).toMatchObject({ message: 'a bug' });
  });
});

describe('the log', () => {
  const log = openLog({ level: 'trace', destination: writeLine });

  it('goes to the invocation it belongs to, each line at its level, however deep it is written', async () => {
    const deep = async (text: string): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      log.warn({ text }, 'deep');
    };
    const vigilOf = (text: string): Vigil =>
      fakeVigil({
        async watch() {
          log.debug({ text }, 'began');
          await deep(text);
          log.fatal({ text }, 'ended');
          return { summary: text };
        },
      });
    const [one, other] = await Promise.all([tick(() => vigilOf('one')), tick(() => vigilOf('other'))]);

    expect(one.lines.map(({ level }) => level)).toEqual(['debug', 'warning', 'error', 'information']);
    expect(one.lines.every(({ message }) => message.includes('one'))).toBe(true);
    expect(other.lines).toHaveLength(4);
  });
});
