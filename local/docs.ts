import { writeFileSync } from 'node:fs';
import { detectors } from '../shared/detectors/index.ts';
import { detectorsPage } from './docs/detectors-page.ts';

// `npm run docs`: writes what is made from the code. A test holds that it is fresh.
writeFileSync('docs/detectors.md', detectorsPage(detectors));
