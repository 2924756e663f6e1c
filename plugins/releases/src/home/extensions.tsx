import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

export const comingUpWidget = HomePageWidgetBlueprint.make({
  name: 'coming-up',
  params: {
    name: 'ReleasesComingUp',
    title: 'Coming up',
    description:
      'Releases, freezes and events of the next 14 days that touch what you own.',
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 4, defaultRows: 7 },
    },
    components: () =>
      import('./ComingUp').then(({ ComingUp }) => ({ Content: ComingUp })),
  },
});
