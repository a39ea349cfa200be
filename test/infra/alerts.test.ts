import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tickSummary } from '../../shared/app/tick-summary.ts';
import { firstHead, type HeadState } from '../../shared/pipeline/head.ts';
import type { Tick } from '../../shared/pipeline/watch.ts';
import { functions } from '../../local/functions-core.ts';
import '../../functions/index.ts';
import { root } from './a-template.ts';

const folder = join(root, 'infra/queries');
const queries = new Map(
  readdirSync(folder).map((name) => [name.replace('.kql', ''), readFileSync(join(folder, name), 'utf8')]),
);

/** Columns of the two tables, as Azure Monitor has them: those that a query of ours may ask for. */
const COLUMNS = ['TimeGenerated', 'Message', 'Properties', 'OperationName', 'ProblemId'];
const WORDS = new Set(
  'AppTraces AppExceptions where tostring toint extract startswith contains summarize count countif project and Category'.split(
    ' ',
  ),
);

const NOW = Date.UTC(2026, 2, 2, 9);
const failing = { since: NOW, times: 1, kind: 'forbidden', sentence: 'Cannot read sign-ins: …' };

/** The line of a pass that left the head so. */
function lineOf(change: Partial<HeadState>, read = 12): string {
  return tickSummary({ did: 'a round', head: { ...firstHead(NOW), ...change }, read, setAside: 0 });
}

/** What the texts in a query say of a line: that it is a pass, how many cards are parked, that something was not read. */
function seenBy(name: string, line: string): { isPass: boolean; parked: number; isBlind: boolean } {
  const query = queries.get(name) ?? '';
  const [, begin] = /Message startswith '([^']+)'/.exec(query) ?? [];
  const [, pattern] = /extract\(@'([^']+)', 1, Message\)/.exec(query) ?? [];
  const [, word] = /Message contains '([^']+)'/.exec(query) ?? [];
  return {
    isPass: begin !== undefined && line.startsWith(begin),
    parked: Number((pattern === undefined ? null : new RegExp(pattern).exec(line))?.[1] ?? 0),
    isBlind: word !== undefined && line.includes(word),
  };
}

describe('the queries of the alerts', () => {
  it('are those that the alerts load', () => {
    const bicep = readFileSync(join(root, 'infra/modules/alerts.bicep'), 'utf8');
    const loaded = [...bicep.matchAll(/loadTextContent\('\.\.\/queries\/([\w-]+)\.kql'\)/g)].map(
      ([, name]) => name,
    );

    expect(new Set(loaded)).toEqual(new Set(queries.keys()));
  });

  it.each([...queries])('%s asks for columns that there are', (_name, query) => {
    const code = query.replaceAll(/\/\/.*|@?'[^']*'/g, '');
    const made = [...code.matchAll(/(\w+) = /g)].map(([, name]) => name ?? '');
    const names = [...code.matchAll(/[A-Za-z]\w*/g)].map(([name]) => name);

    expect(names.filter((name) => ![...COLUMNS, ...made, ...WORDS].includes(name))).toEqual([]);
  });

  it('look at the log of a function that there is', () => {
    const categories = [...queries.values()].flatMap((query) => query.match(/'Function\.(\w+)\.User'/) ?? []);
    const names = categories.filter((text) => !text.startsWith("'"));

    expect(new Set(names)).toEqual(new Set(['watch']));
    expect(functions.map(({ name }) => name)).toContain('watch');
  });

  it.each(['no-pass', 'parked', 'blind'])('%s knows a pass, and a tick that did nothing', (name) => {
    const idle: readonly Tick[] = (['nothing is due', 'another works', 'the lease was lost'] as const).map(
      (because) => ({ did: 'nothing', because }),
    );

    expect(seenBy(name, lineOf({})).isPass).toBe(true);
    expect(seenBy(name, lineOf({}, 0)).isPass).toBe(true);
    expect(idle.filter((tick) => seenBy(name, tickSummary(tick)).isPass)).toEqual([]);
  });

  it('know how many cards are parked, whatever else the line tells', () => {
    const outbox = { waiting: 1, parked: 3 };

    expect(seenBy('parked', lineOf({})).parked).toBe(0);
    expect(seenBy('parked', lineOf({ outbox })).parked).toBe(3);
    expect(seenBy('parked', lineOf({ outbox, open: 2, failing: { licence: failing } })).parked).toBe(3);
    expect(seenBy('parked', lineOf({ outbox: { waiting: 7, parked: 0 }, open: 2 })).parked).toBe(0);
  });

  it('know that something could not be read', () => {
    expect(seenBy('blind', lineOf({})).isBlind).toBe(false);
    expect(seenBy('blind', lineOf({ failing: { licence: failing } })).isBlind).toBe(true);
  });
});
