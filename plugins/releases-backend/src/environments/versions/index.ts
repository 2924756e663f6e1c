export * from './activity';
export * from './createVersions';
export * from './rebuildVersions';
export { ReadableEnvironments } from './ReadableEnvironments';
