export * from './activity';
export * from './createVersions';
export * from './DeploymentHistory';
export * from './rebuildVersions';
export { ReadableEnvironments } from './ReadableEnvironments';
