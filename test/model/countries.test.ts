import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isCountry } from '../../shared/model/countries.ts';
import { openBlocks } from '../../shared/place/blocks.ts';

describe('the code of a country', () => {
  it('is every one that the place data name', () => {
    const file = join(import.meta.dirname, '../../shared/place/data/place.bin');
    const codes = openBlocks(readFileSync(file)).countries.toString('latin1').match(/../g) ?? [];

    expect(codes.length).toBeGreaterThan(200);
    expect([...new Set(codes)].filter((code) => !isCountry(code))).toEqual([]);
  });

  it.each(['UK', 'EU', 'ZZ', 'se', 'SWE', '', 'S', '__proto__'])('is not %j', (code) => {
    expect(isCountry(code)).toBe(false);
  });
});
