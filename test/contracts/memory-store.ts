import { describe } from '@jest/globals';
import type { OpenMemoryStore } from './memory/declared.ts';
import { boundsContract, habitsContract } from './memory/habits.ts';
import { orderContract } from './memory/order.ts';
import { peaksContract } from './memory/peaks.ts';
import { usersContract } from './memory/users.ts';
import { windowsContract } from './memory/windows.ts';

export type { OpenMemoryStore } from './memory/declared.ts';

/** The promises of the port `MemoryStore`, for every store that keeps them. */
export function memoryStoreContract(name: string, open: OpenMemoryStore): void {
  describe(`${name} keeps the contract of memory`, () => {
    habitsContract(open);
    boundsContract(open);
    usersContract(open);
    peaksContract(open);
    windowsContract(open);
    orderContract(open);
  });
}
