import { createPermission } from '@backstage/plugin-permission-common';

/** To subscribe the suite to a calendar from outside, and to change or end that. @public */
export const subscriptionManagePermission = createPermission({
  name: 'releases.subscription.manage',
  attributes: { action: 'update' },
});
/** To create a feed at a secret URL of what one may read oneself. @public */
export const feedCreatePermission = createPermission({
  name: 'releases.feed.create',
  attributes: { action: 'create' },
});

/** @public */
export const icalPermissions = [
  subscriptionManagePermission,
  feedCreatePermission,
];
