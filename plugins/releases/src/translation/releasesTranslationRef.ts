import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { auditMessages } from './audit';
import { calendarMessages } from './calendar';
import { dialogMessages } from './dialog';
import { entityMessages } from './entity';
import { homeMessages } from './home';
import { sharedMessages } from './shared';
import { subscriptionsMessages } from './subscriptions';
import { timelineMessages } from './timeline';

/**
 * Every text of the plugin, one group for each room.
 *
 * @public
 */
export const releasesTranslationRef = createTranslationRef({
  id: 'plugin.releases',
  messages: {
    shared: sharedMessages,
    calendar: calendarMessages,
    dialog: dialogMessages,
    entity: entityMessages,
    home: homeMessages,
    audit: auditMessages,
    timeline: timelineMessages,
    subscriptions: subscriptionsMessages,
  },
});
