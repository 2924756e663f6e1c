export * from './EditService';
export * from './guardedWrite';
export * from './page';
export * from './ReadService';
export * from './ResourceGuard';
export * from './ResourceWriter';
