import type {
  Booking,
  Claim,
  Lease,
} from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import { lengthOf } from '../shared';

/** Something that happened to an environment. */
export interface HistoryEvent {
  key: string;
  at: string;
  kind: 'claimed' | 'ended' | 'broken' | 'released';
  title: string;
  detail?: string;
}

/** Less than so long before its end, nobody calls it early. */
const EARLY_MS = 15 * 60_000;

/** Who took it on, gave it up, broke its lease or released it early; the newest first. */
export function historyOf(options: {
  claims: Claim[];
  leases: Lease[];
  bookings: Booking[];
  t: Text;
  nameOf(ref: string): string;
}): HistoryEvent[] {
  const { claims, leases, bookings, t, nameOf } = options;
  const events: HistoryEvent[] = [];
  for (const claim of claims) {
    const { id, group, activeSince, endedAt, confirmedBy, statusReason } =
      claim;
    const before = claims.find(
      one => one.id !== id && one.endedAt && one.endedAt === activeSince,
    );
    if (activeSince)
      events.push({
        key: `claimed ${id}`,
        at: activeSince,
        kind: 'claimed',
        title: before
          ? t('environments.history.claimedFrom', {
              group: nameOf(group),
              from: nameOf(before.group),
            })
          : t('environments.history.claimed', { group: nameOf(group) }),
        detail: confirmedBy
          ? t('environments.history.confirmedBy', {
              user: nameOf(confirmedBy),
            })
          : undefined,
      });
    const isHandedOver = claims.some(
      one => one.id !== id && one.activeSince && one.activeSince === endedAt,
    );
    if (endedAt && activeSince && !isHandedOver)
      events.push({
        key: `ended ${id}`,
        at: endedAt,
        kind: 'ended',
        title: t('environments.history.left', { group: nameOf(group) }),
        detail: statusReason,
      });
  }
  for (const {
    id,
    holder,
    status,
    endedAt,
    endedBy,
    endReason,
    token,
  } of leases)
    if (status === 'broken' && endedAt)
      events.push({
        key: `broken ${id}`,
        at: endedAt,
        kind: 'broken',
        title: t('environments.history.broken', {
          user: endedBy ? nameOf(endedBy) : '',
          holder: t(`environments.now.holder.${holder.kind}`, {
            id: holder.id,
          }),
        }),
        detail: [
          endReason && `“${endReason}”.`,
          t('environments.history.token', { token: String(token) }),
        ]
          .filter(Boolean)
          .join(' '),
      });
  for (const { id, status, endedAt, end, onBehalfOf, purpose } of bookings) {
    const early = endedAt ? Date.parse(end) - Date.parse(endedAt) : 0;
    if (status === 'completed' && endedAt && early > EARLY_MS)
      events.push({
        key: `released ${id}`,
        at: endedAt,
        kind: 'released',
        title: t('environments.history.released', {
          group: nameOf(onBehalfOf),
          length: lengthOf(early, t),
        }),
        detail: purpose,
      });
  }
  return events.sort((one, other) => other.at.localeCompare(one.at));
}
