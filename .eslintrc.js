module.exports = {
  root: true,
  // Scripts are no package, so that no configuration of one covers them.
  overrides: [
    {
      files: ['scripts/**/*.ts'],
      parser: '@typescript-eslint/parser',
      parserOptions: { sourceType: 'module' },
    },
  ],
};
