import { detectors } from '../../shared/detectors/index.ts';
import { declaredBy } from '../../shared/model/declared.ts';
import { mailed } from '../../shared/model/habits.ts';
import type { KeptValue } from '../../shared/model/live-memory.ts';
import { packRows } from '../../shared/store/chunks.ts';
import { memoryStore } from '../../shared/store/memory.ts';
import { chanceOf } from '../random.ts';

const SEED = 20_261_127;
const FIRST_DAY = 20_500;
const PARTNERS = 400;

/** Bytes kept of a user who mailed as many people as are remembered, each once within their days. */
export function busiestMailer(): number {
  const chance = chanceOf(SEED);
  const subject = { kind: 'user', id: 'newsletter@northwind.example', name: 'Newsletter' } as const;
  const values = Array.from({ length: mailed.most }, (): KeptValue => {
    const address = `${chance.guid().slice(0, 8)}@partner${chance.below(PARTNERS)}.example`;
    return [address, [FIRST_DAY + chance.below(mailed.keepDays)]];
  });
  const memory = memoryStore(declaredBy(detectors), () => undefined);
  memory.restore({ subject, active: [], habits: { [mailed.id]: values }, peaks: {} });
  return packRows('busiest', memory.kept(subject)).reduce((sum, { body }) => sum + body.byteLength, 0);
}
