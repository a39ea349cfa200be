import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';

export interface TableStorage {
  readonly connection: string;
  readonly port: number;
  /** Ends it; with a location, only after everything is on the disk. */
  readonly stop: () => Promise<void>;
}

export interface TableStorageOptions {
  /** The folder to keep the tables in; it is made if need be. Without one they are gone with the process. */
  readonly location?: string;
}

// The emulator's published key: the same on every machine, and of no worth anywhere else.
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const HOST = '127.0.0.1';
const SWITCHES = ['--silent', '--disableTelemetry', '--skipApiVersionCheck'];

// Its standard input ends when we do, however we end: nothing is left running. It knows SIGINT, and writes its tables to the disk then,
// unless it dies of having told us so.
const UNTIL_WE_END = `
  process.stdout.on('error', () => undefined);
  process.stdin.once('close', () => {
    process.emit('SIGINT');
    setTimeout(() => process.exit(), 5000).unref();
  }).resume();
  require(process.argv[1]);
`;

/** Azurite's table service alone, in a child process, on a port that was free a moment ago. Takes about a second. */
export async function startTableStorage({ location }: TableStorageOptions = {}): Promise<TableStorage> {
  const port = await freePort();
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/table/main.js');
  const place = location === undefined ? ['--inMemoryPersistence'] : ['--location', location];
  const args = ['--tableHost', HOST, '--tablePort', String(port), ...place, ...SWITCHES];
  const child = spawn(process.execPath, ['-e', UNTIL_WE_END, '--', main, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // a Ctrl-C is for us, who may still have something to write
  });
  await listening(child);
  return { connection: connectionTo(port), port, stop: () => stopped(child) };
}

/** The connection string of an emulator behind a port of this machine. */
export function connectionTo(port: number): string {
  const url = `http://${HOST}:${port}/devstoreaccount1`;
  return `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${KEY};TableEndpoint=${url};`;
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.includes('successfully started')) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`table storage ended with ${code}`)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.stdin?.end();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, HOST, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
