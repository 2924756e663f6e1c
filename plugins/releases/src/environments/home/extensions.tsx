import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const myEnvironmentsWidget = HomePageWidgetBlueprint.make({
  name: 'my-environments',
  params: {
    name: 'ReleasesMyEnvironments',
    title: 'My environments',
    description:
      'What your groups hold, are offered, have booked and must attest.',
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 4, defaultRows: 7 },
    },
    components: () =>
      import('./MyEnvironments').then(({ MyEnvironments }) => ({
        Content: MyEnvironments,
      })),
  },
});
