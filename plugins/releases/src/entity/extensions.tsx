import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

/** What releases and freezes speak of; declarative, so that a portal's configuration can say otherwise. */
const filter = {
  kind: { $in: ['component', 'system', 'api', 'resource', 'domain'] },
};

export const entityReleasesContent = EntityContentBlueprint.make({
  name: 'releases',
  params: {
    path: '/releases',
    title: 'Releases',
    group: 'deployment',
    filter,
    loader: () =>
      import('./EntityReleasesContent').then(m => <m.EntityReleasesContent />),
  },
});

export const entityReleasesCard = EntityCardBlueprint.make({
  name: 'releases',
  params: {
    type: 'info',
    filter,
    loader: () =>
      import('./EntityReleasesCard').then(m => <m.EntityReleasesCard />),
  },
});
