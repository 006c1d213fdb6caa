// Rules that find mistakes, and the two budgets that keep files and functions readable. Looks are Prettier's.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['target/', 'pkg/', '.tools/', 'test-results/', 'playwright-report/', '**/fixtures/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { ...globals.node } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-template-curly-in-string': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', 350],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
    },
  },
  {
    files: ['www-example/spa/**', 'benches/**'],
    languageOptions: { globals: { ...globals.browser } },
  },
  {
    // Test bodies are lists of cases, and code for the page is written inside them.
    files: ['tests/**', '**/*.test.mjs', 'www-example/check*.mjs', 'www-example/check/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'max-lines-per-function': 'off' },
  },
];
