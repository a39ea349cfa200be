import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import { connectionTo, startTableStorage, type TableStorage } from '../../local/azurite.ts';

declare global {
  var tableStorage: { readonly stop: () => Promise<void> } | undefined;
}

/**
 * One Azurite for the whole run, and none for a run that asks for no table: what listens is a door, and the first to knock waits until
 * there is somebody behind it. Workers inherit the connection string; each test opens a table of its own.
 */
// oxlint-disable-next-line import/no-default-export -- Jest asks for one
export default async function start(): Promise<void> {
  let storage: Promise<TableStorage> | undefined;
  const open = new Set<Socket>();
  const door = createServer((caller) => {
    open.add(caller.once('close', () => open.delete(caller)));
    storage ??= startTableStorage();
    storage.then(
      ({ port }) => {
        const inner = connect(port, '127.0.0.1');
        pipeline(caller, inner, caller, () => inner.destroy());
      },
      (error: Error) => caller.destroy(error),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  process.env['TABLES_CONNECTION'] = connectionTo((door.address() as AddressInfo).port);
  globalThis.tableStorage = {
    async stop() {
      door.close();
      for (const caller of open) caller.destroy();
      await (await storage)?.stop();
    },
  };
}
