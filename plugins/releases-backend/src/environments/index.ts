export { createEnvironments } from './createEnvironments';
export { servedEnvironments } from './environmentsHandlers';
