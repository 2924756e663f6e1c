import { NotFoundError } from '@backstage/errors';
import { checkToken, Lease, Page } from '@release-desk/plugin-releases-common';
import { PageRequest, transact } from '../../database';
import { CallContext } from '../../http/types';
import { toPage } from '../../resources';
import { LeaseFilter, LeaseStore, StoredLease } from '../store';
import { BookingReader } from './BookingReader';
import { EnvironmentsDependencies } from './dependencies';
import { shown } from './leaseParts';

/** Leases as a caller may see them: whoever may see its booking. */
export class LeaseReader {
  readonly #options: EnvironmentsDependencies & {
    leases: LeaseStore;
    reader: BookingReader;
  };

  constructor(
    options: EnvironmentsDependencies & {
      leases: LeaseStore;
      reader: BookingReader;
    },
  ) {
    this.#options = options;
  }

  async list(
    query: LeaseFilter & PageRequest,
    context: CallContext,
  ): Promise<Page<Lease>> {
    const access = await this.#options.reader.guard.listAccess(context);
    const listed = await this.#options.leases.list(query, access);
    const visible = await this.#options.checks.visible(
      listed.items.map(item => item.environmentRef),
      context,
    );
    return toPage(
      listed,
      listed.items.filter(item => visible.has(item.environmentRef)).map(shown),
    );
  }

  async get(id: string, context: CallContext): Promise<Lease> {
    return shown(await this.readable(id, context));
  }

  /** Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<StoredLease> {
    const lease = await this.#options.leases.get(id);
    if (!lease) throw new NotFoundError(`Unknown lease '${id}'`);
    const visible = await this.#options.checks.visible(
      [lease.environmentRef],
      context,
    );
    if (!visible.has(lease.environmentRef))
      throw new NotFoundError(`Unknown lease '${id}'`);
    await this.#options.reader.readable(lease.bookingId, context);
    return lease;
  }

  /** What a gate asks before it lets a holder through. */
  async check(
    request: { environmentRef: string; token: number },
    context: CallContext,
  ): Promise<{ live: boolean; code?: string; reason?: string; lease?: Lease }> {
    const { checks, knex, clock, leases } = this.#options;
    const { environmentRef, token } = request;
    await checks.environments(
      [{ field: 'environmentRef', ref: environmentRef }],
      context,
    );
    const { slot, now } = await transact(knex, async tx => ({
      slot: await leases.peek(tx, environmentRef),
      now: await clock(tx),
    }));
    const lease = slot.lease && (await this.ifReadable(slot.lease, context));
    const checked = checkToken(slot, token, now);
    if (checked.ok) return { live: true, ...(lease && { lease }) };
    return {
      live: false,
      code: checked.code,
      ...(lease && { reason: checked.reason, lease }),
    };
  }

  /** The lease, unless the caller may not see its booking. */
  async ifReadable(
    lease: StoredLease,
    context: CallContext,
  ): Promise<Lease | undefined> {
    const access = await this.#options.reader.guard.listAccess(context);
    const covered = await this.#options.bookings.covered(
      [lease.bookingId],
      access,
    );
    return covered.has(lease.bookingId) ? shown(lease) : undefined;
  }
}
