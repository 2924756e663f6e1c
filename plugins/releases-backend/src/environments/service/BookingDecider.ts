import { InputError } from '@backstage/errors';
import {
  admitBooking,
  Admission,
  BookingApproval,
  EntityFacts,
  evaluateBookingPolicy,
  occupiedSpan,
  PolicyReason,
  PolicyRule,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis } from '../../database';
import { StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { Taken } from './Taken';

const WEEK = 7 * 86_400_000;

/** The field that a line of the policy is about. */
const FIELDS: Partial<Record<PolicyRule, string>> = {
  usages: 'usage',
  minLeadMinutes: 'start',
  maxAheadDays: 'start',
};

/** What is known before the locks are taken, because the catalog is asked for it. */
export interface DecisionGround {
  facts: Map<string, EntityFacts>;
  /** The group that it is for, and those above it that a policy names. */
  groups: string[];
}

/** What policies and other bookings say to one, under the locks of its environments. */
export class BookingDecider {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'bookings' | 'catalogView' | 'policies'
  >;

  constructor(
    options: Pick<
      EnvironmentsDependencies,
      'bookings' | 'catalogView' | 'policies'
    >,
  ) {
    this.#options = options;
  }

  async ground(
    facts: Map<string, EntityFacts>,
    group: string,
  ): Promise<DecisionGround> {
    const { catalogView, policies } = this.#options;
    const named = new Set(
      [...facts.values()].flatMap(environment =>
        policies.of(environment).autoApprove.flatMap(rule => rule.groups ?? []),
      ),
    );
    const groups = [group];
    for (const ref of named)
      if ((await catalogView.groupsBelow([ref])).includes(group))
        groups.push(ref);
    return { facts, groups };
  }

  /** One for each environment, in their order. Throws `InputError` for what no approval helps. */
  async approvals(
    tx: Knex.Transaction,
    booking: StoredBooking,
    { facts, groups }: DecisionGround,
    now: number,
  ): Promise<BookingApproval[]> {
    const { bookings, policies } = this.#options;
    const approvals: BookingApproval[] = [];
    for (const environmentRef of booking.environments) {
      const environment = facts.get(environmentRef);
      const pending: BookingApproval = { environmentRef, status: 'pending' };
      if (!environment) {
        approvals.push(pending);
        continue;
      }
      const policy = policies.of(environment);
      const others =
        policy.hoursAWeek === undefined
          ? []
          : await bookings.ofGroup(tx, {
              environment: environmentRef,
              group: booking.onBehalfOf,
              from: toMillis(booking.start) - WEEK,
              to: toMillis(booking.end) + WEEK,
            });
      const { verdict, reasons } = evaluateBookingPolicy({
        policy,
        booking,
        now,
        groups,
        isOwner: environment.owners.includes(booking.onBehalfOf),
        groupBookings: others.filter(({ id }) => id !== booking.id),
      });
      if (verdict === 'refused') refuse(environmentRef, reasons);
      approvals.push(
        verdict === 'approved'
          ? {
              environmentRef,
              status: 'approved',
              by: 'policy',
              at: new Date(now).toISOString(),
            }
          : pending,
      );
    }
    return approvals;
  }

  /** Whether it may take its time, or keep it. */
  async admission(
    tx: Knex.Transaction,
    booking: StoredBooking,
  ): Promise<Admission & { others: StoredBooking[] }> {
    const { bookings, policies } = this.#options;
    const { start, end } = occupiedSpan(booking);
    const others = await bookings.standing(
      booking.environments,
      { from: toMillis(start), to: toMillis(end) },
      tx,
    );
    const { matrix } = policies;
    return { ...admitBooking(booking, others, { matrix }), others };
  }

  /** Throws `Taken`. */
  async requireAdmission(
    tx: Knex.Transaction,
    booking: StoredBooking,
  ): Promise<void> {
    const { admitted, blocking, others } = await this.admission(tx, booking);
    if (!admitted) throw new Taken({ blocking, holders: others });
  }
}

function refuse(environmentRef: string, reasons: PolicyReason[]): never {
  throw new InputError(
    reasons
      .filter(reason => !reason.met)
      .map(
        ({ rule, observed, expected }) =>
          `${
            FIELDS[rule] ?? 'end'
          }: the policy of ${environmentRef} expects ${expected}, got ${observed}`,
      )
      .join('; '),
  );
}
