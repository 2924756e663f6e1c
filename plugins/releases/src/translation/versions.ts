/** Words of versions: the matrix, promotion, utilisation, a component's page. */
export const versionsMessages = {
  tab: 'Versions',
} as const;
