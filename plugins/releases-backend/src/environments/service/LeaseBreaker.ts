import { ConflictError } from '@backstage/errors';
import {
  breakLease,
  Lease,
  leaseBreakPermission,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { environmentAccess } from '../claims';
import { LeaseStore } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { keep, shown } from './leaseParts';
import { LeaseReader } from './LeaseReader';
import { LeaseWriter } from './LeaseWriter';

/** How a run loses an environment that it still holds. */
export class LeaseBreaker {
  readonly #options: EnvironmentsDependencies & {
    leases: LeaseStore;
    leaseReader: LeaseReader;
  };
  readonly #writer: LeaseWriter;

  constructor(
    options: EnvironmentsDependencies & {
      leases: LeaseStore;
      leaseReader: LeaseReader;
      leaseWriter: LeaseWriter;
    },
  ) {
    this.#options = options;
    this.#writer = options.leaseWriter;
  }

  /** By who owns the environment, with a reason. */
  async break(
    request: { id: string; reason: string },
    context: CallContext,
  ): Promise<Lease> {
    const { authorizer, owners, knex, clock, leases } = this.#options;
    const { id, reason } = request;
    const { environmentRef } = await this.#options.leaseReader.readable(
      id,
      context,
    );
    const environments = await owners.of([environmentRef]);
    await authorizer.requireOn(
      leaseBreakPermission,
      context,
      environmentAccess(environments.get(environmentRef)),
    );
    return transact(knex, async tx => {
      const lease = await leases.lock(tx, id);
      const now = await clock(tx);
      const slot = { environmentRef, lastToken: lease!.token, lease };
      const broken = breakLease({
        slot,
        by: context.actor,
        mayBreak: true,
        reason,
        now,
      });
      if (!broken.ok) throw new ConflictError(`${broken.reason} by this lease`);
      const after = keep(slot, broken.lease);
      await this.#writer.write(
        tx,
        { verb: 'break', before: lease, after, reason },
        context,
      );
      return shown(after);
    });
  }
}
