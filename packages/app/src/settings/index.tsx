import {
  createFrontendModule,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';

/** Where somebody mutes notifications, by who sends them and by topic. */
const notificationSettings = SubPageBlueprint.make({
  name: 'notifications',
  params: {
    path: 'notifications',
    title: 'Notifications',
    loader: async () => {
      const [{ UserNotificationSettingsCard }, { Content }] = await Promise.all(
        [
          import('@backstage/plugin-notifications'),
          import('@backstage/core-components'),
        ],
      );
      return (
        <Content>
          <UserNotificationSettingsCard
            originNames={{ 'plugin:releases': 'Releases' }}
          />
        </Content>
      );
    },
  },
});

export const settingsModule = createFrontendModule({
  pluginId: 'user-settings',
  extensions: [notificationSettings],
});
