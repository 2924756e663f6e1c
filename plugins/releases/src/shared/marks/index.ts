export * from './Chip';
export * from './headline';
export * from './icons';
export * from './look';
export * from './speak';
export * from './StatusBadge';
export * from './Tile';
