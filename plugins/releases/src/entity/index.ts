export { EntityReleasesCard } from './EntityReleasesCard';
export { EntityReleasesContent } from './EntityReleasesContent';
