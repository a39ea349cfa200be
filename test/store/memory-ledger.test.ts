import { memoryLedger } from '../../shared/store/memory-ledger.ts';
import { ledgerContract } from '../contracts/ledger.ts';

ledgerContract('the in-memory ledger', memoryLedger);
