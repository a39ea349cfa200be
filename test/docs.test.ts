import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { detectorsPage } from '../local/docs/detectors-page.ts';
import { detectors } from '../shared/detectors/index.ts';

it('docs/detectors.md is what the detectors say (npm run docs)', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/detectors.md'), 'utf8');

  expect(page).toBe(detectorsPage(detectors));
});
