module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // A property says what holds where its condition does.
    'jest/no-conditional-expect': 'off',
    // A dialog that opens moves the focus into itself: to leave it behind would
    // be the fault (WAI-ARIA, dialog pattern).
    'jsx-a11y/no-autofocus': 'off',
    // `memo(function Chip() {})` names the component in its own declaration.
    '@typescript-eslint/no-shadow': 'off',
    // `aria-description` is global since ARIA 1.3, which the rule does not know.
    'jsx-a11y/role-supports-aria-props': 'off',
    // A region that scrolls must be reachable by keyboard to be scrolled.
    'jsx-a11y/no-noninteractive-tabindex': [
      'error',
      { tags: [], roles: ['region', 'tabpanel'] },
    ],
  },
});
