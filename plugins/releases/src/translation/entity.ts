export const entityMessages = {} as const;
