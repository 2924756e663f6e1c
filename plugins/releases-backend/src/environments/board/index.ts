export * from './boardHandlers';
export * from './createBoard';
