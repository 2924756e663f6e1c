import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { auditMessages } from './audit';
import { bookingsMessages } from './bookings';
import { calendarMessages } from './calendar';
import { dialogMessages } from './dialog';
import { entityMessages } from './entity';
import { environmentsMessages } from './environments';
import { homeMessages } from './home';
import { sharedMessages } from './shared';
import { subscriptionsMessages } from './subscriptions';
import { timelineMessages } from './timeline';
import { versionsMessages } from './versions';

/** Every text of the plugin, one group for each room. */
export const messages = {
  shared: sharedMessages,
  calendar: calendarMessages,
  dialog: dialogMessages,
  entity: entityMessages,
  environments: environmentsMessages,
  home: homeMessages,
  audit: auditMessages,
  timeline: timelineMessages,
  subscriptions: subscriptionsMessages,
  bookings: bookingsMessages,
  versions: versionsMessages,
};

/**
 * Every text of the plugin, one group for each room.
 *
 * @public
 */
export const releasesTranslationRef = createTranslationRef({
  id: 'plugin.releases',
  messages,
});
