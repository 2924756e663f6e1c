export * from './boardHandlers';
export * from './createBoard';
export { rebuildUse } from './useRollup';
