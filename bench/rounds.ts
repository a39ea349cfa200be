import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generate, type Batch } from './generate.ts';
import { measure, type Usage } from './measure.ts';
import { medianOf } from './median.ts';

/** The medians over all rounds of one batch. */
export interface Measured {
  readonly rounds: number;
  /** CPU of replay ÷ CPU of the floor, pair by pair. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
  readonly replay: Usage;
  readonly floor: Usage;
}

/** Writes a batch, and measures floor and replay in turns: what else the machine does hits both. The files are removed at the end. */
export async function measured(batch: Batch, rounds: number, temporary: string): Promise<Measured> {
  const folder = join(temporary, 'batch');
  await mkdir(folder);
  try {
    const files = await generate(folder, batch);
    // The floor is always the same records as NDJSON.
    const bare = batch.layout === 'ndjson' ? files : await bareFiles(folder, batch);
    const pairs: { floor: Usage; replay: Usage }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const floor = await measure('floor', bare, batch.records, temporary);
      const replay = await measure('replay', files, batch.records, temporary);
      pairs.push({ floor, replay });
    }
    return summaryOf(pairs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function bareFiles(folder: string, batch: Batch): Promise<readonly string[]> {
  const inside = join(folder, 'bare');
  await mkdir(inside);
  return generate(inside, { ...batch, layout: 'ndjson' });
}

function summaryOf(pairs: readonly { floor: Usage; replay: Usage }[]): Measured {
  const ratios = pairs.map(({ floor, replay }) => replay.cpuMs / floor.cpuMs);
  return {
    rounds: pairs.length,
    ratio: medianOf(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    replay: middle(pairs.map(({ replay }) => replay)),
    floor: middle(pairs.map(({ floor }) => floor)),
  };
}

function middle(usages: readonly Usage[]): Usage {
  return {
    cpuMs: medianOf(usages.map(({ cpuMs }) => cpuMs)),
    peakMiB: medianOf(usages.map(({ peakMiB }) => peakMiB)),
  };
}
