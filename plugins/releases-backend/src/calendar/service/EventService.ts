import {
  eventCreatePermission,
  eventDeletePermission,
  EventInput,
  eventInputSchema,
  EventPatch,
  eventReadPermission,
  eventUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { Bookkeeping } from '../../database';
import { CallContext } from '../../http/types';
import { ResourceWriter } from '../../resources';
import { EventFilter, StoredEvent } from '../store';
import { CalendarDependencies } from './dependencies';
import { requireEventFields, withoutStaleMoveBy } from './eventRules';
import { ScopedService } from './ScopedService';
import { unsaidIn } from './unsaid';

/** Business events and vendor events. */
export class EventService extends ScopedService<
  StoredEvent,
  EventFilter,
  EventInput,
  EventPatch
> {
  protected readonly unsaid = unsaidIn(eventInputSchema);

  constructor(
    options: CalendarDependencies & { writer: ResourceWriter<StoredEvent> },
  ) {
    super({
      ...options,
      store: options.events,
      noun: 'event',
      read: eventReadPermission,
      permissions: {
        create: eventCreatePermission,
        update: eventUpdatePermission,
        delete: eventDeletePermission,
      },
    });
  }

  protected made(
    input: EventInput,
    made: Bookkeeping & { id: string },
  ): StoredEvent {
    return { ...input, source: { type: 'native' }, ...made };
  }

  protected async patched(
    before: StoredEvent,
    patch: EventPatch,
    context: CallContext,
  ): Promise<StoredEvent> {
    const after = await super.patched(before, patch, context);
    return withoutStaleMoveBy(after, patch);
  }

  protected requireFields(event: StoredEvent): void {
    requireEventFields(event);
  }
}
