import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import {
  agoOf,
  Clock,
  lengthOf,
  plainDay,
  shortMoment,
  Status,
} from '../shared';

export interface NowWords {
  status: Status;
  title: string;
  /** Who, then what for; the second is quiet. */
  lines: string[];
}

interface Context {
  t: Text;
  clock: Clock;
  nameOf(ref: string): string;
}

function freeWords(row: EnvironmentRow, { t, clock }: Context): NowWords {
  const { occupancy, idle } = row;
  const lines: string[] = [];
  if (occupancy.until)
    lines.push(
      t('environments.now.for', {
        length: lengthOf(Date.parse(occupancy.until) - clock.now, t),
      }),
    );
  else lines.push(t('environments.now.nothingBooked'));
  if (occupancy.state === 'observed')
    lines.push(t('environments.now.observed'));
  else if (idle.lastBookingEndedAt && idle.lastBookingEndedAt === idle.since)
    lines.push(
      t('environments.now.lastBooking', {
        day: plainDay(idle.lastBookingEndedAt, clock),
      }),
    );
  else if (idle.lastDeploymentAt)
    lines.push(
      t('environments.now.lastDeployment', {
        day: plainDay(idle.lastDeploymentAt, clock),
      }),
    );
  return {
    status: 'free',
    title: occupancy.until
      ? t('environments.now.freeUntil', {
          moment: shortMoment(occupancy.until, clock),
        })
      : t('environments.now.free'),
    lines,
  };
}

function sharedWords(row: EnvironmentRow, context: Context): NowWords {
  const { t, clock, nameOf } = context;
  const { occupancy } = row;
  const known = occupancy.now.flatMap(({ booking }) => booking ?? []);
  const groups = [
    ...new Set(known.map(({ onBehalfOf }) => nameOf(onBehalfOf))),
  ];
  const who =
    known.length < occupancy.now.length
      ? [...groups, t('environments.now.others')]
      : groups;
  return {
    status: 'shared',
    title: t('environments.now.sharedBy', { count: occupancy.now.length }),
    lines: [
      who.join(', '),
      ...(occupancy.until
        ? [
            t('environments.now.nextEnd', {
              moment: shortMoment(occupancy.until, clock),
            }),
          ]
        : []),
    ],
  };
}

/** Who has an environment now, until when and what for, in the exact words. */
export function nowWords(row: EnvironmentRow, context: Context): NowWords {
  const { t, clock, nameOf } = context;
  const { occupancy } = row;
  const { state, lease, isMine, until } = occupancy;
  if (state === 'free' || state === 'observed') return freeWords(row, context);
  if (state === 'shared') return sharedWords(row, context);
  const holder = occupancy.now.find(({ mode }) => mode === 'exclusive');
  const booking = holder?.booking;
  const lines: string[] = [];
  const run =
    lease &&
    t(`environments.now.holder.${lease.holder.kind}`, { id: lease.holder.id });
  if (booking) {
    const by = isMine
      ? nameOf(booking.requestedBy)
      : `${nameOf(booking.onBehalfOf)}, ${nameOf(booking.requestedBy)}`;
    lines.push(run ? `${nameOf(booking.onBehalfOf)}, ${run}` : by);
    lines.push(
      lease
        ? t('environments.now.renewed', {
            purpose: booking.purpose,
            ago: agoOf(lease.renewedAt, clock, t),
          })
        : booking.purpose,
    );
  } else lines.push(run ?? t('environments.now.hidden'));
  const key = isMine ? 'yours' : 'taken';
  return {
    status: key,
    title: until
      ? t(`environments.now.${key}Until`, {
          moment: shortMoment(until, clock),
        })
      : t(`environments.now.${key}`),
    lines,
  };
}
