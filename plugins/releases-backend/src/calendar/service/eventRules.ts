import { InputError } from '@backstage/errors';
import {
  BUSINESS_CATEGORIES,
  EventCategory,
  EventPatch,
  VENDOR_CATEGORIES,
} from '@release-desk/plugin-releases-common';
import { StoredEvent } from '../store';

type EventFields = Pick<StoredEvent, 'kind' | 'category' | 'vendor' | 'moveBy'>;

/** By these, consumers must have moved to something else. */
const TO_MOVE_FROM: EventCategory[] = ['deprecation', 'end-of-life'];

/** Throws `InputError` naming the field. */
export function requireEventFields(event: EventFields): void {
  const { kind, category, vendor, moveBy } = event;
  const categories: readonly EventCategory[] =
    kind === 'vendor' ? VENDOR_CATEGORIES : BUSINESS_CATEGORIES;
  if (!categories.includes(category))
    throw new InputError(
      `category: expected one of ${categories.join(', ')} for a ${kind} event`,
    );
  if (kind === 'vendor' && vendor === undefined)
    throw new InputError('vendor: expected for a vendor event');
  if (kind !== 'vendor' && vendor !== undefined)
    throw new InputError('vendor: expected for a vendor event only');
  const mustMove = TO_MOVE_FROM.includes(category);
  if (mustMove && moveBy === undefined)
    throw new InputError(
      `moveBy: expected the instant by which consumers must have moved, for a ${category}`,
    );
  if (!mustMove && moveBy !== undefined)
    throw new InputError(
      'moveBy: expected for a deprecation or end of life only',
    );
}

/** `moveBy` goes with the category that asks for it, also where a patch does not say so. */
export function withoutStaleMoveBy(
  event: StoredEvent,
  patch: EventPatch,
): StoredEvent {
  if (patch.moveBy !== undefined || TO_MOVE_FROM.includes(event.category))
    return event;
  const { moveBy, ...rest } = event;
  return rest;
}
