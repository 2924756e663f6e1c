module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A property says what holds where its condition does.
    'jest/no-conditional-expect': 'off',
  },
});
