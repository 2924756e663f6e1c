/** Who acts where nobody does. */
export const OWN_ACTOR = 'plugin:releases';
