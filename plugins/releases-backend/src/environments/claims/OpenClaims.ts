import {
  ACCOUNTABLE_STATUSES,
  Claim,
  ClaimInput,
  ClaimStatus,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { InTheWay } from './claimRefusals';
import { superseded } from './claimSteps';
import { ClaimStore } from './ClaimStore';
import { ClaimWriter } from './ClaimWriter';

/** Somebody has yet to decide on them. */
export const OPEN_STATUSES: readonly ClaimStatus[] = ['asked', 'requested'];

/** Whether an environment may be had, under its lock. */
export class OpenClaims {
  readonly #claims: ClaimStore;
  readonly #writer: ClaimWriter;

  constructor(options: { claims: ClaimStore; claimWriter: ClaimWriter }) {
    this.#claims = options.claims;
    this.#writer = options.claimWriter;
  }

  /** Throws `InTheWay` when somebody has it, or the group has asked already. */
  async requireFree(
    tx: Knex.Transaction,
    wanted: Pick<ClaimInput, 'environmentRef' | 'group'>,
  ): Promise<void> {
    await this.#requireNone(
      tx,
      wanted.environmentRef,
      ({ status, group }) =>
        OPEN_STATUSES.includes(status) && group === wanted.group,
    );
  }

  /** It is had from now on: throws `InTheWay`, and puts an end to what was orphaned. */
  async take(
    tx: Knex.Transaction,
    { environmentRef }: Pick<Claim, 'environmentRef'>,
    by: { actor: string; now: number },
  ): Promise<void> {
    const all = await this.#requireNone(tx, environmentRef);
    for (const before of all)
      if (before.status === 'orphaned')
        await this.#writer.write(
          tx,
          {
            verb: 'supersede',
            before,
            after: superseded(before, by.actor, by.now),
          },
          by.actor,
        );
  }

  async #requireNone(
    tx: Knex.Transaction,
    environmentRef: string,
    isInTheWay: (claim: Claim) => boolean = () => false,
  ): Promise<Claim[]> {
    const all = await this.#claims.ofEnvironment(environmentRef, tx);
    const other =
      all.find(({ status }) => ACCOUNTABLE_STATUSES.includes(status)) ??
      all.find(isInTheWay);
    if (other) throw new InTheWay(other);
    return all;
  }
}
