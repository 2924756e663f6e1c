export { releasesPlugin as default } from './plugin';
