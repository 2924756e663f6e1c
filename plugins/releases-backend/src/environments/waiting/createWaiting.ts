import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { AuditLog } from '../../audit/AuditLog';
import { Notifier } from '../notices';
import { BookingPolicies } from '../service/BookingPolicies';
import { BookingStore, WaitingStore } from '../store';
import { Offers } from './Offers';
import { WaitingFollower } from './WaitingFollower';
import { WaitingWriter } from './WaitingWriter';

const KEY = 'releases.environments.offerMinutes';

/** The parts by which those that wait are offered what others give back. */
export function createWaiting(options: {
  config: Config;
  bookings: BookingStore;
  waiting: WaitingStore;
  policies: BookingPolicies;
  auditLog: AuditLog;
  notifier: Notifier;
}): {
  offers: Offers;
  waitingWriter: WaitingWriter;
  waitingFollower: WaitingFollower;
} {
  const { notifier, config } = options;
  const minutes = z
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .default(60)
    .safeParse(config.getOptional(KEY));
  if (!minutes.success)
    throw new InputError(
      `Configuration ${KEY}: ${minutes.error.issues[0].message}`,
    );
  const waitingWriter = new WaitingWriter(options);
  const offers = new Offers({
    ...options,
    waitingWriter,
    minutes: minutes.data,
    onOffer: (tx, { booking, offer }) =>
      notifier.notify(tx, {
        key: `offer:${booking.id}:${offer.offeredAt}`,
        scope: `offer:${booking.id}`,
        topic: 'environment-waiting',
        recipients: [...new Set([booking.requestedBy, booking.onBehalfOf])],
        title: `A slot is offered to you for “${booking.purpose}”`,
        description: `From ${offer.start} to ${offer.end}. The offer ends ${offer.expiresAt}.`,
        link: '/releases/environments/bookings',
        severity: 'high',
      }),
  });
  return {
    offers,
    waitingWriter,
    waitingFollower: new WaitingFollower({ ...options, waitingWriter, offers }),
  };
}
