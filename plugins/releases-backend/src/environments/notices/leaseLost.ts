import { StoredLease } from '../store';
import { Notice } from './Notifier';
import { entityLink, entityName } from './words';

/** What those are told whose run has lost its environment to somebody. */
export function leaseLost(
  lease: StoredLease,
  by: { actor: string; reason?: string },
): Notice {
  const { id, environmentRef, holder, acquiredBy } = lease;
  return {
    key: `lease:${id}:lost`,
    topic: 'environment-booking',
    title: `You no longer hold ${entityName(environmentRef)}`,
    description: `The lease of ${holder.kind} ${
      holder.id
    } was broken, and its token is dead.${by.reason ? ` “${by.reason}”` : ''}`,
    link: entityLink(environmentRef),
    recipients: [
      ...new Set([...(holder.userRef ? [holder.userRef] : []), acquiredBy]),
    ],
    exclude: by.actor,
    severity: 'high',
  };
}
