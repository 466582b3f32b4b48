// One configuration for all tests: a project for each package, and for what crosses packages.

const swc = (decorators) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true, explicitResourceManagement: true },
      transform: decorators,
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];
const legacy = { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true };
const standard = { legacyDecorator: false, decoratorVersion: '2022-03' };

// The addon ends its process now and then, and registers once in it: these tests have a run of their own.
const nativeOnly =
  process.env.AEROFORM_DRIVER === 'native' ? [] : ['<rootDir>/packages/core/test/driver/native/'];

function project(displayName, testMatch, decorators = legacy) {
  return {
    displayName,
    rootDir: __dirname,
    testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
    testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/downstream/', ...nativeOnly],
    testEnvironment: 'node',
    // Packages resolve to their sources, so tests need no build.
    testEnvironmentOptions: {
      customExportConditions: ['@aeroform/source', 'node', 'node-addons', 'require', 'default'],
    },
    // Sources import './x.js'; on disk there is x.ts. JavaScript wins where a library ships both.
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    moduleFileExtensions: ['js', 'cjs', 'mjs', 'ts', 'json', 'node'],
    modulePathIgnorePatterns: ['/dist/', '<rootDir>/test/downstream/'],
    transform: { '\\.m?tsx?$': swc(decorators) },
    setupFilesAfterEnv: ['<rootDir>/test/setup/fail-on-console.ts'],
  };
}

const packageProject = (name) => project(name, [`packages/${name}/test/**/*.test.ts`]);

module.exports = {
  maxWorkers: 2,
  testTimeout: 30_000,
  passWithNoTests: true,
  projects: [
    ...['protocol', 'core', 'orm', 'nestjs', 'embedded'].map(packageProject),
    project(
      'orm (standard decorators)',
      ['packages/orm/test/decorators/**/*.test.ts', 'packages/orm/test/**/*.dual.test.ts'],
      standard,
    ),
    project('examples', ['examples/*/test/**/*.test.ts']),
    project('test', ['test/**/*.test.ts']),
    project('docs', ['docs/**/*.test.ts']),
  ],
};
