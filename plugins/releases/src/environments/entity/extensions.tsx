import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

/** What an environment is unless told; a portal with kinds of its own says so in the configuration of the extension. */
const filter = { kind: 'resource', 'spec.type': 'environment' };

export const environmentContent = EntityContentBlueprint.make({
  name: 'environment',
  params: {
    path: '/environment',
    title: 'Environment',
    filter,
    loader: () =>
      import('./EnvironmentContent').then(m => <m.EnvironmentContent />),
  },
});

export const environmentCard = EntityCardBlueprint.make({
  name: 'environment',
  params: {
    type: 'info',
    filter,
    loader: () => import('./EnvironmentCard').then(m => <m.EnvironmentCard />),
  },
});

export const groupEnvironmentsCard = EntityCardBlueprint.make({
  name: 'group-environments',
  params: {
    type: 'content',
    filter: { kind: 'group' },
    loader: () =>
      import('../group/GroupEnvironmentsCard').then(m => (
        <m.GroupEnvironmentsCard />
      )),
  },
});
