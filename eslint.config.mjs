import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const nodeBuiltins = [
  'node:*',
  'fs',
  'path',
  'os',
  'http',
  'https',
  'net',
  'crypto',
  'child_process',
  'process',
  'timers',
];
const sdks = ['@aws-sdk/*', '@smithy/*', '@aws-lambda-powertools/*', 'dataloader'];

const forbid = (message, ...group) => ({
  'no-restricted-imports': ['error', { patterns: [{ group: group.flat(), message }] }],
});

export default tseslint.config(
  { ignores: ['node_modules/', 'dist/', 'lib/', 'coverage/', '**/*.cjs', '**/*.mjs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a const object or a union of strings.' },
        { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only configuration reads the environment.' },
      ],
    },
  },
  {
    files: ['src/workflows/**/*.ts'],
    rules: forbid('Workflow code is deterministic: no Node built-ins, no SDKs.', nodeBuiltins, sdks, [
      '@temporalio/client',
      '@temporalio/worker',
      '@temporalio/activity',
    ]),
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: forbid('The domain is pure: no Node built-ins, no SDKs, no Temporal.', nodeBuiltins, sdks, [
      '@temporalio/*',
    ]),
  },
  {
    // Handlers change a workflow's state while it awaits: what was read before is out of date.
    files: ['src/workflows/**/*.ts'],
    rules: { 'require-atomic-updates': 'error' },
  },
  {
    // The places that configure a process may read its environment.
    files: [
      'src/config/aws-sdk.ts',
      'src/config/worker-config.ts',
      'src/starter/config.ts',
      'src/cli/config.ts',
      'dev/**/*.ts',
      'scripts/**/*.ts',
      'test/**/*.ts',
      'local-aws/src/main.ts',
      'local-aws/test/support/*.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['*.config.ts', 'test/support/*-setup.ts', 'test/support/*-teardown.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.test.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
      'jest/no-disabled-tests': 'error',
    },
  },
);
