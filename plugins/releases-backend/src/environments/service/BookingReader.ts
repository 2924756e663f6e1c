import { NotFoundError } from '@backstage/errors';
import {
  Booking,
  bookingReadPermission,
  Page,
} from '@release-desk/plugin-releases-common';
import { PageRequest } from '../../database';
import { CallContext } from '../../http/types';
import { Named, ReadService } from '../../resources';
import { BookingFilter, StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { presentBookings } from './presentBookings';

/** Bookings as a caller may see them. */
export class BookingReader extends ReadService<
  StoredBooking,
  Booking,
  BookingFilter
> {
  readonly #options: EnvironmentsDependencies;

  constructor(options: EnvironmentsDependencies) {
    super({
      ...options,
      store: options.bookings,
      noun: 'booking',
      read: bookingReadPermission,
    });
    this.#options = options;
  }

  async page(
    query: Omit<BookingFilter, 'actor'> & PageRequest,
    context: CallContext,
  ): Promise<Page<Booking>> {
    return super.list({ ...query, actor: context.actor }, context);
  }

  async get(id: string, context: CallContext): Promise<Booking> {
    return this.present(await this.readable(id, context), context);
  }

  /** A draft is there for nobody but who made it. Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<StoredBooking> {
    const found = await this.guard.readable(id, context);
    if (found.status === 'draft' && found.requestedBy !== context.actor)
      throw new NotFoundError(`Unknown booking '${id}'`);
    return found;
  }

  async shown(item: StoredBooking, context: CallContext): Promise<Booking> {
    return this.present(item, context);
  }

  /** Throws `RevisionConflictError` before any work is done. */
  async requireCurrent(
    before: StoredBooking,
    named: Named,
    context: CallContext,
  ): Promise<void> {
    await this.requireRevision(before, named, context);
  }

  protected async presentAll(
    items: StoredBooking[],
    context: CallContext,
  ): Promise<Booking[]> {
    const access = await this.guard.listAccess(context);
    return presentBookings(this.#options, items, { context, access });
  }
}
