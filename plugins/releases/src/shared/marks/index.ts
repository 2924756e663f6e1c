export * from './Chip';
export * from './icons';
export * from './look';
export * from './speak';
export * from './StatusBadge';
export * from './Tile';
