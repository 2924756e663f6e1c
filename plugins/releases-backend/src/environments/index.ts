export { createEnvironments } from './createEnvironments';
