import { InputError } from '@backstage/errors';
import {
  admitBooking,
  Admission,
  BookingApproval,
  BookingPolicy,
  EntityFacts,
  evaluateBookingPolicy,
  occupiedSpan,
  PolicyReason,
  PolicyRule,
  PolicyVerdict,
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
  policies: Map<string, BookingPolicy>;
  /** The group that it is for, and those above it that a policy names. */
  groups: string[];
  /** Who owns each environment, and all groups above. */
  owners: Map<string, string[]>;
}

/** What policies and other bookings say to one, under the locks of its environments. */
export class BookingDecider {
  readonly #options: Pick<
    EnvironmentsDependencies,
    'booked' | 'bookings' | 'catalogView' | 'owners' | 'policies'
  >;

  constructor(
    options: Pick<
      EnvironmentsDependencies,
      'booked' | 'bookings' | 'catalogView' | 'owners' | 'policies'
    >,
  ) {
    this.#options = options;
  }

  async ground(
    facts: Map<string, EntityFacts>,
    group: string,
  ): Promise<DecisionGround> {
    const policies = await this.#options.policies.of(facts.values());
    const named = new Set(
      [...policies.values()].flatMap(({ autoApprove }) =>
        autoApprove.flatMap(rule => rule.groups ?? []),
      ),
    );
    const groups = [group];
    for (const ref of named)
      if ((await this.#options.catalogView.groupsBelow([ref])).includes(group))
        groups.push(ref);
    const owned = await this.#options.owners.of(facts.keys());
    return {
      facts,
      policies,
      groups,
      owners: new Map([...owned].map(([ref, item]) => [ref, item.owners])),
    };
  }

  /** What the policy of each environment says, in their order; one that is gone says nothing. */
  async verdicts(
    db: Knex,
    booking: StoredBooking,
    ground: DecisionGround,
    now: number,
  ): Promise<{ environmentRef: string; verdict?: PolicyVerdict }[]> {
    const { facts, policies, groups, owners } = ground;
    const said: { environmentRef: string; verdict?: PolicyVerdict }[] = [];
    for (const environmentRef of booking.environments) {
      const environment = facts.get(environmentRef);
      const policy = policies.get(environmentRef);
      if (!environment || !policy) {
        said.push({ environmentRef });
        continue;
      }
      const others =
        policy.hoursAWeek === undefined
          ? []
          : await this.#options.bookings.ofGroup(db, {
              environment: environmentRef,
              group: booking.onBehalfOf,
              from: toMillis(booking.start) - WEEK,
              to: toMillis(booking.end) + WEEK,
            });
      const verdict = evaluateBookingPolicy({
        policy,
        booking,
        now,
        groups,
        isOwner:
          owners.get(environmentRef)?.includes(booking.onBehalfOf) ?? false,
        groupBookings: others.filter(({ id }) => id !== booking.id),
      });
      said.push({ environmentRef, verdict });
    }
    return said;
  }

  /** One for each environment, in their order. Throws `InputError` for what no approval helps. */
  async approvals(
    tx: Knex.Transaction,
    booking: StoredBooking,
    ground: DecisionGround,
    now: number,
  ): Promise<BookingApproval[]> {
    const said = await this.verdicts(tx, booking, ground, now);
    return said.map(({ environmentRef, verdict }): BookingApproval => {
      if (verdict?.verdict === 'refused')
        refuse(environmentRef, verdict.reasons);
      return verdict?.verdict === 'approved'
        ? {
            environmentRef,
            status: 'approved',
            by: 'policy',
            at: new Date(now).toISOString(),
          }
        : { environmentRef, status: 'pending' };
    });
  }

  /** Whether it may take its time, or keep it; what is kept for others counts. */
  async admission(
    booking: StoredBooking,
    tx?: Knex.Transaction,
  ): Promise<Admission & { others: StoredBooking[] }> {
    const { booked, policies } = this.#options;
    const { start, end } = occupiedSpan(booking);
    const others = await booked.within(
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
    const { admitted, blocking, others } = await this.admission(booking, tx);
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
