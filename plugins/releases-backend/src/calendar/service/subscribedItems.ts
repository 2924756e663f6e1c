import {
  Schedule,
  Subscription,
  windowInputSchema,
} from '@release-desk/plugin-releases-common';
import { created } from '../../database';
import { StoredEvent, StoredWindow } from '../store';
import { defaultEnforcement } from './windowRules';

/** One event of a calendar from outside. */
export interface ImportedItem {
  uid: string;
  title: string;
  description: string;
  url?: string;
  schedule: Schedule;
}

type Made = keyof ReturnType<typeof created>;

/** The defaults of a window are those of one that is entered by hand. */
const { actions, invokers, exemptChangeTypes, inFlight } =
  windowInputSchema.shape;

export function windowOf(
  subscription: Subscription,
  kind: StoredWindow['kind'],
  item: ImportedItem,
): Omit<StoredWindow, Made> {
  return {
    kind,
    title: item.title,
    reason: item.description || `From the calendar ${subscription.title}`,
    enforcement: defaultEnforcement(kind),
    actions: actions.parse(undefined),
    invokers: invokers.parse(undefined),
    exemptChangeTypes: exemptChangeTypes.parse(undefined),
    inFlight: inFlight.parse(undefined),
    ...common(subscription, item),
  };
}

export function eventOf(
  subscription: Subscription,
  kind: StoredEvent['kind'],
  item: ImportedItem,
): Omit<StoredEvent, Made> {
  return {
    kind,
    // A calendar does not say what its events are.
    category: 'other',
    title: item.title,
    description: item.description,
    ...(kind === 'vendor' && { vendor: subscription.vendor }),
    ...common(subscription, item),
  };
}

function common(subscription: Subscription, item: ImportedItem) {
  const { owner, selector, id } = subscription;
  return {
    owner,
    selector,
    schedule: item.schedule,
    links: item.url ? [{ title: 'In the calendar', url: item.url }] : [],
    source: { type: 'ical' as const, subscriptionId: id, uid: item.uid },
  };
}
