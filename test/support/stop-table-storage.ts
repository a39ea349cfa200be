import './start-table-storage.ts';

// oxlint-disable-next-line import/no-default-export -- Jest asks for one
export default async function stop(): Promise<void> {
  await globalThis.tableStorage?.stop();
}
