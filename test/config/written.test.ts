import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig, SETTING_NAMES } from '../../shared/config.ts';

describe('what is written of the settings', () => {
  const root = join(import.meta.dirname, '../..');
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  const SET_BY_AZURE = ['IDENTITY_ENDPOINT', 'WEBSITE_HOSTNAME'];

  it('in docs/settings.md names each, and no other', () => {
    const named = [...read('docs/settings.md').matchAll(/^\| `(\w+)` /gm)].map(([, name]) => name);

    expect(new Set(named)).toEqual(new Set(SETTING_NAMES));
    expect(named).toHaveLength(SETTING_NAMES.length);
  });

  it('in local.settings.json.example names each but those that only Azure sets, and can be used', () => {
    const { Values } = JSON.parse(read('local.settings.json.example')) as { Values: Record<string, string> };
    const { FUNCTIONS_WORKER_RUNTIME, ...ours } = Values;

    expect(FUNCTIONS_WORKER_RUNTIME).toBe('node');
    expect(new Set([...Object.keys(ours), ...SET_BY_AZURE])).toEqual(new Set(SETTING_NAMES));
    expect(() => readConfig(ours)).not.toThrow();
  });
});
