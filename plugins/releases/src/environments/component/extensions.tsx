import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';

export const componentEnvironmentsContent = EntityContentBlueprint.make({
  name: 'component-environments',
  params: {
    path: '/environments',
    title: 'Environments',
    // What can be deployed; declarative, so that a portal's configuration can say otherwise.
    filter: { kind: 'component' },
    loader: () =>
      import('./ComponentEnvironments').then(m => <m.ComponentEnvironments />),
  },
});
