/** @type {import('jest').Config} */
export default {
  roots: ['shared', 'local', 'test'].map((folder) => `<rootDir>/${folder}`),
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' },
    ],
  },
  testTimeout: 60_000,
  maxWorkers: '100%',
  coverageProvider: 'v8',
  collectCoverageFrom: ['shared/**/*.ts', 'local/**/*.ts', '!shared/model/**'],
};
