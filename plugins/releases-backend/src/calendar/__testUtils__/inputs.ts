import {
  EndpointInput,
  calendarContract,
} from '@release-desk/plugin-releases-common';
import { CHECKOUT, PAYMENTS, PROD } from './company';

const HOUR = 3_600_000;

type Body<N extends keyof typeof calendarContract> = EndpointInput<
  (typeof calendarContract)[N]
> extends { body: infer B }
  ? B
  : never;

/** An instant, so many hours from now. */
export function hence(hours: number): string {
  return new Date(Date.now() + hours * HOUR).toISOString();
}

function wallHence(hours: number): string {
  return hence(hours).slice(0, 19);
}

/** A hard freeze of the payments team, in production, from an hour ago for two days. */
export function freezeInput(
  changes: Partial<Body<'createWindow'>> = {},
): Body<'createWindow'> {
  return {
    kind: 'freeze',
    title: 'Quarter end',
    reason: 'The books are being closed',
    owner: PAYMENTS,
    schedule: { start: wallHence(-1), timeZone: 'UTC', duration: 'P2D' },
    selector: { owner: [PAYMENTS], environmentTier: ['production'] },
    ...changes,
  };
}

export function releaseInput(
  changes: Partial<Body<'createRelease'>> = {},
): Body<'createRelease'> {
  return {
    title: 'Checkout 4.2',
    owner: PAYMENTS,
    entities: [{ ref: CHECKOUT, version: '4.2.0' }],
    environments: [PROD],
    start: hence(2),
    end: hence(4),
    ...changes,
  };
}

export function deprecationInput(
  changes: Partial<Body<'createEvent'>> = {},
): Body<'createEvent'> {
  return {
    kind: 'vendor',
    category: 'deprecation',
    title: 'Payments API v1',
    owner: PAYMENTS,
    vendor: 'Acquirer',
    moveBy: hence(24 * 60),
    schedule: {
      start: wallHence(24),
      timeZone: 'Europe/Berlin',
      duration: 'P1D',
    },
    ...changes,
  };
}
