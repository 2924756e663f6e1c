module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Run from the checkout, never built or published: what lies where in it is certain.
    'no-restricted-syntax': 'off',
    '@backstage/no-relative-monorepo-imports': 'off',
    // The backend that is measured.
    '@backstage/no-mixed-plugin-imports': 'off',
  },
});
