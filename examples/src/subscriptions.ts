import {
  SubscriptionInput,
  subscriptionInputSchema,
} from '@release-desk/plugin-releases-common';
import { readFileSync } from 'node:fs';
import { HOME_ZONE } from './days';

/**
 * Calendars that others keep, as files. Their events recur, so that they need
 * no moving; a subscription is found again by its title.
 */
export function exampleSubscriptions(folder: string): SubscriptionInput[] {
  return [
    subscriptionInputSchema.parse({
      title: 'Nordpay platform calendar',
      owner: 'group:default/team-cards',
      kind: 'vendor',
      vendor: 'Nordpay',
      selector: {
        ref: ['resource:default/nordpay'],
        expand: { relations: ['dependsOn'], direction: 'incoming', hops: 2 },
      },
      timeZone: HOME_ZONE,
      content: readFileSync(`${folder}/nordpay.ics`, 'utf8'),
    }),
  ];
}
