import { tableLedger } from '../../shared/store/table-ledger.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { aTable } from '../support/tables.ts';

const TENANT = '5b9a99a5-0000-4000-8000-4279ec819ed6';

ledgerContract('the ledger in a table', (options) => tableLedger(aTable(), TENANT, options));
