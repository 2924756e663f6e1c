import { ResourceGuard } from '../../resources';
import { CallContext } from '../../http/types';
import { StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { presentTaken } from './presentBookings';
import { Taken } from './Taken';

/** Says to a caller that a time is taken in words for them. Throws `TakenError`. */
export async function refusingTaken<T>(
  options: Pick<
    EnvironmentsDependencies,
    'bookings' | 'checks' | 'policies'
  > & {
    guard: ResourceGuard<StoredBooking>;
  },
  context: CallContext,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Taken)) throw error;
    const access = await options.guard.listAccess(context);
    throw await presentTaken(options, error, { context, access });
  }
}
