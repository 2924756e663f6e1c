import { ConflictError } from '@backstage/errors';
import { ItemSource } from '../store';

/** What follows a calendar from outside would be changed back by its next reading. */
export function refuseSubscribed(item: { source: ItemSource }): void {
  if (item.source.type !== 'native')
    throw new ConflictError(
      `This comes from the calendar subscription ${item.source.subscriptionId} and follows it; change it there`,
    );
}
