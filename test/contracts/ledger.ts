import { describe } from '@jest/globals';
import { changesContract } from './ledger/changes.ts';
import { fenceContract } from './ledger/fence.ts';
import { limitsContract } from './ledger/limits.ts';
import { listingContract } from './ledger/listing.ts';
import type { OpenLedger } from './ledger/opened.ts';

export type { OpenLedger } from './ledger/opened.ts';

/** The promises of the port `Ledger`, for every ledger that keeps them. */
export function ledgerContract(name: string, open: OpenLedger): void {
  describe(`${name} keeps the contract of a ledger`, () => {
    fenceContract(open);
    changesContract(open);
    limitsContract(open);
    listingContract(open);
  });
}
