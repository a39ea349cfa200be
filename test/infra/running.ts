import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fakeAz, shim } from './fake-az.ts';

const INFRA = join(import.meta.dirname, '../../infra');

export interface Answered {
  readonly code: number;
  readonly out?: string;
  readonly err?: string;
}

/** A home of its own, with an `az`, an `azd` and a `sleep` that sleeps no time and writes down how long it was to be. */
export function running(address: string) {
  const home = mkdtempSync(join(tmpdir(), 'vigil az ')); // with a space, as on many computers
  put(join(home, 'sleep'), `#!/bin/sh\necho "$1" >>"${home}/slept"\n`);
  const path = [home, process.env['PATH'] ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, HOME: home };
  const answering = fakeAz(address);
  const tools = answering.then(({ port }) => {
    for (const tool of ['az', 'azd']) put(join(home, tool), shim(tool, port));
  });

  async function ran(script: string, words: readonly string[], answer = ''): Promise<Ran> {
    await tools;
    return executed(join(INFRA, script), words, env, answer);
  }

  return {
    slept: () =>
      existsSync(join(home, 'slept')) ? readFileSync(join(home, 'slept'), 'utf8').trim().split('\n') : [],
    async close() {
      (await answering).close();
      rmSync(home, { recursive: true });
    },
    run: Object.assign((...words: readonly string[]) => ran('grant-permissions.sh', words), {
      uninstall: (answer: string, ...words: readonly string[]) => ran('uninstall.sh', words, answer),
      home,
    }),
  };
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function put(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

function executed(
  script: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  answer: string,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile('bash', [script, ...words], { env, cwd: env['HOME'] }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
    child.stdin?.on('error', () => undefined); // it may have ended without asking
    child.stdin?.end(answer);
  });
}
