import { ConflictError, InputError } from '@backstage/errors';
import {
  environmentManagePermission,
  HOLDING_STATUSES,
  IdleProof,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { environmentAccess } from '../claims';
import { EnvironmentsDependencies } from '../service';
import { lockEnvironments } from '../store';
import { BoardService } from './BoardService';
import { OwnedKnown } from './RowReader';
import { UseStore } from './UseStore';

const DAY = 86_400_000;
/** Longer than that, nobody remembers why. */
const LONGEST_KEEP = 366 * DAY;
/** Beyond any booking that may be made. */
const AHEAD = 1000 * DAY;

type Ground = Pick<
  EnvironmentsDependencies,
  'auditLog' | 'authorizer' | 'bookings' | 'clock' | 'expiry' | 'knex'
> & { board: BoardService; uses: UseStore };

/** What an owner says of an environment that stands idle: that it stays, or that it may go. */
export class IdleService {
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Throws `NotFoundError`, `NotAllowedError`, `InputError`. */
  async keep(
    request: { ref: string; until: string; reason: string },
    context: CallContext,
  ): Promise<IdleProof> {
    const { auditLog, expiry, uses } = this.#ground;
    const { ref, reason, until } = request;
    return this.#write(ref, context, async (tx, now) => {
      const end = Date.parse(until);
      if (end <= now || end > now + LONGEST_KEEP)
        throw new InputError('until: expected an instant within a year');
      const before = await uses.keepOf(tx, ref);
      const after = {
        environmentRef: ref,
        until,
        reason,
        at: new Date(now).toISOString(),
        by: context.actor,
      };
      await uses.keep(tx, after);
      await expiry.unmark(tx, ref);
      await auditLog.append(tx, {
        actor: context.actor,
        action: 'environment.keep',
        objectRef: `environment:${ref}`,
        entityRefs: [ref],
        before,
        after,
        reason,
      });
    });
  }

  /**
   * Marks it, for the tool that deletes. Throws `ConflictError` while somebody
   * has it or has booked it.
   */
  async release(
    request: { ref: string; reason?: string },
    context: CallContext,
  ): Promise<IdleProof> {
    const { bookings, expiry, uses } = this.#ground;
    const { ref, reason } = request;
    return this.#write(ref, context, async (tx, now, { known }) => {
      const standing = await bookings.standing(
        [ref],
        { from: now, to: now + AHEAD },
        tx,
      );
      const held = standing.filter(({ status }) =>
        HOLDING_STATUSES.includes(status),
      );
      if (held.length > 0)
        throw new ConflictError(
          `Expected an environment that nobody has or has booked; ${held.length} bookings hold it`,
        );
      await uses.dropKeep(tx, ref);
      await expiry.mark(tx, {
        environmentRef: ref,
        facts: known.facts,
        reason: 'released',
        ...(reason && { text: reason }),
        actor: context.actor,
        now,
      });
    });
  }

  /** Under the lock of the environment: nobody books it meanwhile. */
  async #write(
    ref: string,
    context: CallContext,
    write: (
      tx: Knex.Transaction,
      now: number,
      item: OwnedKnown,
    ) => Promise<void>,
  ): Promise<IdleProof> {
    const { authorizer, board, clock, knex } = this.#ground;
    const item = await board.one(ref, context);
    await authorizer.requireOn(
      environmentManagePermission,
      context,
      environmentAccess(item.owned),
    );
    await transact(knex, async tx => {
      await lockEnvironments(tx, [ref]);
      await write(tx, await clock(tx), item);
    });
    return (await board.get(ref, context)).idle;
  }
}
