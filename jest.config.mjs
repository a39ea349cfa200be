import { existsSync } from 'node:fs';

const root = new URL('.', import.meta.url);

/** @type {import('jest').Config} */
export default {
  // An empty folder is not in a fresh clone, and Jest refuses a root that is not there.
  roots: ['functions', 'shared', 'local', 'test']
    .filter((folder) => existsSync(new URL(folder, root)))
    .map((folder) => `<rootDir>/${folder}`),
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' },
    ],
  },
  // The real module exists only inside the Functions worker.
  moduleNameMapper: {
    '^@azure/functions-core$': '<rootDir>/local/functions-core.ts',
    '^adaptivecards$': '<rootDir>/node_modules/adaptivecards/dist/adaptivecards.js', // its main is ESM that Node cannot load
  },
  globalSetup: '<rootDir>/test/support/start-table-storage.ts',
  globalTeardown: '<rootDir>/test/support/stop-table-storage.ts',
  testTimeout: 60_000,
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['functions/**/*.ts', 'shared/**/*.ts', 'local/**/*.ts', '!shared/model/**'],
};
